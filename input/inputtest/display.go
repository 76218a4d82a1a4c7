//go:build linux

package inputtest

import (
	"bufio"
	"crypto/rand"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// patience is how long a test waits for what must come.
const patience = 10 * time.Second

// A Display is a private X server for one test.
type Display struct {
	Name string // for $DISPLAY, such as ":7"
	t    testing.TB
	conn *xgb.Conn // keeps the server's settings from the first client on
	root xproto.Window
}

// NewDisplay starts an X server of 800 by 600 pixels with one screen, which ends
// with the test, and makes it the test's $DISPLAY. A machine that has no Xvfb
// fails the test.
func NewDisplay(t testing.TB) *Display {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	auth := authority(t)
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset", "-auth", auth)
	cmd.ExtraFiles = []*os.File{in}
	if err := cmd.Start(); err != nil {
		t.Fatalf("start Xvfb, which these tests need: %v", err)
	}
	_ = in.Close() // the server has its own
	t.Cleanup(func() { stop(cmd) })
	number, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb names no display: %v", err)
	}
	_ = out.Close() // nothing more comes
	d := &Display{Name: ":" + strings.TrimSpace(number), t: t}
	t.Setenv("DISPLAY", d.Name)
	t.Setenv("XAUTHORITY", auth)
	if d.conn, err = xgb.NewConnDisplay(d.Name); err != nil {
		t.Fatalf("connect to %s: %v", d.Name, err)
	}
	t.Cleanup(d.conn.Close)
	d.root = xproto.Setup(d.conn).DefaultScreen(d.conn).Root
	return d
}

// authority writes a file with a random key for any host and display, so that no
// other program of this machine types into the test (Xsecurity(7), Xau.h).
func authority(t testing.TB) string {
	t.Helper()
	const (
		wild   = 0xFFFF
		method = "MIT-MAGIC-COOKIE-1"
	)
	key := make([]byte, 16)
	_, _ = rand.Read(key) // it never fails
	buf := binary.BigEndian.AppendUint16(nil, wild)
	for _, field := range []string{"", "", method, string(key)} { // host, display
		buf = binary.BigEndian.AppendUint16(buf, uint16(len(field)))
		buf = append(buf, field...)
	}
	file := filepath.Join(t.TempDir(), "xauthority")
	if err := os.WriteFile(file, buf, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func stop(cmd *exec.Cmd) {
	_ = cmd.Process.Kill() // it may have ended by itself
	_ = cmd.Wait()         // killed, says the error
}

// Layout sets the keyboard layout: "us", "fr", "de", "us,fr".
func (d *Display) Layout(name string) {
	d.t.Helper()
	if out, err := exec.Command("setxkbmap", "-display", d.Name, name).CombinedOutput(); err != nil {
		d.t.Fatalf("setxkbmap %s: %v: %s", name, err, out)
	}
}

// Down are the keycodes that the server takes for held.
func (d *Display) Down() []byte {
	d.t.Helper()
	reply, err := xproto.QueryKeymap(d.conn).Reply()
	if err != nil {
		d.t.Fatal(err)
	}
	var codes []byte
	for code := range 256 {
		if reply.Keys[code/8]&(1<<(code%8)) != 0 {
			codes = append(codes, byte(code))
		}
	}
	return codes
}

// State is the modifiers and buttons that the server takes for held, and the
// window under the pointer.
func (d *Display) State() (mask uint16, under xproto.Window) {
	d.t.Helper()
	reply, err := xproto.QueryPointer(d.conn, d.root).Reply()
	if err != nil {
		d.t.Fatal(err)
	}
	return reply.Mask, reply.Child
}

// Mapping is the whole keyboard mapping, to compare.
func (d *Display) Mapping() []xproto.Keysym {
	d.t.Helper()
	setup := xproto.Setup(d.conn)
	reply, err := xproto.GetKeyboardMapping(d.conn, setup.MinKeycode, byte(setup.MaxKeycode-setup.MinKeycode+1)).Reply()
	if err != nil {
		d.t.Fatal(err)
	}
	return reply.Keysyms
}

// await waits until done says so.
func await(t testing.TB, what string, done func() bool) {
	t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-late.C:
			t.Fatalf("waited in vain until %s", what)
		case <-tick.C:
		}
	}
}
