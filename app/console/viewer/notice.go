package viewer

import (
	"fyne.io/fyne/v2/lang"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/app/session"
	"tandem/app/session/screen"
)

// notice says what stands in the way of the picture; empty when nothing does.
func notice(st desk.SessionState, v screen.ViewState) (look.Tone, string) {
	switch {
	case st.Phase != desk.Active:
		return phrase.Session(st)
	case st.Doubt:
		return phrase.Session(st)
	case !st.Grants.Allows(session.View):
		return look.Quiet, lang.L("The desktop is not shown any more.")
	case v.Paused:
		return look.Doubtful, lang.L("The customer has paused the view.")
	case v.Failed:
		return look.Bad, lang.L("The customer's display cannot be captured right now.")
	case !v.Live, v.First.IsZero():
		return look.Busy, lang.L("Waiting for the picture…")
	}
	return look.Quiet, ""
}
