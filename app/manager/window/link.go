package window

import (
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/session/chat"
)

// A follow asks the customer whether to open an address that was written, and
// opens it.
type follow struct {
	root *fyne.Container
	open func(*url.URL) error
	fit  func() // called when the question comes or goes
}

func newFollow(open func(*url.URL) error, fit func()) *follow {
	f := &follow{root: container.NewVBox(), open: open, fit: fit}
	f.root.Hide()
	return f
}

// link returns the button for an address: it tells where that leads, and asks.
func (f *follow) link(l chat.Link) fyne.CanvasObject {
	b := widget.NewButtonWithIcon(l.Host, theme.MailForwardIcon(), func() { f.ask(l) })
	b.Alignment = widget.ButtonAlignLeading
	return b
}

// ask shows all of the address, and whether to open it.
func (f *follow) ask(l chat.Link) {
	u, err := url.Parse(l.URL)
	if err != nil {
		return // chat.Links gives none such
	}
	words := lang.L("Open {{.Address}} in your browser?", map[string]string{"Address": l.URL})
	if l.Odd {
		words = lang.L("This address may be made to look like another one. Open {{.Address}} in your browser?", map[string]string{"Address": l.URL})
	}
	no := widget.NewButtonWithIcon(lang.L("Do not open"), theme.CancelIcon(), f.done)
	yes := widget.NewButtonWithIcon(lang.L("Open"), theme.ConfirmIcon(), func() {
		f.done()
		if f.open(u) != nil {
			f.show(paragraph(lang.L("No browser could be started. Copy the address from the line.")),
				widget.NewButtonWithIcon(lang.L("OK"), theme.ConfirmIcon(), f.done))
		}
	})
	f.show(paragraph(words), container.NewGridWithColumns(2, no, yes))
}

func (f *follow) show(what ...fyne.CanvasObject) {
	f.root.Objects = what
	f.root.Show()
	f.root.Refresh()
	f.fit()
}

func (f *follow) done() {
	f.root.Objects = nil
	f.root.Hide()
	f.fit()
}
