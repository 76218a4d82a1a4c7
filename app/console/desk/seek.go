package desk

import (
	"context"
	"time"

	"tandem/app/session"
	"tandem/transport"
	"tandem/transport/link"
)

// How long to wait before the site is asked again for the primary technician.
const (
	firstSeek = time.Second
	lastSeek  = 10 * time.Second
)

// alone reports whether this desk is an assistant without a line to the primary
// technician.
func (s *Session) alone() bool {
	leader, _ := s.following.Leader()
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guests[leader]
	return s.role == Assistant && (g == nil || g.live == nil)
}

// look has seek look for the primary technician.
func (s *Session) look() {
	select {
	case s.lonely <- struct{}{}:
	default:
	}
}

// seek keeps an assistant in touch with the primary technician: it has the site
// bring the two together again and again while there is no line.
func (s *Session) seek(ctx context.Context) {
	wait := firstSeek
	again := time.NewTimer(time.Hour)
	defer again.Stop()
	for {
		select {
		case j := <-s.intros:
			s.introduced(ctx, j)
			again.Reset(lastSeek)
			continue
		case <-s.lonely:
			wait = firstSeek
		case <-again.C:
		case <-ctx.Done():
			return
		}
		alone := s.alone()
		s.update(func(st *SessionState) { st.Apart = alone })
		if !alone {
			continue
		}
		m := &link.Assist{Number: s.Number, Offer: s.offer()}
		_ = s.desk.send(ctx, &link.Message{Assist: m}) // or when the link is up again
		again.Reset(wait)
		wait = min(2*wait, lastSeek)
	}
}

// introduced connects to the primary technician, to whom the site has introduced
// this desk.
func (s *Session) introduced(ctx context.Context, j *link.Joined) {
	fp, err := transport.ParseFingerprint(j.Offer.Fingerprint)
	if err != nil {
		return // link.Parse has checked it
	}
	s.order.Lock()
	s.mu.Lock()
	if s.role == Primary {
		s.mu.Unlock()
		s.order.Unlock()
		return
	}
	s.participant, s.led = j.Participant, fp.String()
	defer s.update(func(st *SessionState) { st.Resuming, st.Void = false, false })
	g := s.guests[fp.String()]
	if g != nil && g.live != nil {
		s.mu.Unlock()
		s.order.Unlock()
		return // there is a line already
	}
	if leader, _ := s.following.Leader(); leader != fp.String() {
		s.following.Lead(fp.String(), 0)
	}
	if g == nil {
		g = &guest{id: fp.String(), fp: fp, person: session.Person{Name: j.Technician, Role: session.Technician}}
		s.guests[g.id] = g
		s.came = append([]string{g.id}, s.came...)
	}
	g.candidates = j.Offer.Candidates
	shown := s.shown(g, Coming)
	s.mu.Unlock()
	s.order.Unlock()
	s.update(func(st *SessionState) { st.put(shown) })
	s.lines.Go(func() {
		short, cancel := context.WithTimeout(ctx, reachTime)
		conn, err := s.end.Dial(short, fp, j.Offer.Candidates)
		cancel()
		if err != nil {
			s.log.InfoContext(ctx, "primary technician not reached", "err", err)
			return // seek asks again
		}
		s.colleague(ctx, g, conn, true)
	})
}

// refused handles the site's word that it does not introduce this desk.
func (s *Session) refused(r *link.Refused) {
	switch {
	case r.Reason == link.SlowDown, r.Reason == link.Failed, !s.alone():
		return // it is asked again if need be
	case r.Reason == link.NotAllowed: // it may have become this desk's meanwhile
		ctx := context.Background()
		s.warn(ctx, s.desk.send(ctx, &link.Message{Resume: &link.Resume{Session: s.ID}}))
		return
	}
	s.End()
}

// dismissed handles the site's word that this desk may not stay.
func (s *Session) dismissed() {
	leader, _ := s.following.Leader()
	s.mu.Lock()
	name := ""
	if g := s.guests[leader]; g != nil {
		name = g.person.Name
	}
	s.mu.Unlock()
	s.update(func(st *SessionState) { st.EndedBy, st.Dismissed = name, true })
	s.End()
}
