package viewer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A tipped is what the widgets of the bar have beside Fyne's own, which knows
// no tooltips: words that say what one does, or why it cannot be used now,
// while the pointer is over it or the keyboard has reached it.
type tipped struct {
	what  func() string
	tell  func(what func() string, below fyne.CanvasObject) // nil: nothing any more
	leave func()                                            // the Escape key was pressed
	help  func()                                            // the F1 key was pressed
}

func (t *tipped) over(o fyne.CanvasObject) { t.tell(t.what, o) }
func (t *tipped) out()                     { t.tell(nil, nil) }

// escape reports whether the key is the window's: Escape leaves the bar, F1 lists
// the shortcuts. That is then done.
func (t *tipped) escape(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyEscape:
		t.leave()
	case fyne.KeyF1:
		t.help()
	default:
		return false
	}
	return true
}

// A button is a button of the bar.
type button struct {
	widget.Button
	tipped
}

// MouseIn implements desktop.Hoverable.
func (b *button) MouseIn(e *desktop.MouseEvent) { b.Button.MouseIn(e); b.over(b) }

// MouseOut implements desktop.Hoverable.
func (b *button) MouseOut() { b.Button.MouseOut(); b.out() }

// FocusGained implements fyne.Focusable.
func (b *button) FocusGained() { b.Button.FocusGained(); b.over(b) }

// FocusLost implements fyne.Focusable.
func (b *button) FocusLost() { b.Button.FocusLost(); b.out() }

// TypedKey implements fyne.Focusable.
func (b *button) TypedKey(e *fyne.KeyEvent) {
	switch {
	case b.escape(e):
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter:
		b.Button.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		b.Button.TypedKey(e)
	}
}

// A check is a switch of the bar.
type check struct {
	widget.Check
	tipped
}

// MouseIn implements desktop.Hoverable.
func (c *check) MouseIn(e *desktop.MouseEvent) { c.Check.MouseIn(e); c.over(c) }

// MouseOut implements desktop.Hoverable.
func (c *check) MouseOut() { c.Check.MouseOut(); c.out() }

// FocusGained implements fyne.Focusable.
func (c *check) FocusGained() { c.Check.FocusGained(); c.over(c) }

// FocusLost implements fyne.Focusable.
func (c *check) FocusLost() { c.Check.FocusLost(); c.out() }

// TypedKey implements fyne.Focusable.
func (c *check) TypedKey(e *fyne.KeyEvent) {
	if !c.escape(e) {
		c.Check.TypedKey(e)
	}
}

// A choice is a list of the bar.
type choice struct {
	widget.Select
	tipped
}

// MouseIn implements desktop.Hoverable.
func (c *choice) MouseIn(e *desktop.MouseEvent) { c.Select.MouseIn(e); c.over(c) }

// MouseOut implements desktop.Hoverable.
func (c *choice) MouseOut() { c.Select.MouseOut(); c.out() }

// FocusGained implements fyne.Focusable.
func (c *choice) FocusGained() { c.Select.FocusGained(); c.over(c) }

// FocusLost implements fyne.Focusable.
func (c *choice) FocusLost() { c.Select.FocusLost(); c.out() }

// TypedKey implements fyne.Focusable.
func (c *choice) TypedKey(e *fyne.KeyEvent) {
	if !c.escape(e) {
		c.Select.TypedKey(e)
	}
}

// A bubble shows a tip below a widget. It stays within its layer, so that
// nothing comes to lie over the picture.
type bubble struct {
	layer *fyne.Container
	box   *fyne.Container
	words *widget.Label
}

func newBubble() *bubble {
	b := &bubble{words: widget.NewLabel("")}
	b.words.SizeName = theme.SizeNameCaptionText
	b.words.Truncation = fyne.TextTruncateEllipsis
	back := canvas.NewRectangle(theme.Color(theme.ColorNameButton))
	back.CornerRadius = theme.Size(theme.SizeNameInputRadius)
	b.box = container.NewStack(back, b.words)
	b.box.Hide()
	b.layer = container.NewWithoutLayout(b.box)
	return b
}

// shown is what is shown, empty when nothing is.
func (b *bubble) shown() string {
	if !b.box.Visible() {
		return ""
	}
	return b.words.Text
}

// show shows words below o, none when they are empty.
func (b *bubble) show(words string, o fyne.CanvasObject) {
	if words == "" {
		b.box.Hide()
		b.layer.Refresh()
		return
	}
	d := fyne.CurrentApp().Driver()
	size := fyne.NewSize(fyne.MeasureText(words, theme.Size(theme.SizeNameCaptionText), fyne.TextStyle{}).Width+2*theme.InnerPadding()+1, b.layer.Size().Height)
	size.Width = min(size.Width, b.layer.Size().Width)
	x := d.AbsolutePositionForObject(o).X - d.AbsolutePositionForObject(b.layer).X
	b.words.SetText(words)
	b.box.Resize(size)
	b.box.Move(fyne.NewPos(max(0, min(x, b.layer.Size().Width-size.Width)), 0))
	b.box.Show()
	b.layer.Refresh()
}
