package main

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"image"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// The size of all screens, and the spot that changes.
const width, height = 1280, 800

var spot = image.Rect(600, 380, 632, 412)

// A screen is the technician's display.
type screen struct {
	name string
	conn *xgb.Conn
	root xproto.Drawable
}

// newScreen starts a display and a window manager.
func newScreen(running *[]*exec.Cmd) (*screen, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-noreset", "-nolisten", "tcp", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height))
	x.ExtraFiles = []*os.File{w}
	if err := x.Start(); err != nil {
		return nil, err
	}
	_ = w.Close() // Xvfb has its own
	*running = append(*running, x)
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("start Xvfb: %w", err)
	}
	s := &screen{name: ":" + strings.TrimSpace(line)}
	wm := exec.Command("openbox")
	wm.Env = append(os.Environ(), "DISPLAY="+s.name)
	if err := wm.Start(); err != nil {
		return nil, err
	}
	*running = append(*running, wm)
	if s.conn, err = xgb.NewConnDisplay(s.name); err != nil {
		return nil, err
	}
	s.root = xproto.Drawable(xproto.Setup(s.conn).DefaultScreen(s.conn).Root)
	return s, nil
}

func (s *screen) pixels(r image.Rectangle) []byte {
	img, err := xproto.GetImage(s.conn, xproto.ImageFormatZPixmap, s.root, int16(r.Min.X), int16(r.Min.Y), uint16(r.Dx()), uint16(r.Dy()), 1<<24-1).Reply()
	if err != nil {
		return nil // the display has gone; what waits gives up
	}
	return img.Data
}

// painted reports whether there is a window with something in it, away from the
// frames that the window manager draws: many colours.
func (s *screen) painted() bool {
	colors := map[[3]byte]bool{}
	p := s.pixels(image.Rect(100, 90, 460, 600))
	for i := 0; i+3 < len(p); i += 4 {
		colors[[3]byte(p[i:])] = true
	}
	return len(colors) >= 40
}

// sum stands for what is on the screen below the icon bar.
func (s *screen) sum() uint64 {
	h := fnv.New64()
	_, _ = h.Write(s.pixels(image.Rect(60, 160, 1000, 700))) // never fails
	return h.Sum64()
}

// changes tells how often a second the spot changes.
func (s *screen) changes(d time.Duration) float64 {
	at := image.Rectangle{Min: spot.Min.Add(image.Pt(8, 8)), Max: spot.Min.Add(image.Pt(9, 9))}
	n, last := -1, ""
	begun := time.Now()
	for time.Since(begun) < d {
		if now := string(s.pixels(at)); now != last {
			last = now
			n++
		}
		<-time.After(time.Millisecond)
	}
	return float64(n) / time.Since(begun).Seconds()
}

// key presses keys.
func (s *screen) key(keys string) { s.xdotool("key", keys) }

// click clicks at a place.
func (s *screen) click(x, y int) { s.xdotool("mousemove", fmt.Sprint(x), fmt.Sprint(y), "click", "1") }

func (s *screen) xdotool(args ...string) {
	c := exec.Command("xdotool", args...)
	c.Env = append(os.Environ(), "DISPLAY="+s.name)
	_ = c.Run() // what waits for the effect tells
}
