package panel

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

// An invite is what the technician reads out to the customer.
type invite struct {
	content fyne.CanvasObject
	note    *widget.Label
	valid   string
}

func newInvite(a fyne.App, s *desk.Session) *invite {
	i := &invite{note: centred("")}
	number := link.FormatNumber(s.Number)
	big := centred(number)
	big.TextStyle.Bold, big.SizeName = true, look.SizeNumber
	page := centred(s.Page)
	page.TextStyle.Bold, page.SizeName, page.Selectable = true, theme.SizeNameSubHeadingText, true
	page.Truncation = fyne.TextTruncateEllipsis
	i.valid = lang.L("The number is good until {{.Time}}", map[string]any{"Time": phrase.Clock(s.Expires)})
	i.note.SetText(i.valid)
	copied := func(text, said string) func() {
		return func() {
			a.Clipboard().SetContent(text)
			i.note.SetText(said)
		}
	}
	text := lang.L("To let me help you, please open {{.Page}} and type the number {{.Number}}.", map[string]any{"Page": s.Page, "Number": number})
	i.content = container.NewVBox(
		centred(lang.L("Ask your customer to open this address")), page,
		centred(lang.L("and to type this number")), big,
		container.NewCenter(container.NewHBox(
			widget.NewButtonWithIcon(lang.L("Copy number"), theme.ContentCopyIcon(), copied(number, lang.L("The number is on the clipboard"))),
			widget.NewButtonWithIcon(lang.L("Copy invitation"), theme.ContentCopyIcon(), copied(text, lang.L("The invitation is on the clipboard"))),
		)), i.note,
	)
	return i
}

func centred(text string) *widget.Label {
	return widget.NewLabelWithStyle(text, fyne.TextAlignCenter, fyne.TextStyle{})
}

func (i *invite) show(st desk.SessionState) {
	if !st.Joined.IsZero() {
		i.valid = lang.L("The number is good until you end the session")
	}
	if st.Phase != desk.Waiting {
		write(i.note, i.valid)
	}
}
