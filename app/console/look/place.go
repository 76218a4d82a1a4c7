package look

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// A Place is where a window is and how large, kept from one start to the next
// under its name.
type Place struct {
	Name  string
	Size  fyne.Size // the first time
	Prefs fyne.Preferences
	// Position tells where a window is on the screen.
	Position func(fyne.Window) (x, y int, ok bool)
}

// unknown is an x or y that no window has.
const unknown = -1 << 20

// Restore puts w where it was last time, before it is shown.
func (p Place) Restore(w fyne.Window) {
	w.Resize(p.Last())
	if dw, ok := w.(desktop.Window); ok {
		if at, ok := p.Corner(); ok {
			dw.RequestPosition(at.X, at.Y)
		}
	}
}

// Last is how large the window was last time.
func (p Place) Last() fyne.Size {
	width := p.Prefs.FloatWithFallback(p.Name+".width", float64(p.Size.Width))
	height := p.Prefs.FloatWithFallback(p.Name+".height", float64(p.Size.Height))
	return fyne.NewSize(float32(width), float32(height))
}

// Corner is where its upper left corner was last time, if there was one.
func (p Place) Corner() (at image.Point, ok bool) {
	x, y := p.Prefs.IntWithFallback(p.Name+".x", unknown), p.Prefs.IntWithFallback(p.Name+".y", unknown)
	return image.Pt(max(x, 0), max(y, 0)), x != unknown && y != unknown // the monitor it was on may be gone
}

// Keep remembers where w is.
func (p Place) Keep(w fyne.Window) {
	size := w.Canvas().Size()
	if size.Width < 1 || size.Height < 1 {
		return // it was never shown
	}
	p.Prefs.SetFloat(p.Name+".width", float64(size.Width))
	p.Prefs.SetFloat(p.Name+".height", float64(size.Height))
	if x, y, ok := p.Position(w); ok {
		p.Prefs.SetInt(p.Name+".x", x)
		p.Prefs.SetInt(p.Name+".y", y)
	}
}
