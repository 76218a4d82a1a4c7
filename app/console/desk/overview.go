package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tandem/app/session"
)

// An Attention is why somebody should look at a session, the more urgent the
// greater.
type Attention uint8

// The reasons.
const (
	Calm     Attention = iota
	Asking             // a prompt waits for the customer's answer
	Answered           // the customer has answered a prompt
	Arrived            // a customer has come
	Unread             // somebody has written
	Trouble            // the line is in doubt or lost, or does not come up
)

// A Row is one session of an Overview.
type Row struct {
	Session   *Session
	State     SessionState
	Unread    int // lines of the chat
	Attention Attention
	Since     time.Time // when that began
}

// An Overview tells of all sessions.
type Overview struct {
	// Rows are the sessions: who needs attention first, and of those the one
	// who has waited longest; then the others in the order of their starts.
	Rows []Row
	// Full means that the account has one session at a time, and has it.
	Full bool
}

// poke has the overview made anew.
func (d *Desk) poke() {
	select {
	case d.news <- struct{}{}:
	default:
	}
}

// watch keeps the overview until ctx ends.
func (d *Desk) watch(ctx context.Context) {
	for {
		select {
		case <-d.news:
			d.overview.Set(d.look())
		case <-ctx.Done():
			return
		}
	}
}

// look makes the overview of now.
func (d *Desk) look() Overview {
	st := d.state.Get()
	var o Overview
	for _, s := range st.Sessions {
		r := Row{Session: s, State: s.state.Get(), Unread: s.chat.Unread().Get()}
		r.Attention, r.Since = attention(r.State, s.oldestUnread(r.Unread))
		o.Rows = append(o.Rows, r)
		o.Full = o.Full || st.Single && r.State.Phase != Over
	}
	slices.SortStableFunc(o.Rows, func(a, b Row) int {
		return cmp.Or(-cmp.Compare(a.Attention, b.Attention), a.Since.Compare(b.Since), a.Session.Started.Compare(b.Session.Started))
	})
	return o
}

// attention tells whether and since when somebody should look at a session.
// unread is when the oldest line that nobody has read came; zero: there is none.
func attention(st SessionState, unread time.Time) (Attention, time.Time) {
	if at := st.troubled(); !at.IsZero() {
		return Trouble, at
	}
	asking := time.Time{}
	for _, a := range st.Asked {
		if a.Outcome == session.Pending && (asking.IsZero() || a.At.Before(asking)) {
			asking = a.At
		}
	}
	arrived := st.Arrived
	for _, a := range st.Admissions {
		if arrived.IsZero() || a.At.Before(arrived) {
			arrived = a.At
		}
	}
	for _, c := range []struct {
		why Attention
		at  time.Time
	}{{Unread, unread}, {Arrived, arrived}, {Answered, st.Answered}, {Asking, asking}} {
		if !c.at.IsZero() {
			return c.why, c.at
		}
	}
	return Calm, time.Time{}
}

// troubled returns since when something is wrong; zero while nothing is.
func (st SessionState) troubled() time.Time {
	wrong := st.Doubt || st.Apart || st.Phase == Waiting && (st.Failed != nil || st.Gone == CustomerLost || st.Gone == CustomerUnreachable)
	if st.Phase == Over || !wrong {
		return time.Time{}
	}
	return st.Changed
}

// oldestUnread returns when the first of the last n lines of others came.
func (s *Session) oldestUnread(n int) time.Time {
	at := time.Time{}
	ls := s.chat.Lines().Get()
	for i := len(ls) - 1; i >= 0 && n > 0; i-- {
		if !ls[i].Mine {
			at = ls[i].At
			n--
		}
	}
	return at
}

// Seen says that somebody looks at the session: what has happened is no news
// any more. What was written is marked by Chat().Read.
func (s *Session) Seen() {
	if st := s.state.Get(); st.Arrived.IsZero() && st.Answered.IsZero() {
		return
	}
	s.update(func(st *SessionState) { st.Arrived, st.Answered = time.Time{}, time.Time{} })
}
