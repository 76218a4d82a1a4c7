package dashboard

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// The preferences of the window.
const (
	prefWidth  = "dashboard.width"
	prefHeight = "dashboard.height"
	prefX      = "dashboard.x"
	prefY      = "dashboard.y"
	nowhere    = -1 << 20 // no x or y is known
)

// restore puts the window where it was last time, before it is shown.
func (b *board) restore() {
	p := b.app.Preferences()
	b.win.Resize(fyne.NewSize(float32(p.FloatWithFallback(prefWidth, 1020)), float32(p.FloatWithFallback(prefHeight, 680))))
	x, y := p.IntWithFallback(prefX, nowhere), p.IntWithFallback(prefY, nowhere)
	if w, ok := b.win.(desktop.Window); ok && x != nowhere && y != nowhere {
		w.RequestPosition(max(x, 0), max(y, 0))
	}
}

// remember keeps where the window is.
func (b *board) remember() {
	p, size := b.app.Preferences(), b.win.Canvas().Size()
	p.SetFloat(prefWidth, float64(size.Width))
	p.SetFloat(prefHeight, float64(size.Height))
	if x, y, ok := b.cfg.Position(b.win); ok {
		p.SetInt(prefX, x)
		p.SetInt(prefY, y)
	}
}
