package capturetest

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// startTimeout is how long an X server may take to be ready, on a machine that
// runs many tests at once.
const startTimeout = 30 * time.Second

// Xvfb starts an X server with one screen of the given size and returns its
// display's name. Until the test ends DISPLAY names it, and XAUTHORITY the file
// with the cookie it wants. The test cannot run in parallel with others. The
// options are Xvfb's own, "-extension", "DAMAGE" for a server without damage
// reports.
func Xvfb(t testing.TB, width, height int, options ...string) (display string) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }() // only read from
	authority := filepath.Join(t.TempDir(), "authority")
	if err := os.WriteFile(authority, newAuthority(), 0o600); err != nil {
		t.Fatal(err)
	}
	var noise bytes.Buffer
	// It chooses a free number itself and tells it to descriptor 3. Without
	// -noreset it would forget everything whenever its last client leaves.
	options = append([]string{
		"-displayfd", "3", "-noreset", "-nolisten", "tcp", "-auth", authority,
		"-screen", "0", fmt.Sprintf("%dx%dx24", width, height),
	}, options...)
	cmd := exec.Command("Xvfb", options...)
	cmd.ExtraFiles, cmd.Stderr = []*os.File{w}, &noise
	err = cmd.Start()
	_ = w.Close() // the server's now
	if err != nil {
		t.Fatalf("start Xvfb, which the package xvfb has: %v", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has nothing to lose
		_ = cmd.Wait()         // says that it was killed
	})
	if err := r.SetReadDeadline(time.Now().Add(startTimeout)); err != nil {
		t.Fatal(err)
	}
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		_ = cmd.Process.Kill() // the buffer is its until it ends
		_ = cmd.Wait()
		t.Fatalf("Xvfb did not start: %v\n%s", err, noise.Bytes())
	}
	display = ":" + strings.TrimSpace(number)
	t.Setenv("DISPLAY", display)
	t.Setenv("XAUTHORITY", authority)
	return display
}

// newAuthority is a file with one cookie for any display: Xau(3), "struct
// Xauth".
func newAuthority() []byte {
	const wild, scheme, cookieSize = 0xffff, "MIT-MAGIC-COOKIE-1", 16
	b := binary.BigEndian.AppendUint16(nil, wild)
	b = append(b, 0, 0, 0, 0) // no address, no number
	b = binary.BigEndian.AppendUint16(b, uint16(len(scheme)))
	b = append(b, scheme...)
	b = binary.BigEndian.AppendUint16(b, cookieSize)
	cookie := make([]byte, cookieSize)
	_, _ = rand.Read(cookie) // never fails: crypto/rand
	return append(b, cookie...)
}
