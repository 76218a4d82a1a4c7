// Package recall remembers the customer's name from one session to the next, so
// that it need not be typed again. It remembers nothing else.
package recall

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// maxFile is the most that is read of the file.
const maxFile = 1 << 10

// Name returns the name that was remembered, or an empty one.
func Name() string {
	path, err := file()
	if err != nil {
		return ""
	}
	b, err := os.ReadFile(path)
	if err != nil || len(b) > maxFile {
		return ""
	}
	return strings.TrimSpace(strings.ToValidUTF8(string(b), ""))
}

// SetName remembers the name.
func SetName(name string) error {
	path, err := file()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("recall: %w", err)
	}
	if err := os.WriteFile(path, []byte(name+"\n"), 0o600); err != nil {
		return fmt.Errorf("recall: %w", err)
	}
	return nil
}

func file() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("recall: %w", err)
	}
	return filepath.Join(dir, "tandem", "customer-name"), nil
}
