package dashboard

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/transport/link"
)

// An invite is what the technician reads out: large until the customer is in,
// then a line.
type invite struct {
	content fyne.CanvasObject
	app     fyne.App
	session *desk.Session
	large   *fyne.Container
	small   *fyne.Container
	note    *widget.Label
	valid   string
}

func newInvite(a fyne.App, s *desk.Session) *invite {
	i := &invite{app: a, session: s, note: widget.NewLabel("")}
	number := link.FormatNumber(s.Number)
	big := widget.NewLabelWithStyle(number, fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	big.SizeName = look.SizeNumber
	page := widget.NewLabelWithStyle(s.Page, fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	page.SizeName = theme.SizeNameSubHeadingText
	page.Selectable = true
	page.Truncation = fyne.TextTruncateEllipsis
	i.valid = lang.L("The number is good until {{.Time}}", map[string]any{"Time": phrase.Clock(s.Expires)})
	i.note.Alignment = fyne.TextAlignCenter
	copyNumber := widget.NewButtonWithIcon(lang.L("Copy number"), theme.ContentCopyIcon(), func() {
		i.copied(number, lang.L("The number is on the clipboard"))
	})
	copyText := widget.NewButtonWithIcon(lang.L("Copy invitation"), theme.ContentCopyIcon(), func() {
		i.copied(i.text(), lang.L("The invitation is on the clipboard"))
	})
	center := func(text string) fyne.CanvasObject {
		return widget.NewLabelWithStyle(text, fyne.TextAlignCenter, fyne.TextStyle{})
	}
	i.large = container.NewVBox(
		center(lang.L("Ask your customer to open this address")), page,
		center(lang.L("and to type this number")), big,
		container.NewCenter(container.NewHBox(copyNumber, copyText)), i.note,
	)
	line := widget.NewLabel(number + " · " + s.Page)
	line.Truncation = fyne.TextTruncateEllipsis
	i.small = container.NewBorder(nil, nil, nil,
		widget.NewButtonWithIcon("", theme.ContentCopyIcon(), func() { i.app.Clipboard().SetContent(i.text()) }), line)
	i.content = container.NewVBox(i.large, i.small)
	i.small.Hide()
	i.note.SetText(i.valid)
	return i
}

// text is an invitation to send.
func (i *invite) text() string {
	return lang.L("To let me help you, please open {{.Page}} and type the number {{.Number}}.",
		map[string]any{"Page": i.session.Page, "Number": link.FormatNumber(i.session.Number)})
}

func (i *invite) copied(text, said string) {
	i.app.Clipboard().SetContent(text)
	i.note.SetText(said)
}

// show shows what suits the state, and reports whether its size has changed.
func (i *invite) show(st desk.SessionState) (changed bool) {
	large, small := i.large.Visible(), i.small.Visible()
	visible(i.large, st.Phase == desk.Waiting)
	visible(i.small, st.Phase == desk.Connecting || st.Phase == desk.Active)
	if !st.Joined.IsZero() {
		i.valid = lang.L("The number is good until you end the session")
	}
	if st.Phase != desk.Waiting {
		i.note.SetText(i.valid) // for the next time it shows
	}
	return large != i.large.Visible() || small != i.small.Visible()
}
