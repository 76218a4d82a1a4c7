package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Button tells what it does, or why it cannot be used now, while the pointer
// rests on it or the keyboard has reached it.
type Button struct {
	widget.Button
	what string
	why  string // it cannot be used; empty when it can
}

var (
	_ desktop.Hoverable = (*Button)(nil)
	_ fyne.Focusable    = (*Button)(nil)
)

// NewButton returns a button with words on it, which may be none, an icon, which
// may have no name, and a tip.
func NewButton(text string, icon fyne.ThemeIconName, what string, tapped func()) *Button {
	b := &Button{what: what}
	b.Text = text
	if icon != "" {
		b.Icon = theme.Icon(icon)
	}
	b.OnTapped = func() {
		b.tell("")
		tapped()
	}
	b.ExtendBaseWidget(b)
	return b
}

// important makes the button stand out.
func (b *Button) important(i widget.Importance) *Button {
	b.Importance = i
	return b
}

// Say has the button show the icon of k and tell what that is for.
func (b *Button) Say(k Kind) {
	b.what = k.Tip()
	b.SetIcon(theme.Icon(k.Icon))
}

// Tip is what is told of the button.
func (b *Button) Tip() string {
	if b.why != "" {
		return b.why
	}
	return b.what
}

// Able enables the button, or says why it cannot be used.
func (b *Button) Able(why string) {
	b.why = why
	enable(b, why == "")
}

func (b *Button) tell(words string) {
	if t := tipsFor(b); t != nil && (words != "" || t.at == b) {
		t.tell(words, b)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(e *desktop.MouseEvent) { b.Button.MouseIn(e); b.tell(b.Tip()) }

// MouseOut implements desktop.Hoverable.
func (b *Button) MouseOut() { b.Button.MouseOut(); b.tell("") }

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() { b.Button.FocusGained(); reveal(b); b.tell(b.Tip()) }

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() { b.Button.FocusLost(); b.tell("") }

// TypedKey implements fyne.Focusable: what the button does not know is for its window.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !b.Disabled() {
			b.OnTapped()
		}
	case fyne.KeySpace:
		b.Button.TypedKey(e)
	default:
		ToWindow(b, e)
	}
}

// ToWindow gives a key to the window of o, which does not know it.
func ToWindow(o fyne.CanvasObject, e *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}

// A choice is a list that opens, and gives its window what it does not know.
type choice struct{ widget.Select }

func newChoice(options []string, changed func(string)) *choice {
	c := &choice{}
	c.Options, c.OnChanged = options, changed
	c.ExtendBaseWidget(c)
	return c
}

// A tick is a check that gives its window what it does not know.
type tick struct{ widget.Check }

func newTick(text string) *tick {
	t := &tick{}
	t.Text = text
	t.ExtendBaseWidget(t)
	return t
}

// FocusGained implements fyne.Focusable.
func (t *tick) FocusGained() { t.Check.FocusGained(); reveal(t) }

// TypedKey implements fyne.Focusable.
func (t *tick) TypedKey(e *fyne.KeyEvent) {
	if e.Name != fyne.KeySpace {
		ToWindow(t, e)
		return
	}
	t.Check.TypedKey(e)
}

// FocusGained implements fyne.Focusable.
func (c *choice) FocusGained() { c.Select.FocusGained(); reveal(c) }

// TypedKey implements fyne.Focusable.
func (c *choice) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyF1 || e.Name == fyne.KeyEscape {
		ToWindow(c, e)
		return
	}
	c.Select.TypedKey(e)
}
