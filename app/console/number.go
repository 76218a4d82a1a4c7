package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// writeNumber writes a session's number to the file at path, so that whoever
// reads it finds all of it or nothing.
func writeNumber(path, number string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".number-*")
	if err != nil {
		return fmt.Errorf("write the number: %w", err)
	}
	_, err = f.WriteString(number + "\n")
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it is of no use any more
		return fmt.Errorf("write the number: %w", err)
	}
	return nil
}
