package desk

import (
	"context"
	"errors"

	"tandem/app/session"
)

// ErrNoCustomer means that nobody is there to be asked.
var ErrNoCustomer = errors.New("desk: no customer has joined")

// Ask asks the customer for p. Control includes no view: it is asked for by
// itself once the view, which is asked for first if need be, is granted.
func (s *Session) Ask(p session.Permission) error {
	live := s.live()
	if live == nil {
		return ErrNoCustomer
	}
	if p != session.Control || live.State().Get().Grants.Allows(session.View) {
		return live.Ask(p)
	}
	if err := live.Ask(session.View); err != nil {
		return err
	}
	s.setWantControl(true)
	s.askControl(live) // the answer may have come before
	return nil
}

// live is the session with the customer who is in; nil while nobody is.
func (s *Session) live() *session.Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now == nil {
		return nil
	}
	return s.now.live
}

// Hold puts the session on hold, or goes on. The customer is told, and nothing
// is seen or done meanwhile. Who comes while it is on hold is told, too.
func (s *Session) Hold(on bool) error {
	live := s.live()
	if live == nil && on {
		return ErrNoCustomer
	}
	s.update(func(st *SessionState) { st.OnHold = on })
	if live == nil {
		return nil
	}
	return live.Hold(on)
}

func (s *Session) setWantControl(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.want(on)
}

// want keeps what setWantControl says, and shows it. s.mu is held.
func (s *Session) want(on bool) {
	s.wantControl = on
	s.update(func(st *SessionState) { st.Next = on })
}

// Withdraw takes back the pending request for p, and for control when the view
// was only asked for its sake.
func (s *Session) Withdraw(p session.Permission) error {
	live := s.live()
	if live == nil {
		return ErrNoCustomer
	}
	s.setWantControl(false)
	return live.Withdraw(p)
}

// Yield gives p back to the customer: what the technician no longer uses.
func (s *Session) Yield(p session.Permission) error {
	live := s.live()
	if live == nil {
		return ErrNoCustomer
	}
	return live.Yield(p)
}

// askControl asks for control once the view that had to come first is granted,
// and gives it up when the view is refused.
func (s *Session) askControl(live *session.Session) {
	st := live.State().Get()
	view := st.Asked[session.View].Outcome
	s.mu.Lock()
	ask := s.wantControl && st.Grants.Allows(session.View)
	if s.wantControl && (ask || view != session.Pending && view != session.Allowed) {
		s.want(false)
	}
	s.mu.Unlock()
	if ask {
		s.warn(context.Background(), live.Ask(session.Control))
	}
}
