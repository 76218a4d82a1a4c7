package sound

import (
	"tandem/app/console/desk"
	"tandem/app/session"
)

// A Kind is what has happened, the more urgent the greater.
type Kind uint8

// The kinds.
const (
	None     Kind = iota
	Answered      // a customer has answered a prompt
	Unread        // somebody has written
	Arrived       // a customer or a technician has come, or asks to be let in
	Lost          // a line was lost, a customer's or the site's
)

// heard tells what has happened from one overview to the next, the most urgent of it.
func heard(before, now desk.Overview) Kind {
	known := map[*desk.Session]desk.Row{}
	for _, r := range before.Rows {
		known[r.Session] = r
	}
	most := None
	for _, r := range now.Rows {
		was, is := known[r.Session]
		if !is {
			continue // started, or taken up again
		}
		most = max(most, change(was, r))
	}
	return most
}

// change is what has happened in one session.
func change(was, is desk.Row) Kind {
	switch {
	case is.Attention == desk.Trouble && was.Attention != desk.Trouble:
		return Lost
	case len(is.State.Admissions) > len(was.State.Admissions), present(is.State) > present(was.State):
		return Arrived
	case is.Unread > was.Unread:
		return Unread
	case answered(was.State, is.State):
		return Answered
	}
	return None
}

// present is how many are in besides this desk.
func present(st desk.SessionState) (n int) {
	for _, p := range st.People {
		if !p.Me && (p.Presence == desk.Here || p.Presence == desk.Doubtful) {
			n++
		}
	}
	return n
}

// answered reports whether a request of before is no longer pending.
func answered(before, now desk.SessionState) bool {
	for p, was := range before.Asked {
		is := now.Asked[p]
		if was.Outcome == session.Pending && is.ID == was.ID && is.Outcome != session.Pending && is.Outcome != session.Withdrawn {
			return true
		}
	}
	return false
}
