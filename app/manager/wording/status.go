package wording

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2/lang"

	"tandem/app/manager/host"
	"tandem/app/session"
)

// A Mood is the kind of a state, which has a colour and an icon.
type Mood uint8

// The moods.
const (
	Quiet      Mood = iota // connected, and nothing is seen
	Seen                   // the screen is seen
	Controlled             // and the computer controlled
	Held                   // the view is on hold
	Doubtful               // something is wrong
)

// A Status is what is going on.
type Status struct {
	Mood   Mood
	Word   string // a word or two
	Text   string // who sees the screen, and what they may do
	Detail string
}

// StatusOf returns what is going on in an active session.
func StatusOf(s host.State, g session.Grants) Status {
	who := people{s.Technician, s.Site}
	switch {
	case s.By == host.ByCustomer:
		return Status{
			Quiet, lang.L("Leaving"),
			lang.L("{{.Technician}} ({{.Site}}) sees nothing any more.", who),
			lang.L("One moment …"),
		}
	case s.Lost:
		return Status{
			Doubtful, lang.L("Reconnecting"),
			lang.L("The line to {{.Technician}} ({{.Site}}) is broken. Nobody sees or controls anything.", who),
			lang.L("It is being tried again. What you have allowed holds again when it is back."),
		}
	case s.Gone:
		return Status{
			Doubtful, lang.L("Connection in doubt"),
			lang.L("There is no sign of life from {{.Technician}} ({{.Site}}).", who),
			lang.L("If this does not change, the session ends by itself."),
		}
	case s.Aside:
		return aside(s, g)
	case g.Held:
		return Status{
			Held, lang.L("On hold"),
			lang.L("{{.Technician}} ({{.Site}}) has put the session on hold and sees nothing.", who),
			lang.L("Please wait, or leave. You can still write."),
		}
	case !g.Allows(session.View):
		return Status{
			Quiet, lang.L("Connected"),
			lang.L("{{.Technician}} ({{.Site}}) is connected, sees nothing.", who),
			lang.L("Nothing is shown or done before you allow it."),
		}
	case g.Paused:
		return Status{
			Held, lang.L("On hold"),
			lang.L("{{.Technician}} ({{.Site}}) sees nothing for now.", who),
			lang.L("Press Continue to show your screen again."),
		}
	case s.Blind:
		return Status{
			Doubtful, lang.L("Screen not available"),
			lang.L("Your screen cannot be captured, so {{.Technician}} ({{.Site}}) sees nothing.", who),
			lang.L("It is being tried again and again. A locked screen cannot be shown."),
		}
	case g.Allows(session.Control):
		return Status{
			Controlled, lang.L("Under control"),
			lang.L("{{.Technician}} ({{.Site}}) can see and control your computer.", who),
			cmp.Or(also(s.People), lang.L("Your own mouse and keyboard keep working.")),
		}
	}
	return Status{
		Seen, lang.L("Screen in view"),
		lang.L("{{.Technician}} ({{.Site}}) can see your screen.", who),
		cmp.Or(also(s.People), lang.L("Your mouse and keyboard are yours alone.")),
	}
}

// aside returns what is going on for a customer beside the one who is helped.
func aside(s host.State, g session.Grants) Status {
	st := Status{
		Quiet, lang.L("Looking on"),
		lang.L("{{.Technician}} ({{.Site}}) is helping somebody else, sees nothing of yours.", people{s.Technician, s.Site}),
		lang.L("You can write. Nothing is asked of you meanwhile."),
	}
	name, is := Helped(s.People)
	who := someone{Name: name}
	switch {
	case slices.Contains(g.Missing, session.MissingOpenGL):
		st.Detail = lang.L("The screen of another customer cannot be shown in these simple windows.")
	case !is:
	case s.Sight == host.InSight:
		st.Text = lang.L("You see the screen of {{.Name}}.", who)
		st.Detail = lang.L("You can look and write. Your mouse and keyboard do nothing there.")
	case s.Sight == host.OnHold:
		st.Text = lang.L("The screen of {{.Name}} is not shown for now.", who)
	case s.Sight == host.OutOfSight:
		st.Text = lang.L("The screen of {{.Name}} is not shown to you any more.", who)
	}
	return st
}

// Helped returns the name of the other customer who is helped.
func Helped(ps []host.Person) (name string, is bool) {
	for _, p := range ps {
		if p.Helped {
			return p.Name, true
		}
	}
	return "", false
}

// ScreenOf is the title of the window with another customer's screen, and what the
// button says that opens it.
func ScreenOf(name string) string { return lang.L("Screen of {{.Name}}", someone{Name: name}) }

// people are the names in a sentence.
type people struct{ Technician, Site string }

// Progress returns what is happening before the session, at the address of the site.
func Progress(s host.State, address string) string {
	if s.Waiting {
		return lang.L("The technician is asked to let you in …")
	}
	switch s.Phase {
	case host.Contacting:
		return lang.L("Asking {{.Site}} about the number …", people{Site: address})
	case host.Connecting:
		return lang.L("Connecting to {{.Technician}} ({{.Site}}) …", people{s.Technician, s.Site})
	case host.Idle, host.Active, host.Over:
	}
	return lang.L("One moment …")
}
