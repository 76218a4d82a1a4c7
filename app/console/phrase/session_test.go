package phrase

import (
	"testing"

	"tandem/app/console/desk"
	"tandem/app/session"
)

func TestHowASessionEnded(t *testing.T) {
	for _, c := range []struct {
		name string
		st   desk.SessionState
		want string
	}{
		{"by this desk", desk.SessionState{}, "The session has ended"},
		{"by who leads, for all", desk.SessionState{EndedBy: "Alice"}, "Alice has ended the session"},
		{"by who leads, for this desk", desk.SessionState{EndedBy: "Alice", Dismissed: true}, "Alice has ended the session for you. It goes on for the others."},
		{"by somebody unknown, for this desk", desk.SessionState{Dismissed: true}, "The session has ended for you. It goes on for the others."},
		{"by itself", desk.SessionState{Expired: true}, "Nobody used the number in time. Start a new session."},
	} {
		c.st.Phase, c.st.Customer = desk.Over, session.Person{Name: "Bob"}
		if _, got := Session(c.st); got != c.want {
			t.Errorf("ended %s it says %q; want %q", c.name, got, c.want)
		}
	}
}
