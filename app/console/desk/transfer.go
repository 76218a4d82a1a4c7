package desk

import (
	"context"

	"tandem/transport/link"
)

// Transfer makes the assistant with this ID, who is here, the primary
// technician, and this desk an assistant. The customer is told by name; the
// view goes on, and control and the clipboard are to be asked for anew. It
// returns at once with ErrAssistant, ErrGone, ErrStarting while another one is
// under way, or ErrNotSignedIn; how it goes on is in SessionState.Transferring
// and Untransferred.
func (s *Session) Transfer(id string) error {
	ctx := context.Background()
	s.mu.Lock()
	g := s.guests[id]
	switch {
	case s.role != Primary:
		s.mu.Unlock()
		return ErrAssistant
	case g == nil || g.customer() || g.live == nil:
		s.mu.Unlock()
		return ErrGone
	case s.handingTo != "":
		s.mu.Unlock()
		return ErrStarting
	}
	s.handingTo = id
	participant := g.participant
	s.mu.Unlock()
	s.update(func(st *SessionState) { st.Transferring, st.Untransferred = id, "" })
	s.warn(ctx, s.keep(ctx)) // it is found again after a kill
	err := s.desk.send(ctx, &link.Message{Transfer: &link.Transfer{Session: s.ID, Participant: participant}})
	if err != nil {
		s.notTransferred(link.Failed)
	}
	return err
}

// notTransferred notes that the session was not handed over.
func (s *Session) notTransferred(why link.Reason) {
	s.mu.Lock()
	s.handingTo = ""
	s.mu.Unlock()
	s.update(func(st *SessionState) { st.Transferring, st.Untransferred = "", why })
	s.warn(context.Background(), s.keep(context.Background()))
}

// transferred handles the site's word on who leads.
func (s *Session) transferred(ctx context.Context, t *link.Transferred) {
	s.mu.Lock()
	role, handing := s.role, s.handingTo != ""
	if role == Assistant && t.Participant != "" {
		s.participant = t.Participant
	}
	s.mu.Unlock()
	switch {
	case t.Reason != "":
		s.notTransferred(t.Reason)
	case t.Participant == "":
		s.promised(ctx, t.Former)
	case role == Primary && !handing:
		s.voided() // nobody at this desk has handed it over
	case role == Primary:
		s.handOver(ctx, t.Participant)
	default:
		s.update(func(st *SessionState) { st.Resuming, st.Void = false, false })
	}
}

// promised handles the site's word that this desk is to lead. While there is a
// line to who leads that one's own word counts, which is on its way.
func (s *Session) promised(ctx context.Context, former string) {
	alone := s.alone()
	s.mu.Lock()
	s.promise = s.role == Assistant
	if former != "" {
		s.former = former
	}
	former, wait := s.former, s.role == Assistant && !alone
	s.mu.Unlock()
	if !wait {
		s.lead(ctx, former)
	}
}

// handOver makes this desk an assistant, the participant that the site says, and
// tells everybody who leads now.
func (s *Session) handOver(ctx context.Context, participant string) {
	s.order.Lock()
	s.mu.Lock()
	to := s.handingTo
	_, term := s.following.Leader()
	term++
	s.role, s.participant, s.handingTo, s.wantControl, s.callers = Assistant, participant, "", false, nil
	s.promise, s.former = false, ""
	s.help(s.helped.Get())
	for _, g := range s.guests {
		s.end.Expect(g.fp)
	}
	l := s.roster(term, to)
	s.following.Lead(to, term)
	s.mu.Unlock()
	s.update(func(st *SessionState) {
		st.Transferring, st.Admissions, st.OnHold, st.Resuming, st.Void = "", nil, false, false, false
	})
	s.showHelped()
	s.warn(ctx, s.keep(ctx)) // before anybody hears of it
	s.list.Set(l)
	s.order.Unlock()
	s.update(func(st *SessionState) { st.Apart = s.alone() })
	s.look()
	s.log.InfoContext(ctx, "session handed over", "to", to)
}

// lead makes this desk the primary technician's: the site has said so, or who
// led has. former is what the site calls that one now, empty while that is not
// known.
func (s *Session) lead(ctx context.Context, former string) {
	s.order.Lock()
	before, term := s.following.Leader()
	s.mu.Lock()
	if s.role == Primary {
		if o := s.guests[s.led]; o != nil && former != "" {
			o.participant = former
		}
		s.mu.Unlock()
		s.order.Unlock()
		s.update(func(st *SessionState) { st.Resuming, st.Void = false, false })
		s.retell()
		return
	}
	if before != s.me {
		s.led = before
		term++
	}
	if former == "" {
		former = s.former
	}
	s.role, s.participant, s.promise, s.former = Primary, "", false, ""
	if g := s.guests[s.led]; g != nil && former != "" {
		g.participant = former
	}
	s.following.Lead(s.me, term)
	s.help(s.helped.Get())
	s.mu.Unlock()
	s.update(func(st *SessionState) { st.Apart, st.Resuming, st.Void = false, false, false })
	s.showHelped()
	s.order.Unlock()
	s.warn(ctx, s.keep(ctx))
	s.retell()
	s.log.InfoContext(ctx, "session taken over")
}
