package panel

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"tandem/app/session"
	"tandem/app/session/chat"
)

// An audience says who will read what is written, and lets the technician
// choose where there is a choice.
type audience struct {
	content *fyne.Container
	list    *choice
	members []chat.Member
	options []chat.Audience // in the order of the list
}

func newAudience() *audience {
	a := &audience{list: newChoice(nil, nil)}
	a.content = container.NewBorder(nil, nil, widget.NewLabel(lang.L("To:")), nil, a.list)
	a.show(nil)
	return a
}

// none reports whether nobody is chosen, since who was has gone.
func (a *audience) none() bool { return a.list.SelectedIndex() < 0 }

// chosen is who gets the next line, unless none.
func (a *audience) chosen() chat.Audience {
	if i := a.list.SelectedIndex(); i >= 0 && i < len(a.options) {
		return a.options[i]
	}
	return chat.Audience{}
}

func (a *audience) show(ms []chat.Member) {
	if a.options != nil && slices.Equal(ms, a.members) {
		return
	}
	was, lost := a.chosen(), a.options != nil && a.none()
	a.members, a.options = ms, []chat.Audience{{}}
	all, technicians := "", ""
	for _, m := range ms {
		all = among(all, m.Name)
		if m.Role == session.Technician {
			technicians = among(technicians, m.Name)
		}
	}
	names := []string{namely(lang.L("Everybody"), all)}
	if technicians != "" {
		a.options = append(a.options, chat.Audience{Kind: chat.Technicians})
		names = append(names, namely(lang.L("Technicians only"), technicians))
	}
	for _, m := range ms {
		a.options = append(a.options, chat.To(m))
		names = append(names, m.Name)
	}
	same := slices.IndexFunc(a.options, func(o chat.Audience) bool { return o.Kind == was.Kind && o.ID == was.ID })
	if lost {
		same = -1
	}
	if same < 0 { // who was chosen has gone: a word to one must not go to all
		a.list.ClearSelected()
	}
	a.list.Options = names
	if same >= 0 {
		a.list.SetSelectedIndex(same)
	}
	a.list.Refresh()
	visible(a.content, len(ms) > 1 || same < 0)
}

// among is names with another one.
func among(names, name string) string {
	if names == "" {
		return name
	}
	return names + ", " + name
}

// namely is what several are called, and who they are, as far as there is room.
func namely(what, names string) string {
	const most = 48
	if r := []rune(names); len(r) > most {
		names = string(r[:most-1]) + "…"
	}
	if names == "" {
		return what
	}
	return what + " (" + names + ")"
}
