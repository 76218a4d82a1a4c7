package wording

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"tandem/app/manager/host"
	"tandem/app/session"
)

// someone are the names in a sentence about one of the others.
type someone struct{ Name, Site string }

// Notice tells what has happened among the people of the session.
func Notice(n host.Notice, site string) string {
	who := someone{n.Who.Name, site}
	switch n.Kind {
	case host.Went:
		return lang.L("{{.Name}} has left the session.", who)
	case host.Leading:
		if n.View && !n.Who.Hidden {
			return lang.L("From now on {{.Name}} ({{.Site}}) helps you, and still sees your screen. Control has ended.", who)
		}
		return lang.L("From now on {{.Name}} ({{.Site}}) helps you. Nothing is shown or done before you allow it.", who)
	case host.StoodAside:
		return lang.L("Another person is being helped now. Your screen is not shown any more.")
	case host.Chosen:
		return lang.L("You are being helped now. Nothing is shown or done before you allow it.")
	case host.Leaked:
		return lang.L("The program of {{.Name}} ({{.Site}}) did not stop showing your screen to others at once. Nothing is shown to {{.Name}} any more.", who)
	case host.Came:
	}
	switch {
	case n.Who.Role == session.Customer:
		return lang.L("{{.Name}} has joined the session, too, and sees your screen only if you show it to them.", who)
	case n.Who.Hidden:
		return lang.L("{{.Name}} ({{.Site}}) has joined to assist. Your screen is not shown to them.", who)
	case n.View:
		return lang.L("{{.Name}} ({{.Site}}) has joined to assist and sees your screen, too.", who)
	}
	return lang.L("{{.Name}} ({{.Site}}) has joined to assist and sees your screen whenever it is shown.", who)
}

// Person says what one of the others is, and whether they see the screen. aside
// means that this customer is not the one who is helped.
func Person(p host.Person, aside bool) string {
	switch {
	case aside && p.Role == session.Technician && p.Leads:
		return lang.L("Leads the session")
	case aside && p.Role == session.Technician:
		return lang.L("Assists")
	case p.Role == session.Customer && p.Helped:
		return lang.L("Is being helped")
	case p.Role == session.Customer && p.Sees:
		return lang.L("Customer, sees your screen")
	case p.Role == session.Customer && !p.Hidden && !aside:
		return lang.L("Customer, sees your screen when it is shown")
	case p.Role == session.Customer:
		return lang.L("Customer, sees nothing of yours")
	case p.Leads && p.Sees:
		return lang.L("Helps you, sees your screen")
	case p.Leads:
		return lang.L("Helps you, sees nothing")
	case p.Hidden:
		return lang.L("Assists, is not shown your screen")
	case !p.Here:
		return lang.L("Not connected at the moment")
	case p.Sees:
		return lang.L("Assists, sees your screen")
	}
	return lang.L("Assists, sees nothing")
}

// Hide returns the words on the button beside one person that keeps the screen
// from them, or shows it again; false for whom there is none. The button of a
// customer who may be shown it leads to a prompt.
func Hide(p host.Person, aside bool) (words string, is bool) {
	switch {
	case aside || p.Leads || p.Role == session.Customer && p.Hidden && !p.Offer:
		return "", false
	case p.Role == session.Customer && p.Hidden:
		return lang.L("Show …"), true
	case p.Hidden:
		return lang.L("Show again"), true
	}
	return lang.L("Do not show"), true
}

// HideNow is Hide where the person is not beside the button.
func HideNow(p host.Person) string {
	return lang.L("Do not show to {{.Name}}", someone{Name: p.Name})
}

// Write is what stands where the customer writes.
func Write(ps []host.Person) string {
	technicians := 0
	for _, p := range ps {
		if p.Role == session.Customer {
			return lang.L("Write to everybody in the session")
		}
		technicians++
	}
	if technicians > 1 {
		return lang.L("Write to the technicians")
	}
	return lang.L("Write to the technician")
}

// also names who else sees the screen; empty for nobody.
func also(ps []host.Person) string {
	var names []string
	for _, p := range ps {
		if p.Sees && !p.Leads {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return lang.L("Also seen by {{.Names}}.", map[string]string{"Names": strings.Join(names, ", ")})
}
