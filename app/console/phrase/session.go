package phrase

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/session"
)

// Session says how a session is.
func Session(st desk.SessionState) (look.Tone, string) {
	name := map[string]any{"Name": Customer(st)}
	switch {
	case st.Void && st.Phase == desk.Active:
		return look.Doubtful, lang.L("{{.Name}} is in the session. The site has ended it: nobody else can come in.", name)
	case st.Apart && st.Phase != desk.Over:
		return look.Doubtful, lang.L("The line to the technician who leads is lost. Reconnecting…")
	case st.OnHold && st.Phase == desk.Active:
		return look.Doubtful, lang.L("On hold. {{.Name}} waits and has been told.", name)
	case st.Resuming && st.Phase == desk.Waiting:
		return look.Busy, lang.L("Taking the session up again…")
	}
	switch st.Phase {
	case desk.Connecting:
		return look.Busy, lang.L("{{.Name}} is connecting…", name)
	case desk.Active:
		if st.Doubt {
			return look.Doubtful, lang.L("Checking whether {{.Name}} is still there…", name)
		}
		return look.Good, lang.L("{{.Name}} is in the session", name)
	case desk.Over:
		if st.Expired {
			return look.Doubtful, lang.L("Nobody used the number in time. Start a new session.")
		}
		by := map[string]any{"Name": st.EndedBy}
		switch {
		case st.EndedBy != "" && st.Dismissed:
			return look.Quiet, lang.L("{{.Name}} has ended the session for you. It goes on for the others.", by)
		case st.Dismissed:
			return look.Quiet, lang.L("The session has ended for you. It goes on for the others.")
		case st.EndedBy != "":
			return look.Quiet, lang.L("{{.Name}} has ended the session", by)
		}
		return look.Quiet, lang.L("The session has ended")
	case desk.Waiting:
	}
	return waiting(st, name)
}

func waiting(st desk.SessionState, name map[string]any) (look.Tone, string) {
	switch {
	case errors.Is(st.Failed, session.ErrVersion):
		return look.Bad, lang.L("The customer has another version of Tandem. Ask them to get it again from the page.")
	case st.Failed != nil:
		return look.Bad, lang.L("The customer's program sent something that makes no sense. Ask them to get it again from the page.")
	}
	switch st.Gone {
	case desk.CustomerLeft:
		return look.Quiet, lang.L("{{.Name}} has left. The same number lets them in again.", name)
	case desk.CustomerLost:
		return look.Doubtful, lang.L("The line to {{.Name}} was lost. The same number lets them in again.", name)
	case desk.CustomerUnreachable:
		return look.Bad, lang.L("{{.Name}} has used the number, but your computers do not reach each other. Ask them to try again.", name)
	case desk.NotGone:
	}
	return look.Busy, lang.L("Waiting for the customer")
}

// Short says how a session is in a word or two, for lists.
func Short(st desk.SessionState) string {
	switch {
	case st.Phase == desk.Connecting:
		return lang.L("Connecting")
	case st.Phase == desk.Active:
		return lang.L("Active")
	case st.Phase == desk.Over && st.Expired:
		return lang.L("Expired")
	case st.Phase == desk.Over:
		return lang.L("Ended")
	case st.Failed != nil, st.Gone == desk.CustomerUnreachable:
		return lang.L("Unreachable")
	case st.Gone == desk.CustomerLeft:
		return lang.L("Left")
	case st.Gone == desk.CustomerLost:
		return lang.L("Lost")
	}
	return lang.L("Waiting")
}

// Customer returns the customer's name, or words for one who gave none.
func Customer(st desk.SessionState) string {
	if st.Customer.Name == "" {
		return lang.L("The customer")
	}
	return st.Customer.Name
}
