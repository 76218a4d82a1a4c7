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

// An info tells about the customer, as far as that is known.
type info struct {
	content                              fyne.CanvasObject
	none                                 *widget.Label // in place of all while nobody came
	name, system, address, since, allows *fact
}

// A fact is one line about the customer below its caption.
type fact struct {
	content fyne.CanvasObject
	value   *widget.Label
}

func newFact(name string) *fact {
	f := &fact{value: widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})}
	f.value.Wrapping = fyne.TextWrapWord
	caption := widget.NewLabel(name)
	caption.SizeName = theme.SizeNameCaptionText
	f.content = container.New(tight{}, caption, f.value)
	return f
}

// show shows a value, and nothing where there is none.
func (f *fact) show(value string) {
	write(f.value, value)
	visible(f.content, value != "")
}

func newInfo() *info {
	i := &info{
		none: caption(), name: newFact(lang.L("Name")), system: newFact(lang.L("System")), address: newFact(lang.L("Address")),
		since: newFact(lang.L("In the session since")), allows: newFact(lang.L("Allows you to")),
	}
	write(i.none, lang.L("Known as soon as a customer is in"))
	i.content = container.New(look.Column{}, i.none, i.name.content, i.system.content, i.address.content, i.since.content, i.allows.content)
	return i
}

func (i *info) show(st desk.SessionState) {
	name, system, address, since := st.Customer.Name, "", "", ""
	if name != "" {
		address = st.Address
	}
	if st.Phase == desk.Active {
		system, since = phrase.System(st.Customer.System), phrase.Clock(st.Joined)
	}
	visible(i.none, name == "" && st.Phase != desk.Active)
	i.name.show(name)
	i.system.show(system)
	i.address.show(address)
	i.since.show(since)
	i.allows.show(allows(st))
}

// allows says what the customer allows at the moment; empty when none is there.
func allows(st desk.SessionState) string {
	view, control := st.Grants.Allows(session.View), st.Grants.Allows(session.Control)
	switch {
	case st.Phase != desk.Active:
		return ""
	case view && control:
		return lang.L("see and control the desktop")
	case view && st.Grants.Paused:
		return lang.L("see the desktop (paused)")
	case view:
		return lang.L("see the desktop")
	}
	return lang.L("chat only")
}
