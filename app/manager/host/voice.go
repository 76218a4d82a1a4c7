package host

import (
	"context"
	"maps"
	"slices"

	"tandem/app/session"
)

// A Voice is what one technician's machine has of the customer's consent, by its
// certificate. Only the leader's asks and uses what is granted; of the others the
// customer decides who sees the screen while it is shown. It is the Guard and
// Decider of the session with that machine. Use Consent.Of.
type Voice struct {
	c        *Consent
	id       string
	grants   session.Value[session.Grants]
	audience session.Value[[]string]

	lastID uint64                        // guarded by c.mu
	looks  map[uint64]context.CancelFunc // guarded by c.mu; what shows the screen to it
}

var (
	_ session.Guard   = (*Voice)(nil)
	_ session.Decider = (*Voice)(nil)
)

// Of returns the voice of the technician with this ID.
func (c *Consent) Of(id string) *Voice {
	c.mu.Lock()
	defer c.mu.Unlock()
	v := c.voices[id]
	if v == nil {
		v = &Voice{c: c, id: id, looks: map[uint64]context.CancelFunc{}}
		c.voices[id] = v
		c.publish()
	}
	return v
}

// Lead makes the technician with this ID the one who may ask, on the site's
// word. What was granted to another is void.
func (c *Consent) Lead(id string) {
	c.mu.Lock()
	same := c.leader == id || c.leader == ""
	c.mu.Unlock()
	if !same {
		c.Forget()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.leader = id
	c.publish()
}

// Succeed makes the technician with this ID the one who may ask, to whom the
// leader has handed over: the view goes on, unless the customer does not show it
// to them; control and the clipboard are void, and what was being asked is
// declined.
func (c *Consent) Succeed(id string) {
	for _, stop := range c.succeed(id) {
		stop()
	}
}

func (c *Consent) succeed(id string) []context.CancelFunc {
	c.mu.Lock()
	defer c.mu.Unlock()
	void := []session.Permission{session.Control, session.Clipboard}
	if c.hidden[id] {
		void = append(void, session.View)
	}
	c.decline(session.View)
	c.leader, c.held = id, false
	return c.void(false, void)
}

// Stand makes this customer one beside the one who is helped, of whom nothing is
// asked and who shows nothing, or the one who is helped again.
func (c *Consent) Stand(aside bool) {
	c.mu.Lock()
	changed := c.bystander != aside
	c.bystander = aside
	c.mu.Unlock()
	if changed {
		c.Forget()
	}
}

// Hide keeps the screen from a technician who only looks on, or shows it again.
// It has ended there when Hide returns.
func (c *Consent) Hide(id string, on bool) {
	for _, stop := range c.hide(id, on) {
		stop()
	}
}

func (c *Consent) hide(id string, on bool) (stops []context.CancelFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !on {
		delete(c.hidden, id)
	} else if id != c.leader {
		c.hidden[id] = true
		if v := c.voices[id]; v != nil {
			for _, stop := range v.looks {
				stops = append(stops, stop)
			}
		}
	}
	c.publish()
	return stops
}

// Expect notes which technicians look on, for the customer to know before the
// screen is shown.
func (c *Consent) Expect(lookers []Person) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lookers = lookers
}

// audience names who will see the screen beside the leader. c.mu is held.
func (c *Consent) audience() (names []string) {
	for _, p := range c.lookers {
		if !c.hidden[p.ID] && p.ID != c.leader {
			names = append(names, p.Name)
		}
	}
	return names
}

// Hidden reports whether the customer keeps the screen from a technician.
func (c *Consent) Hidden(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hidden[id]
}

// Grants is what the technician is told of what is granted.
func (v *Voice) Grants() *session.Value[session.Grants] { return &v.grants }

// publish tells what of g is the technician's. c.mu is held.
func (v *Voice) publish(g session.Grants) {
	var who []string
	if v.id == v.c.leader {
		who = slices.Sorted(maps.Keys(v.c.admitted))
	}
	if !slices.Equal(who, v.audience.Get()) {
		v.audience.Set(who)
	}
	if v.id != v.c.leader {
		look := slices.Contains(g.Permissions, session.View) && !v.c.hidden[v.id]
		g = session.Grants{Paused: g.Paused}
		if look {
			g.Permissions = []session.Permission{session.View}
		}
	}
	v.grants.Set(g)
}

// Grant returns a context that ends as soon as p is taken back, to the leader alone.
func (v *Voice) Grant(ctx context.Context, p session.Permission) (context.Context, context.CancelFunc, bool) {
	v.c.mu.Lock()
	defer v.c.mu.Unlock()
	if v.id != v.c.leader {
		return nil, nil, false
	}
	return v.c.use(ctx, p)
}

// Look returns a context that ends as soon as the technician is not to see the
// screen any more; false when they are not to see it now.
func (v *Voice) Look(ctx context.Context) (context.Context, context.CancelFunc, bool) {
	v.c.mu.Lock()
	defer v.c.mu.Unlock()
	if v.c.hidden[v.id] {
		return nil, nil, false
	}
	ctx, cancel, ok := v.c.use(ctx, session.View)
	if !ok {
		return nil, nil, false
	}
	ctx, hide := context.WithCancel(ctx)
	v.lastID++
	id := v.lastID
	v.looks[id] = hide
	return ctx, func() {
		hide()
		cancel()
		v.c.mu.Lock()
		defer v.c.mu.Unlock()
		delete(v.looks, id)
	}, true
}

// Decide asks the customer and waits for the answer; for anybody but the leader
// it is session.Unable.
func (v *Voice) Decide(ctx context.Context, from session.Person, r session.Request) session.Outcome {
	return v.c.decide(ctx, v.id, from, r)
}

// Yielded takes back what the leader gives back.
func (v *Voice) Yielded(p session.Permission) {
	v.c.mu.Lock()
	leads := v.id == v.c.leader
	v.c.mu.Unlock()
	switch {
	case !leads:
	case p == session.View:
		v.c.revoke(false, session.Control, session.View)
	default:
		v.c.revoke(false, p)
	}
}

// Held puts everything on hold for the leader, or lets it go on.
func (v *Voice) Held(on bool) { v.c.hold(v.id, on) }
