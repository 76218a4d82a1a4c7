package desk

import (
	"context"

	"tandem/transport/link"
)

// Dismiss ends the stay of the assistant, or the customer beside the one who is
// helped, with this ID, whether they are here at the moment or not. Everybody is
// told, and drops what lines there are; who comes back is to be admitted again.
// It returns at once with ErrAssistant, ErrHelped, ErrGone, or ErrStarting while
// the session is being handed over to them.
func (s *Session) Dismiss(id string) error {
	ctx := context.Background()
	s.mu.Lock()
	g := s.guests[id]
	switch {
	case s.role != Primary:
		s.mu.Unlock()
		return ErrAssistant
	case g == nil:
		s.mu.Unlock()
		return ErrGone
	case s.helped.Get() == id:
		s.mu.Unlock()
		return ErrHelped
	case s.handingTo == id:
		s.mu.Unlock()
		return ErrStarting
	}
	g.out, g.coming = true, false
	delete(s.guests, id)
	s.end.Forget(g.fp)
	live := g.live
	s.mu.Unlock()
	s.chat.Part(id)
	s.update(func(st *SessionState) { st.set(id, Left) })
	s.retell()
	s.warn(ctx, s.keep(ctx))
	s.log.InfoContext(ctx, "dismissed", "name", g.person.Name)
	if live == nil {
		s.tellOut(ctx, g)
		return nil
	}
	live.Dismiss() // and then the site is told
	return nil
}

// tellOut tells the site that g was dismissed. Where it does not hear of it g
// still comes in by admission alone.
func (s *Session) tellOut(ctx context.Context, g *guest) {
	s.mu.Lock()
	participant := g.participant
	s.mu.Unlock()
	s.warn(ctx, s.desk.send(ctx, &link.Message{Left: &link.Left{Session: s.ID, Participant: participant}}))
}
