package wire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"
)

// dialTimeout is how long a display server may take to accept us.
const dialTimeout = 10 * time.Second

// Dial connects to a display server. An empty name means the environment's
// DISPLAY.
func Dial(name string) (*Conn, error) {
	if name == "" {
		name = os.Getenv("DISPLAY")
	}
	a, err := parseAddress(name)
	if err != nil {
		return nil, err
	}
	l, err := a.dial()
	if err != nil {
		return nil, fmt.Errorf("capture/x11: dial %q: %w", name, err)
	}
	c := &Conn{line: l, in: make([]byte, 1<<14)}
	if err := c.handshake(l, a); err != nil {
		_ = l.Close() // the handshake's failure says more
		return nil, fmt.Errorf("capture/x11: open %q: %w", name, err)
	}
	if q, err := newQuiet(l); err == nil {
		c.line = q
	}
	return c, nil
}

// An address is a display's name taken apart: X(7), "DISPLAY NAMES".
type address struct {
	host   string // empty for this machine
	number int
	screen int
}

func parseAddress(name string) (address, error) {
	bad := fmt.Errorf("capture/x11: bad display name %q", name)
	colon := strings.LastIndexByte(name, ':')
	if colon < 0 {
		return address{}, bad
	}
	number, screen, _ := strings.Cut(name[colon+1:], ".")
	a := address{host: strings.TrimSuffix(name[:colon], "/unix")}
	if a.host == "unix" {
		a.host = ""
	}
	var err error
	if a.number, err = strconv.Atoi(number); err != nil || a.number < 0 || a.number > 65535-6000 {
		return address{}, bad
	}
	if screen != "" {
		if a.screen, err = strconv.Atoi(screen); err != nil || a.screen < 0 {
			return address{}, bad
		}
	}
	return a, nil
}

func (a address) dial() (net.Conn, error) {
	if a.host != "" {
		return net.DialTimeout("tcp", net.JoinHostPort(a.host, strconv.Itoa(6000+a.number)), dialTimeout)
	}
	path := "/tmp/.X11-unix/X" + strconv.Itoa(a.number)
	line, err := net.DialTimeout("unix", path, dialTimeout)
	if err != nil {
		// The same name in Linux's abstract space, where /tmp is not shared.
		if abstract, err := net.DialTimeout("unix", "@"+path, dialTimeout); err == nil {
			return abstract, nil
		}
	}
	return line, err
}

// handshake opens the protocol: X11 protocol, section 8, "Connection Setup".
func (c *Conn) handshake(l net.Conn, a address) error {
	if err := l.SetDeadline(time.Now().Add(dialTimeout)); err != nil {
		return err
	}
	scheme, cookie := a.authority()
	hello := []byte{'l', 0, 11, 0, 0, 0, byte(len(scheme)), 0, byte(len(cookie)), 0, 0, 0}
	hello = pad(append(hello, scheme...))
	hello = pad(append(hello, cookie...))
	if _, err := l.Write(hello); err != nil {
		return err
	}
	head := make(Reply, 8)
	if _, err := io.ReadFull(l, head); err != nil {
		return err
	}
	body := make(Reply, 4*head.U16(6))
	if _, err := io.ReadFull(l, body); err != nil {
		return err
	}
	if head[0] != 1 {
		reason := body[:min(len(body), int(head[1]))]
		return fmt.Errorf("server refused: %q", bytes.TrimSpace(reason))
	}
	if err := l.SetDeadline(time.Time{}); err != nil {
		return err
	}
	return c.setup(append(head, body...), a.screen)
}

func pad(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// authority finds the cookie for a display: Xau(3), "struct Xauth". Without
// one the server is asked for access all the same.
func (a address) authority() (scheme, cookie string) {
	const local, wild = 256, 65535
	path := os.Getenv("XAUTHORITY")
	if path == "" {
		path = os.Getenv("HOME") + "/.Xauthority"
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return "", ""
	}
	host, _ := os.Hostname() // an unknown name matches nothing
	for len(file) > 2 {
		var field [4][]byte
		family := int(binary.BigEndian.Uint16(file))
		file = file[2:]
		for i := range field {
			if field[i], file, err = counted(file); err != nil {
				return "", ""
			}
		}
		address, number, scheme, cookie := string(field[0]), string(field[1]), string(field[2]), string(field[3])
		here := family == wild || address == a.host || family == local && address == host
		if here && (number == "" || number == strconv.Itoa(a.number)) && len(scheme) < 256 && len(cookie) < 256 {
			return scheme, cookie
		}
	}
	return "", ""
}

// counted takes a field with its length in front.
func counted(b []byte) (field, rest []byte, err error) {
	if len(b) < 2 || len(b)-2 < int(binary.BigEndian.Uint16(b)) {
		return nil, nil, errors.New("capture/x11: authority file cut short")
	}
	n := 2 + int(binary.BigEndian.Uint16(b))
	return b[2:n], b[n:], nil
}
