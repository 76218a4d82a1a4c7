package desk

import (
	"context"

	"tandem/transport/link"
)

// resume asks the site for the session again, after its link or this program
// had gone.
func (s *Session) resume(ctx context.Context) {
	if s.state.Get().Phase == Over {
		return
	}
	s.update(func(st *SessionState) { st.Resuming = true })
	if s.alone() {
		s.look() // which is answered by whom to connect to
		return
	}
	s.warn(ctx, s.desk.send(ctx, &link.Message{Resume: &link.Resume{Session: s.ID}}))
}

// resumed handles the site's word that the session is this desk's again.
func (s *Session) resumed(ctx context.Context) {
	if s.state.Get().Role == Assistant {
		s.promised(ctx, "") // it is being handed over
		return
	}
	s.mu.Lock()
	s.callers = nil // who still waits is told again
	s.mu.Unlock()
	s.showCallers()
	s.update(func(st *SessionState) { st.Resuming, st.Void = false, false })
}

// voided handles the site's word that the session is not this desk's, or over.
// Who is in stays until one of both ends it.
func (s *Session) voided() {
	alone := s.alone()
	s.mu.Lock()
	in := s.now != nil || s.role == Assistant && !alone // and hears of the end from the primary technician
	s.mu.Unlock()
	s.update(func(st *SessionState) {
		st.Resuming, st.Void = false, true
		st.Expired = !in && st.Joined.IsZero()
	})
	if !in {
		s.End()
	}
}

// expired handles the site's word that the session is over.
func (s *Session) expired() {
	if s.state.Get().Role == Assistant && !s.alone() {
		s.update(func(st *SessionState) { st.Void = true })
		return // the primary technician says more
	}
	s.update(func(st *SessionState) { st.Expired = st.Joined.IsZero() })
	s.End()
}
