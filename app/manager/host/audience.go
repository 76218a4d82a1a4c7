package host

import (
	"context"
	"errors"
	"slices"
	"time"

	"tandem/app/session"
	"tandem/app/session/audience"
	"tandem/transport"
	"tandem/transport/quic"
)

// Offer asks the customer, by a prompt, whether another customer is to see the
// screen as well, for as long as it is shown. It is what a click of the customer
// leads to: the prompt is there so that a technician with control cannot do it,
// as nothing is injected meanwhile. from is the technician who leads.
func (c *Consent) Offer(to Person, from session.Person) {
	c.mu.Lock()
	defer c.mu.Unlock()
	asking := slices.ContainsFunc(c.prompts.Get(), func(q Prompt) bool { return q.To.ID != "" })
	if c.closed || c.bystander || c.granted[session.View] == nil || c.admitted[to.ID] || asking || !slices.Contains(c.beside, to.ID) {
		return
	}
	c.lastID++
	q := Prompt{ID: c.lastID, Permission: session.View, From: from, To: to, Deadline: time.Now().Add(answerTime)}
	c.offers[q.ID] = time.AfterFunc(answerTime, func() { c.admit(q, false) })
	c.prompts.Update(func(ps []Prompt) []Prompt { return append(slices.Clone(ps), q) })
}

// admit carries out the customer's answer to an offer, if it still stands.
func (c *Consent) admit(q Prompt, allow bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	late := c.offers[q.ID]
	if late == nil {
		return
	}
	late.Stop()
	delete(c.offers, q.ID)
	c.lower(q.ID)
	if allow {
		c.admitted[q.To.ID] = true
	}
	c.publish()
}

// withhold keeps the screen from all other customers. c.mu is held.
func (c *Consent) withhold() {
	clear(c.admitted)
	for _, q := range c.prompts.Get() {
		if late := c.offers[q.ID]; late != nil {
			late.Stop()
			delete(c.offers, q.ID)
			c.lower(q.ID)
		}
	}
}

// Withhold keeps the screen from another customer.
func (c *Consent) Withhold(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.admitted, id)
	c.publish()
}

// Admitted reports whether another customer is to see the screen while it is shown.
func (c *Consent) Admitted(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.admitted[id]
}

// Beside notes which other customers there are. Who has gone is asked about anew.
func (c *Consent) Beside(ids []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.beside = ids
	changed := false
	for id := range c.admitted {
		if !slices.Contains(ids, id) {
			delete(c.admitted, id)
			changed = true
		}
	}
	for _, q := range c.prompts.Get() {
		if c.offers[q.ID] != nil && !slices.Contains(ids, q.To.ID) {
			c.offers[q.ID].Stop()
			delete(c.offers, q.ID)
			c.lower(q.ID)
		}
	}
	if changed {
		c.publish()
	}
}

// Audience are the other customers, by ID, to whom the technician's machine is to
// pass the picture on: nobody while it does not lead.
func (v *Voice) Audience() *session.Value[[]string] { return &v.audience }

// keepAudience tells a technician's machine who else may see the screen, from when
// there is somebody, and stops showing it where that is not kept to.
func (h *Host) keepAudience(ctx context.Context, c *company, s *session.Session, l *line) {
	if !greeted(ctx, s) {
		return
	}
	for ctx.Err() == nil {
		if !somebody(ctx, l.voice.Audience()) {
			return
		}
		err := h.tellAudience(ctx, c, s, l)
		c.serves(l, nil)
		if gone(ctx, l.conn, err) {
			return
		}
		h.cfg.Log.WarnContext(ctx, "audience not kept", "technician", l.name, "err", err)
		leads := c.leads.Get() == l.id
		h.consent.distrust(l.id, errors.Is(err, transport.ErrRefused))
		if !errors.Is(err, transport.ErrRefused) {
			h.note(Leaked, Person{ID: l.id, Name: l.name, Role: session.Technician, Leads: leads, Here: true})
		}
		c.reshow()
	}
}

// somebody waits until v holds somebody; false when ctx ends before.
func somebody(ctx context.Context, v *session.Value[[]string]) bool {
	for seen := uint64(0); ; {
		who, at, err := v.Next(ctx, seen)
		if err != nil {
			return false
		}
		if len(who) > 0 {
			return true
		}
		seen = at
	}
}

func (h *Host) tellAudience(ctx context.Context, c *company, s *session.Session, l *line) error {
	ch, err := s.Open(ctx, audience.Name, transport.Ordered)
	if err != nil {
		return err
	}
	defer func() { _ = ch.Close() }() // the other side may have closed it
	return audience.Tell(ctx, ch, l.voice.Audience(), func(who []string) { c.serves(l, who) })
}

// serves notes who gets the picture by way of a technician's machine.
func (c *company) serves(l *line, who []string) {
	c.mu.Lock()
	l.serves = who
	c.mu.Unlock()
	c.reshow()
}

// distrust ends what the technician's machine that does not keep to the audience
// is shown: all sharing where it leads, else the view. One that knows nothing of
// audiences has been told of nobody, and nobody is admitted.
func (c *Consent) distrust(id string, ignorant bool) {
	c.mu.Lock()
	leads := id == c.leader
	if ignorant {
		c.withhold()
		c.publish()
	}
	c.mu.Unlock()
	switch {
	case ignorant:
	case leads:
		c.StopSharing()
	default:
		c.Hide(id, true)
	}
}

// gone reports whether err comes of the line's end. What the other side has said
// does not.
func gone(ctx context.Context, conn *quic.Conn, err error) bool {
	if ctx.Err() != nil {
		return true
	}
	if errors.Is(err, audience.ErrUnkept) || errors.Is(err, audience.ErrMessage) || errors.Is(err, transport.ErrRefused) {
		return false
	}
	select {
	case <-conn.Done():
		return true
	case <-ctx.Done():
		return true
	case <-time.After(time.Second):
		return false
	}
}
