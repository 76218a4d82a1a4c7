package host

import (
	"image"
	"slices"
	"time"

	"tandem/app/session"
	"tandem/app/session/roster"
)

// A Person is another one in the session.
type Person struct {
	ID     string // of their program
	Name   string // a technician's as the site has verified it, a customer's own word
	Role   session.Role
	Leads  bool // the technician who may ask
	Helped bool // the customer who is asked
	Here   bool
	Sees   bool // is shown this computer's screen at this moment
	Hidden bool // the customer keeps the screen from them
	// Offer means that the screen, which another customer does not see, could be
	// shown to them.
	Offer bool
}

// A NoticeKind is what a Notice is about.
type NoticeKind uint8

// The kinds.
const (
	Came NoticeKind = iota
	Went
	// Leading means that the session was handed over to them.
	Leading
	// StoodAside means that another customer is helped now, Chosen that it is
	// this one again; both are about nobody.
	StoodAside
	Chosen
	// Leaked means that their machine may have gone on showing the screen to
	// somebody who was not to see it any more, and is shown it no longer itself.
	Leaked
)

// A Notice is something that the customer is told of the others. It is
// immutable and comparable.
type Notice struct {
	Number uint64 // counts upwards
	Kind   NoticeKind
	Who    Person // as they were
	// View means that the screen was granted at that moment: who comes or leads
	// sees it.
	View bool
	At   time.Time
}

// maxNotices is how many are kept; the oldest go first.
const maxNotices = 20

// note tells the customer something. Who is helped now is told in place of who
// was helped before.
func (h *Host) note(kind NoticeKind, who Person) {
	n := Notice{Kind: kind, Who: who, View: h.consent.Grants().Get().Allows(session.View), At: time.Now()}
	h.notices.Update(func(ns []Notice) []Notice {
		if len(ns) > 0 {
			n.Number = ns[len(ns)-1].Number + 1
		}
		ns = slices.Clone(ns)
		if kind == StoodAside || kind == Chosen {
			ns = slices.DeleteFunc(ns, func(o Notice) bool { return o.Kind == StoodAside || o.Kind == Chosen })
		}
		ns = append(ns, n)
		return ns[max(0, len(ns)-maxNotices):]
	})
}

// gather makes the people anew of what the leader says and what lines there are,
// and tells the customer who has come or gone. c.order is held.
func (c *company) gather() {
	c.mu.Lock()
	l, leader := c.list, c.leader
	var ps []Person
	for _, p := range l.People {
		if p.ID == c.me {
			continue
		}
		o := Person{ID: p.ID, Name: p.Name, Role: p.Role, Leads: p.ID == leader, Here: p.Here}
		o.Helped = p.Role == session.Customer && p.Primary
		if x := c.lines[p.ID]; x != nil {
			o.Name, o.Here, o.Sees = x.name, true, !x.shown.Get().Empty()
		} else if o.Role == session.Technician {
			o.Here = false
		}
		ps = append(ps, o)
	}
	if x := c.lines[leader]; x != nil && !slices.ContainsFunc(ps, func(p Person) bool { return p.ID == leader }) {
		ps = append(ps, Person{ID: leader, Name: x.name, Role: session.Technician, Leads: true, Here: true, Sees: !x.shown.Get().Empty()})
	}
	me, listed := l.Person(c.me)
	shown, served := false, map[string]bool{}
	if x := c.lines[leader]; x != nil {
		shown = !x.shown.Get().Empty()
	}
	for _, x := range c.lines {
		for _, id := range x.serves {
			served[id] = true
		}
	}
	c.mu.Unlock()
	var beside []string
	for i, p := range ps {
		if p.Role == session.Technician {
			ps[i].Hidden = c.h.consent.Hidden(p.ID)
			continue
		}
		beside = append(beside, p.ID)
		admitted := c.h.consent.Admitted(p.ID)
		ps[i].Hidden, ps[i].Offer = !admitted, shown && !admitted
		ps[i].Sees = shown && (admitted || served[p.ID])
	}
	c.h.consent.Beside(beside)
	slices.SortStableFunc(ps, func(a, b Person) int { return rank(a) - rank(b) })
	before := c.h.state.Get()
	aside := before.Aside
	if listed {
		aside = !me.Primary
		c.h.consent.Stand(aside)
	}
	c.h.consent.Expect(slices.DeleteFunc(slices.Clone(ps), func(p Person) bool { return p.Role != session.Technician }))
	c.h.update(func(s *State) {
		if s.People, s.Aside = ps, aside; !aside {
			s.Sight = NoSight
		}
	})
	c.tell(before.People, ps, !c.told)
	known := c.told
	c.told = c.told || listed
	if aside != before.Aside && (known || !aside) { // who comes beside another was never helped
		kind := Chosen
		if aside {
			kind = StoodAside
		}
		c.h.note(kind, Person{})
	}
}

// rank puts technicians before customers, and who leads before all.
func rank(p Person) int {
	switch {
	case p.Leads:
		return 0
	case p.Role == session.Technician:
		return 1
	}
	return 2
}

// tell tells the customer who has come and who has gone. first means that who is
// there was not known before: other customers were here already then.
func (c *company) tell(before, now []Person, first bool) {
	has := func(ps []Person, id string) bool {
		return slices.ContainsFunc(ps, func(p Person) bool { return p.ID == id })
	}
	for _, p := range now {
		if !p.Leads && !has(before, p.ID) && !(first && p.Role == session.Customer) {
			c.h.note(Came, p)
		}
	}
	for _, p := range before {
		if !p.Leads && !has(now, p.ID) {
			c.h.note(Went, p)
		}
	}
}

// reshow notes which display the leader sees, which is the one that the frame is
// around and that keys and pointer reach.
func (c *company) reshow() {
	c.order.Lock()
	defer c.order.Unlock()
	c.mu.Lock()
	at := image.Rectangle{}
	if l := c.lines[c.leader]; l != nil {
		at = l.shown.Get()
	}
	c.mu.Unlock()
	if at != c.h.shown.Get() {
		c.h.shown.Set(at)
		c.h.update(func(s *State) { s.Shown = at })
	}
	c.gather()
}

// technicians are the people of l that this machine is to have lines to.
func technicians(l roster.List) []roster.Person {
	return slices.DeleteFunc(slices.Clone(l.People), func(p roster.Person) bool { return p.Role != session.Technician })
}
