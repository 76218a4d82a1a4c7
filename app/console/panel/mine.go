package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/sound"
	"tandem/transport/link"
)

// Mine is what technicians set for themselves: whether they are there, light or
// dark, and sounds. It needs no more than its Content and Show.
type Mine struct {
	Content fyne.CanvasObject

	status *look.Status
	here   *choice
	desk   *desk.Desk
}

// NewMine returns the panel for d in a.
func NewMine(a fyne.App, d *desk.Desk) *Mine {
	m := &Mine{status: look.NewStatus(), desk: d}
	there, away := lang.L("I am there"), lang.L("I am away")
	m.here = newChoice([]string{there, away}, func(is string) { d.SetAway(is == away) })
	m.here.Selected = there
	prefs := a.Preferences()
	modes := map[look.Mode]string{look.System: lang.L("As the system"), look.Light: lang.L("Light"), look.Dark: lang.L("Dark")}
	mode := newChoice([]string{modes[look.System], modes[look.Light], modes[look.Dark]}, nil)
	mode.Selected = modes[look.ModeOf(prefs)]
	mode.OnChanged = func(is string) {
		for m, words := range modes {
			if words == is && m != look.ModeOf(prefs) {
				look.Use(a, m)
			}
		}
	}
	sounds := newTick(lang.L("Sounds"))
	sounds.SetChecked(sound.On(prefs))
	sounds.OnChanged = func(on bool) { sound.Switch(prefs, on) }
	when := widget.NewLabel(lang.L("When a customer comes, somebody writes, a prompt is answered or a line is lost."))
	when.Wrapping = fyne.TextWrapWord
	keys := widget.NewLabel(keysOf(leaving).Keys())
	keys.SizeName = theme.SizeNameCaptionText
	m.Content = container.New(look.Column{Gap: true},
		container.NewBorder(nil, nil, nil, keys, section(lang.L("Availability"))), m.status.Content, m.here, widget.NewSeparator(),
		section(lang.L("Light or dark")), mode, widget.NewSeparator(),
		sounds, when)
	m.Show(d.State().Get())
	return m
}

func section(text string) *widget.Label {
	return widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
}

// Show shows a state of the desk.
func (m *Mine) Show(st desk.State) {
	m.status.Set(Availability(st))
	choice := m.here.Options[0]
	if st.SaidAway {
		choice = m.here.Options[1]
	}
	if m.here.Selected != choice {
		m.here.SetSelected(choice)
	}
}

// A MineButton shows whether the technician is there, and opens Mine above its window.
type MineButton struct {
	*Button
	mine *Mine
	pop  *widget.PopUp // that it was opened in last; nil: never
}

// NewMineButton returns the button for the header of a shape.
func NewMineButton(a fyne.App, d *desk.Desk) *MineButton {
	b := &MineButton{mine: NewMine(a, d)}
	b.Button = NewButton("", "", Tip(MineWords(), Myself), b.Open)
	b.Importance = widget.LowImportance
	b.Show(d.State().Get())
	return b
}

// Show shows a state of the desk.
func (b *MineButton) Show(st desk.State) {
	tone, words := Availability(st)
	if b.Text != words {
		b.SetIcon(tone.Icon())
		b.SetText(words)
	}
	b.mine.Show(st)
}

// Open shows Mine above the window, unless it is there already.
func (b *MineButton) Open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(b.Button)
	if c == nil || b.pop != nil && b.pop.Visible() {
		return
	}
	pop := widget.NewPopUp(roomy(container.NewStack(look.Wide(mineWidth), b.mine.Content)), c)
	below := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.Button).AddXY(0, b.Size().Height)
	b.pop = pop
	pop.ShowAtPosition(fyne.NewPos(max(0, min(below.X, c.Size().Width-pop.MinSize().Width)), below.Y))
	c.FocusNext() // of the panel, which is above all else
}

// MineWords say what Mine is for.
func MineWords() string { return lang.L("Availability, light or dark, sounds") }

// mineWidth is how wide Mine is above a window.
const mineWidth = 320

// Availability says whether the technician can take on more.
func Availability(st desk.State) (look.Tone, string) {
	switch st.Available {
	case link.Online:
		return look.Good, lang.L("Online")
	case link.Busy:
		return look.Busy, lang.L("Busy")
	case link.Away:
		return look.Doubtful, lang.L("Away")
	case link.Offline:
	}
	return look.Quiet, lang.L("Offline")
}
