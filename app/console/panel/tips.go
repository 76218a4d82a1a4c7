package panel

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/session/ui"
)

// A Tips is what a window shows, with room for tips over it: Fyne has none. It
// must be the window's own content.
type Tips struct {
	widget.BaseWidget
	post  ui.Poster
	all   fyne.CanvasObject
	layer *fyne.Container
	box   *fyne.Container
	words *widget.Label
	at    fyne.CanvasObject // that a tip is shown for, or is about to be
	stop  func()            // of the wait before it; nil while there is none
}

// NewTips returns content with room for tips.
func NewTips(post ui.Poster, content fyne.CanvasObject) *Tips {
	t := &Tips{post: post, words: widget.NewLabel("")}
	t.words.SizeName, t.words.Wrapping = theme.SizeNameCaptionText, fyne.TextWrapWord
	back := canvas.NewRectangle(theme.Color(theme.ColorNameOverlayBackground))
	back.CornerRadius = theme.Size(theme.SizeNameInputRadius)
	back.StrokeColor, back.StrokeWidth = theme.Color(theme.ColorNameSeparator), 1
	t.box = container.NewStack(back, t.words)
	t.box.Hide()
	t.layer = container.NewWithoutLayout(t.box)
	t.all = container.NewStack(content, t.layer)
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer implements fyne.Widget.
func (t *Tips) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.all) }

// Over is the tip that is shown; nil while there is none.
func (t *Tips) Over() fyne.CanvasObject {
	if !t.box.Visible() {
		return nil
	}
	return t.box
}

// pause is how long the pointer rests before there is a tip.
const pause = 500 * time.Millisecond

// tell shows words beside o after a while; none when they are empty.
func (t *Tips) tell(words string, o fyne.CanvasObject) {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	if t.box.Visible() {
		t.box.Hide()
		t.layer.Refresh()
	}
	if t.at = o; words == "" {
		return
	}
	t.stop = ui.Every(t.post, pause, func() {
		t.stop()
		t.stop = nil
		t.show(words, o)
	})
}

// show shows words beside o, where they cover no button if possible.
func (t *Tips) show(words string, o fyne.CanvasObject) {
	const widest = 300
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(o)
	if c == nil || !o.Visible() || c.Overlays().Top() != nil {
		return // it has gone meanwhile, or something has popped up over it
	}
	room := t.Size()
	long := fyne.MeasureText(words, theme.Size(theme.SizeNameCaptionText), fyne.TextStyle{}).Width + 2*theme.InnerPadding() + 1
	width := min(long, widest, room.Width)
	t.words.SetText(words)
	t.words.Resize(fyne.NewSize(width, t.words.MinSize().Height))
	size := fyne.NewSize(width, t.words.MinSize().Height)
	at := d.AbsolutePositionForObject(o).Subtract(d.AbsolutePositionForObject(t))
	t.box.Resize(size)
	t.box.Move(free(area{at, o.Size()}, size, room, t.blocks()))
	t.box.Show()
	t.layer.Refresh()
}

// Hush takes the tip away: what it is for has gone, or something pops up over it.
func (t *Tips) Hush() { t.tell("", nil) }

// hush takes away what is told in w.
func hush(w fyne.Window) {
	if t, is := w.Content().(*Tips); is {
		t.Hush()
	}
}

// tipsFor finds the tips of the window that o is in; nil when it has none.
func tipsFor(o fyne.CanvasObject) *Tips {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	t, _ := c.Content().(*Tips)
	return t
}
