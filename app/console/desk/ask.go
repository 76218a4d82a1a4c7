package desk

import (
	"context"
	"errors"

	"tandem/app/session"
)

// ErrNoCustomer means that nobody is there to be asked.
var ErrNoCustomer = errors.New("desk: no customer has joined")

// Ask asks the primary customer for p; only the primary technician can. Control includes no view: it is asked for by
// itself once the view, which is asked for first if need be, is granted.
func (s *Session) Ask(p session.Permission) error {
	live, err := s.asking()
	if err != nil {
		return err
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

// asking is the session with the customer who is helped and in. It returns
// ErrNoCustomer while there is none, and ErrAssistant when it is not for this
// desk to ask.
func (s *Session) asking() (*session.Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.role != Primary:
		return nil, ErrAssistant
	case s.now == nil:
		return nil, ErrNoCustomer
	}
	return s.now.live, nil
}

// Hold puts the session on hold, or goes on. The customer is told, and nothing
// is seen or done meanwhile. Who comes while it is on hold is told, too.
func (s *Session) Hold(on bool) error {
	live, err := s.asking()
	if errors.Is(err, ErrAssistant) || err != nil && on {
		return err
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
	live, err := s.asking()
	if err != nil {
		return err
	}
	s.setWantControl(false)
	return live.Withdraw(p)
}

// Yield gives p back to the customer: what the technician no longer uses.
func (s *Session) Yield(p session.Permission) error {
	live, err := s.asking()
	if err != nil {
		return err
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
