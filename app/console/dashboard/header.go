package dashboard

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
)

// A header tells who works where, and how the line to the site does.
type header struct {
	content fyne.CanvasObject
	who     *widget.Label
	link    *look.Status
}

func newHeader() *header {
	h := &header{who: widget.NewLabel(""), link: look.NewStatus()}
	h.who.Truncation = fyne.TextTruncateEllipsis
	h.content = container.NewVBox(container.NewBorder(nil, nil, nil, h.link.Line(), h.who), widget.NewSeparator())
	return h
}

func (h *header) show(st desk.State) {
	if st.Account != "" {
		h.who.SetText(lang.L("Signed in as {{.Name}} at {{.Site}}", map[string]any{"Name": st.Account, "Site": st.Site}))
	}
	switch st.Link {
	case desk.Up:
		h.link.Set(look.Good, lang.L("Connected to the site"))
	case desk.SigningIn:
		h.link.Set(look.Busy, lang.L("Connecting to the site…"))
	case desk.Down:
		h.link.Set(look.Bad, lang.L("The line to the site is broken. Reconnecting…"))
	case desk.SignedOut:
		h.link.Set(look.Quiet, lang.L("Signed out"))
	}
}
