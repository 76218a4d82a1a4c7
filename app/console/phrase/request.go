package phrase

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/session"
)

// Leads says that something is for the technician who leads the session.
func Leads() string { return lang.L("For the technician who leads the session") }

// Request says what has become of the request for p.
func Request(st desk.SessionState, p session.Permission, now time.Time) (look.Tone, string) {
	if reason := Blocked(st, p); reason != "" && !(st.Role == desk.Assistant && st.Phase == desk.Active && st.Grants.Allows(p)) {
		return look.Quiet, reason
	}
	if st.Grants.Allows(p) {
		if p == session.View && st.Grants.Paused && !st.OnHold {
			return look.Doubtful, lang.L("Allowed. The customer has paused the view.")
		}
		return look.Good, lang.L("Allowed")
	}
	if p == session.Control && st.Next {
		return look.Busy, lang.L("Will be asked as soon as the view is allowed")
	}
	a, asked := st.Asked[p]
	if !asked {
		return look.Quiet, lang.L("Not asked yet")
	}
	switch a.Outcome {
	case session.Pending:
		return look.Busy, lang.L("Asked {{.Time}} ago. Waiting for the customer…",
			map[string]any{"Time": Elapsed(max(0, now.Sub(a.At)))})
	case session.Allowed:
		return look.Quiet, lang.L("It was allowed, and has ended since")
	case session.Declined:
		return look.Doubtful, lang.L("The customer has declined")
	case session.Expired:
		return look.Doubtful, lang.L("The customer has not answered")
	case session.Withdrawn:
		return look.Quiet, lang.L("You have withdrawn the request")
	case session.TooSoon:
		return look.Doubtful, lang.L("Asked again too soon. Wait a little.")
	case session.Unable:
	}
	return look.Bad, lang.L("The customer's computer cannot do this")
}

// Blocked says why p cannot be asked for; empty when it can.
func Blocked(st desk.SessionState, p session.Permission) string {
	switch {
	case st.Phase == desk.Over:
		return lang.L("The session has ended")
	case st.Phase != desk.Active:
		return lang.L("Possible as soon as a customer is in")
	case st.Role == desk.Assistant:
		return Leads()
	case p == session.Control && lacks(st, session.MissingInput):
		return lang.L("The customer's computer takes no keys and pointer from other programs")
	case p == session.Clipboard && lacks(st, session.MissingClipboard):
		return lang.L("The customer's computer cannot share copied text")
	}
	return ""
}

func lacks(st desk.SessionState, what string) bool {
	for _, m := range st.Grants.Missing {
		if m == what {
			return true
		}
	}
	return false
}

// Missing says in plain words what a customer's computer lacks.
func Missing(what string) string {
	switch what {
	case session.MissingOpenGL:
		return lang.L("No OpenGL on the customer's computer: they answer in plain system windows and have no chat window.")
	case session.MissingStopKey:
		return lang.L("The customer's stop key is taken by another program: they stop control with the button.")
	case session.MissingInput:
		return lang.L("The customer's computer takes no keys and pointer from other programs: you can look, not control.")
	}
	if what == session.MissingClipboard {
		return lang.L("No clipboard on the customer's computer: copied text cannot be shared.")
	}
	return lang.L("The customer's computer lacks something that this version does not know: {{.What}}", map[string]any{"What": what})
}
