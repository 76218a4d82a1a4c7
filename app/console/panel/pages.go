package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Pages are something to read that may be higher than its window. The keys
// scroll it while it has them, which Fyne's own scroll does not let them.
type Pages struct {
	widget.BaseWidget
	scroll *container.Scroll
	frame  *canvas.Rectangle // seen while they have the keys
}

var _ fyne.Focusable = (*Pages)(nil)

func newPages(content fyne.CanvasObject) *Pages {
	p := &Pages{scroll: container.NewVScroll(content), frame: newFrame()}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer implements fyne.Widget.
func (p *Pages) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(p.scroll, p.frame))
}

// FocusGained implements fyne.Focusable.
func (p *Pages) FocusGained() { showFrame(p.frame) }

// FocusLost implements fyne.Focusable.
func (p *Pages) FocusLost() { p.frame.Hide() }

// TypedRune implements fyne.Focusable.
func (p *Pages) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (p *Pages) TypedKey(e *fyne.KeyEvent) {
	const line = 24
	page := p.scroll.Size().Height - line
	by := map[fyne.KeyName]float32{
		fyne.KeyUp: -line, fyne.KeyDown: line, fyne.KeyPageUp: -page, fyne.KeyPageDown: page, fyne.KeySpace: page,
		fyne.KeyHome: -p.scroll.Content.Size().Height, fyne.KeyEnd: p.scroll.Content.Size().Height,
	}[e.Name]
	if by == 0 {
		ToWindow(p, e)
		return
	}
	most := max(0, p.scroll.Content.Size().Height-p.scroll.Size().Height)
	p.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(p.scroll.Offset.Y+by, most))))
}
