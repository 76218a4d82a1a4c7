package panel

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
)

// Attention says why somebody should look at a session; empty while nobody need.
func Attention(r desk.Row, now time.Time) (look.Tone, string) {
	ago := map[string]any{"Time": phrase.Elapsed(now.Sub(r.Since))}
	switch r.Attention {
	case desk.Trouble:
		tone, _ := phrase.Session(r.State)
		return tone, lang.L("In trouble for {{.Time}}", ago)
	case desk.Unread:
		return look.Busy, lang.L("Wrote {{.Time}} ago", ago)
	case desk.Arrived:
		if len(r.State.Admissions) > 0 {
			return look.Busy, lang.L("Wants to come in")
		}
		return look.Good, lang.L("Came in {{.Time}} ago", ago)
	case desk.Answered:
		return look.Good, lang.L("Answered your request {{.Time}} ago", ago)
	case desk.Asking:
		return look.Busy, lang.L("Asked {{.Time}} ago", ago)
	case desk.Calm:
	}
	return look.Quiet, ""
}

// Needy counts the sessions other than front that somebody should look at. A
// prompt that waits for a customer is none of them.
func Needy(o desk.Overview, front *desk.Session) (n int) {
	for _, r := range o.Rows {
		if r.Session != front && r.Attention > desk.Asking || r.Session == front && r.Attention == desk.Unread {
			n++
		}
	}
	return n
}
