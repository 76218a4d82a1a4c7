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
	"tandem/app/session"
)

// An info tells about the customer.
type info struct {
	content                              fyne.CanvasObject
	grid                                 *fyne.Container
	none                                 *widget.Label // in its place while nobody came
	name, system, address, since, allows *widget.Label
}

func newInfo() *info {
	i := &info{grid: container.New(look.Column{}), none: caption()}
	for _, l := range []struct {
		into *(*widget.Label)
		name string
	}{
		{&i.name, lang.L("Name")},
		{&i.system, lang.L("System")},
		{&i.address, lang.L("Address")},
		{&i.since, lang.L("In the session since")},
		{&i.allows, lang.L("Allows you to")},
	} {
		caption := widget.NewLabel(l.name)
		caption.SizeName = theme.SizeNameCaptionText
		value := widget.NewLabelWithStyle("–", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		value.Wrapping = fyne.TextWrapWord
		*l.into = value
		i.grid.Add(container.New(tight{}, caption, value))
	}
	write(i.none, lang.L("Known as soon as a customer is in"))
	i.content = container.New(look.Column{}, i.none, i.grid)
	return i
}

func (i *info) show(st desk.SessionState) {
	name, system, address, since := "–", "–", "–", "–"
	if st.Customer.Name != "" {
		name, address = st.Customer.Name, st.Address
	}
	if st.Phase == desk.Active {
		system, since = phrase.System(st.Customer.System), phrase.Clock(st.Joined)
	}
	visible(i.none, st.Customer.Name == "" && st.Phase != desk.Active)
	visible(i.grid, !i.none.Visible())
	write(i.name, name)
	write(i.system, system)
	write(i.address, address)
	write(i.since, since)
	write(i.allows, allows(st))
}

// allows says what the customer allows at the moment.
func allows(st desk.SessionState) string {
	view, control := st.Grants.Allows(session.View), st.Grants.Allows(session.Control)
	switch {
	case st.Phase != desk.Active:
		return "–"
	case view && control:
		return lang.L("see and control the desktop")
	case view && st.Grants.Paused:
		return lang.L("see the desktop (paused)")
	case view:
		return lang.L("see the desktop")
	}
	return lang.L("chat only")
}
