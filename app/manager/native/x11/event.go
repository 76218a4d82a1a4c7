//go:build linux

package x11

import (
	"image"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"tandem/app/manager/native/surface"
)

// handle tells a window what was done to it.
func (d *Desktop) handle(e xgb.Event) {
	switch e := e.(type) {
	case xproto.ExposeEvent:
		if w := d.window(e.Window); w != nil && e.Count == 0 {
			w.repaint()
		}
	case xproto.ButtonPressEvent:
		d.button(e.Event, e.Detail, surface.Press, image.Pt(int(e.EventX), int(e.EventY)))
	case xproto.ButtonReleaseEvent:
		d.button(e.Event, e.Detail, surface.Release, image.Pt(int(e.EventX), int(e.EventY)))
	case xproto.ConfigureNotifyEvent:
		if w := d.window(e.Window); w != nil && w.moved(image.Pt(int(e.X), int(e.Y))) {
			w.on(surface.Event{Kind: surface.Moved})
		}
	case xproto.ClientMessageEvent:
		w := d.window(e.Window)
		if w != nil && e.Type == d.atoms["WM_PROTOCOLS"] && e.Data.Data32[0] == uint32(d.atoms["WM_DELETE_WINDOW"]) {
			w.on(surface.Event{Kind: surface.Closing})
		}
	}
}

func (d *Desktop) button(id xproto.Window, b xproto.Button, k surface.Kind, at image.Point) {
	if w := d.window(id); w != nil && b == 1 {
		w.on(surface.Event{Kind: k, At: at})
	}
}

func (w *window) repaint() {
	w.mu.Lock()
	defer w.mu.Unlock()
	_ = w.paint() // if the connection is lost, the events tell
}

// moved notes the window's place, and reports whether it is another.
func (w *window) moved(to image.Point) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	was := w.at
	w.at = to
	return was != to
}
