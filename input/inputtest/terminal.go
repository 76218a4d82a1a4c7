//go:build linux

package inputtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jezek/xgb/xproto"
)

// A Terminal is a program that people type into: xterm, which asks an input
// method for text as editors and browsers do.
type Terminal struct {
	t    testing.TB
	file string
	read int
}

// NewTerminal opens a terminal over the whole display, with the pointer in it so
// that it has the keyboard. It closes with the test.
func (d *Display) NewTerminal(t testing.TB) *Terminal {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "typed")
	cmd := exec.Command("xterm", "-u8", "-b", "0", "-geometry", "150x60+0+0", "-e", "sh", "-c",
		`touch "$1/ready"; exec cat > "$1/typed"`, "sh", dir)
	cmd.Env = append(os.Environ(), "DISPLAY="+d.Name, "LC_ALL=C.UTF-8", "XMODIFIERS=@im=none")
	if err := cmd.Start(); err != nil {
		t.Fatalf("start xterm, which these tests need: %v", err)
	}
	t.Cleanup(func() { stop(cmd) })
	if err := xproto.SetInputFocusChecked(d.conn, xproto.InputFocusPointerRoot,
		xproto.InputFocusPointerRoot, xproto.TimeCurrentTime).Check(); err != nil {
		t.Fatal(err)
	}
	if err := xproto.WarpPointerChecked(d.conn, xproto.WindowNone, d.root, 0, 0, 0, 0, 100, 100).Check(); err != nil {
		t.Fatal(err)
	}
	await(t, "xterm is open", func() bool {
		_, under := d.State()
		_, err := os.Stat(filepath.Join(dir, "ready"))
		return under != xproto.WindowNone && err == nil
	})
	return &Terminal{t: t, file: file}
}

// Line waits for a whole line and returns it without its end.
func (c *Terminal) Line() string {
	c.t.Helper()
	var line string
	await(c.t, "a line has been typed", func() bool {
		data, err := os.ReadFile(c.file)
		if err != nil || len(data) < c.read {
			return false
		}
		before, _, found := strings.Cut(string(data[c.read:]), "\n")
		line = before
		return found
	})
	c.read += len(line) + 1
	return line
}
