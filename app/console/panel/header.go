package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
)

// A Header tells who works where, whether they are there, and how the line to
// the site does.
type Header struct {
	Content fyne.CanvasObject
	who     *widget.Label
	mine    *MineButton
	link    *look.Status
}

// NewHeader returns a header of d in a that says nothing yet.
func NewHeader(a fyne.App, d *desk.Desk) *Header {
	h := &Header{who: widget.NewLabel(""), mine: NewMineButton(a, d), link: look.NewStatus()}
	h.who.Truncation = fyne.TextTruncateEllipsis
	h.Content = container.NewVBox(container.NewBorder(nil, nil, nil, container.NewHBox(h.mine.Button, h.link.Line()), h.who), widget.NewSeparator())
	return h
}

// Show shows a state of the desk.
func (h *Header) Show(st desk.State) {
	if st.Account != "" {
		write(h.who, lang.L("Signed in as {{.Name}} at {{.Site}}", map[string]any{"Name": st.Account, "Site": st.Site}))
	}
	h.mine.Show(st)
	h.link.Set(Link(st.Link))
}

// Mine opens what technicians set for themselves.
func (h *Header) Mine() { h.mine.Open() }

// Link says how the line to the site does.
func Link(is desk.LinkState) (look.Tone, string) {
	switch is {
	case desk.Up:
		return look.Good, lang.L("Connected to the site")
	case desk.SigningIn:
		return look.Busy, lang.L("Connecting to the site…")
	case desk.Down:
		return look.Bad, lang.L("The line to the site is broken. Reconnecting…")
	case desk.SignedOut:
	}
	return look.Quiet, lang.L("Signed out")
}
