//go:build linux

package x11

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"tandem/app/manager/native/surface"
)

// ErrNoDisplay means that there is no X server to show anything on.
var ErrNoDisplay = errors.New("native/x11: no display")

// A Desktop is a connection to the X server. Use Open.
type Desktop struct {
	conn   *xgb.Conn
	screen *xproto.ScreenInfo
	atoms  map[string]xproto.Atom
	done   chan struct{} // closed when the events have ended

	mu      sync.Mutex // guards what follows
	windows map[xproto.Window]*window
}

var _ surface.Desktop = (*Desktop)(nil)

// Open connects to the X server that the environment's DISPLAY names.
func Open() (*Desktop, error) {
	if os.Getenv("DISPLAY") == "" {
		return nil, fmt.Errorf("%w: DISPLAY is not set", ErrNoDisplay)
	}
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoDisplay, err)
	}
	d := &Desktop{
		conn: conn, screen: xproto.Setup(conn).DefaultScreen(conn), atoms: map[string]xproto.Atom{},
		done: make(chan struct{}), windows: map[xproto.Window]*window{},
	}
	if err := d.check(); err != nil {
		conn.Close()
		return nil, err
	}
	go d.run()
	return d, nil
}

// check makes sure that pictures can be shown, and looks up names.
func (d *Desktop) check() error {
	fits := false
	for _, f := range xproto.Setup(d.conn).PixmapFormats {
		fits = fits || f.Depth == d.screen.RootDepth && f.BitsPerPixel == 32
	}
	if !fits || xproto.Setup(d.conn).ImageByteOrder != xproto.ImageOrderLSBFirst {
		return fmt.Errorf("native/x11: a screen of depth %d: %w", d.screen.RootDepth, errors.ErrUnsupported)
	}
	for _, name := range []string{
		"WM_PROTOCOLS", "WM_DELETE_WINDOW", "UTF8_STRING", "_NET_WM_NAME",
		"_NET_WM_STATE", "_NET_WM_STATE_ABOVE", "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DIALOG",
	} {
		a, err := xproto.InternAtom(d.conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			return fmt.Errorf("native/x11: names: %w", err)
		}
		d.atoms[name] = a.Atom
	}
	return nil
}

// Scale returns the scale of the fonts, as the desktop has set it.
func (d *Desktop) Scale() float64 {
	p, err := xproto.GetProperty(d.conn, false, d.screen.Root, xproto.AtomResourceManager, xproto.AtomString, 0, 1<<14).Reply()
	if err != nil {
		return 1
	}
	for s := bufio.NewScanner(bytes.NewReader(p.Value)); s.Scan(); {
		if v, ok := strings.CutPrefix(s.Text(), "Xft.dpi:"); ok {
			if dpi, err := strconv.ParseFloat(strings.TrimSpace(v), 64); err == nil {
				return min(max(dpi/96, 1), 4)
			}
		}
	}
	return 1
}

// Call rings the bell.
func (d *Desktop) Call() { xproto.Bell(d.conn, 0) }

// Close closes all windows, and waits for the end of the events.
func (d *Desktop) Close() error {
	d.conn.Close()
	<-d.done
	return nil
}

// run handles events until the connection ends.
func (d *Desktop) run() {
	defer close(d.done)
	for {
		e, err := d.conn.WaitForEvent()
		if e == nil && err == nil {
			d.each(func(w *window) { w.on(surface.Event{Kind: surface.Lost}) })
			return
		}
		if e != nil {
			d.handle(e)
		}
	}
}

func (d *Desktop) each(f func(*window)) {
	d.mu.Lock()
	var ws []*window
	for _, w := range d.windows {
		ws = append(ws, w)
	}
	d.mu.Unlock()
	for _, w := range ws {
		f(w)
	}
}

func (d *Desktop) window(id xproto.Window) *window {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.windows[id]
}
