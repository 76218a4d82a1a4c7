package desk

import (
	"context"
	"time"

	"tandem/app/session/notes"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// An asking is an Assist that has not been answered, with the identity and the
// socket that the session will have.
type asking struct {
	number string
	id     *transport.Identity
	end    *quic.Endpoint
}

// Assist asks to be let into the session with this number, of another
// technician, as an assistant. It appears in State.Sessions once the primary
// technician has let this desk in; until then, or why not, is in State.Assist.
// It returns ErrNumber, ErrAssisting, ErrOneSession, ErrStarting or
// ErrNotSignedIn where that is why nobody was even asked.
func (d *Desk) Assist(ctx context.Context, number string) error {
	number, ok := link.ParseNumber(number)
	if !ok {
		return ErrNumber
	}
	for _, s := range d.state.Get().Sessions {
		if s.Number == number && s.state.Get().Phase != Over {
			return ErrAssisting
		}
	}
	if d.look().Full {
		return ErrOneSession
	}
	id, err := transport.NewIdentity()
	if err != nil {
		return err
	}
	end, err := endpoint(id, d.cfg.Log)
	if err != nil {
		return err
	}
	d.mu.Lock()
	if d.asking != nil {
		d.mu.Unlock()
		_ = end.Close() // nobody knows of it
		return ErrStarting
	}
	d.asking = &asking{number, id, end}
	d.mu.Unlock()
	d.update(func(s *State) { s.Assist = Attempt{Number: number} })
	err = d.send(ctx, &link.Message{Assist: &link.Assist{Number: number, Offer: offer(id, end)}})
	if err != nil {
		d.stopAsking()
		d.update(func(s *State) { s.Assist = Attempt{} })
	}
	return err
}

// StopAssist gives up the last Assist, or forgets why it was refused.
func (d *Desk) StopAssist() {
	if d.stopAsking() {
		_ = d.send(context.Background(), &link.Message{Left: &link.Left{}}) // or the site finds out when the link breaks
	}
	d.update(func(s *State) { s.Assist = Attempt{} })
}

// stopAsking forgets the Assist under way, and reports whether there was one.
func (d *Desk) stopAsking() bool {
	d.mu.Lock()
	a := d.asking
	d.asking = nil
	d.mu.Unlock()
	if a == nil {
		return false
	}
	_ = a.end.Close() // nothing has run on it
	return true
}

// askAgain repeats the Assist under way on a new link.
func (d *Desk) askAgain(ctx context.Context) {
	d.mu.Lock()
	a := d.asking
	d.mu.Unlock()
	if a != nil {
		_ = d.send(ctx, &link.Message{Assist: &link.Assist{Number: a.number, Offer: offer(a.id, a.end)}}) // or on the next
	}
}

// joined makes a session of one that this desk was let into, or has its
// assistant meet the primary technician again.
func (d *Desk) joined(ctx context.Context, j *link.Joined) {
	before := d.session(j.Session)
	if s := before; s != nil && s.state.Get().Phase != Over {
		select {
		case <-s.intros: // an older one
		default:
		}
		select {
		case s.intros <- j:
		default:
		}
		return
	}
	d.mu.Lock()
	a := d.asking
	if a == nil || a.number != j.Number {
		d.mu.Unlock()
		_ = d.send(ctx, &link.Message{Left: &link.Left{Session: j.Session}}) // it was given up
		return
	}
	d.asking = nil
	d.mu.Unlock()
	d.update(func(s *State) { s.Assist = Attempt{} })
	fp, err := transport.ParseFingerprint(j.Offer.Fingerprint)
	if err != nil {
		return // link.Parse has checked it
	}
	var written notes.Kept
	if before != nil { // this desk was in it before, and left or was dismissed
		d.Forget(before)
		if written, err = d.keep.notes(ctx, j.Session); err != nil {
			d.cfg.Log.WarnContext(ctx, "notes not recalled", "session", j.Session, "err", err)
		}
	}
	s := build(d, a.id, a.end, keptSession{
		ID: j.Session, Number: j.Number, Page: j.Page, Expires: j.Expires, Started: time.Now(),
		Assistant: j.Participant, Leader: fp.String(),
	}, nil, written)
	s.warn(ctx, s.keep(ctx))
	s.intros <- j
	d.add(s)
}

// assistRefused handles the site's word that a technician is not let in.
func (d *Desk) assistRefused(r *link.Refused) {
	d.mu.Lock()
	first := d.asking != nil && d.asking.number == r.Number
	d.mu.Unlock()
	if first {
		d.stopAsking()
		d.update(func(s *State) { s.Assist.Refused, s.Assist.Waits = r.Reason, false })
		return
	}
	for _, s := range d.state.Get().Sessions {
		if s.Number == r.Number && s.state.Get().Role == Assistant && s.state.Get().Phase != Over {
			s.refused(r)
		}
	}
}

// waits handles the site's word that the primary technician is being asked.
func (d *Desk) waits() {
	d.update(func(s *State) {
		if s.Assist.Number != "" && s.Assist.Refused == "" {
			s.Assist.Waits = true
		}
	})
}

// Leave leaves a session that goes on without this desk, an assistant; End does
// the same then. It returns ErrPrimary for the primary technician.
func (s *Session) Leave() error {
	if s.state.Get().Role == Primary {
		return ErrPrimary
	}
	s.End()
	return nil
}
