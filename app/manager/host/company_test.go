package host_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"tandem/app/manager/host"
	"tandem/app/manager/hosttest"
	"tandem/app/session"
	"tandem/app/session/control"
	"tandem/app/session/roster"
	"tandem/input"
	"tandem/transport"
)

// crowd is a customer with a technician who leads, and two computers of others
// who have not come in.
type crowd struct {
	*visit
	site        *hosttest.Site
	alice       *hosttest.Technician
	lead        roster.Person
	me          transport.Fingerprint
	carl, carol *hosttest.Colleague
}

func gather(t *testing.T) *crowd {
	t.Helper()
	site := hosttest.New(t)
	id, err := transport.NewIdentity()
	if err != nil {
		t.Fatal(err)
	}
	site.Same = id // who comes back is Alice
	c := &crowd{visit: join(t, site, hosttest.Number, nil), site: site}
	c.alice = receive(t, site.Technicians, "technician")
	c.me = c.alice.Conn.Peer()
	c.lead = roster.Person{ID: c.alice.ID, Name: hosttest.TechnicianName, Role: session.Technician, Here: true}
	c.carl, c.carol = hosttest.NewColleague(t, "Carl", c.me), hosttest.NewColleague(t, "Carol", c.me)
	return c
}

// list is one of the three technicians', in which some are and one leads.
func (c *crowd) list(term uint64, leader string, who ...roster.Person) roster.List {
	return hosttest.Lists(term, leader, c.me, append([]roster.Person{c.lead}, who...)...)
}

// joined has Carl come in, and returns his side.
func (c *crowd) joined(t *testing.T) *hosttest.Technician {
	t.Helper()
	c.alice.List.Set(c.list(0, c.lead.ID, c.carl.Person))
	return receive(t, c.carl.Technicians, "Carl")
}

func (c *crowd) person(name string) host.Person {
	ps := c.State().Get().People
	if i := slices.IndexFunc(ps, func(p host.Person) bool { return p.Name == name }); i >= 0 {
		return ps[i]
	}
	return host.Person{}
}

func (c *crowd) end(t *testing.T) {
	t.Helper()
	c.Leave()
	if err := c.visit.end(t); err != nil {
		t.Error(err)
	}
}

func TestWhoLooksOnSeesAndNothingElse(t *testing.T) {
	c := gather(t)
	carl := c.joined(t)
	c.grant(t, c.alice, session.View)
	eventually(t, "Carl sees", func() bool { return c.person("Carl").Sees && c.person(hosttest.TechnicianName).Sees })
	for _, p := range []session.Permission{session.View, session.Control, session.Clipboard} {
		if err := carl.Session.Ask(p); err != nil {
			t.Fatal(err)
		}
		eventually(t, "he cannot ask", func() bool {
			return carl.Session.State().Get().Asked[p].Outcome == session.Unable
		})
	}
	if ps := c.Consent().Prompts().Get(); len(ps) != 0 {
		t.Errorf("the customer is asked %v by one who looks on", ps)
	}
	c.grant(t, c.alice, session.Control) // is not his either
	refused(t, carl, control.Name)
	if err := errors.Join(carl.Session.Yield(session.View), carl.Session.Hold(true)); err != nil {
		t.Fatal(err)
	}
	c.Hide(c.carl.ID, true)
	if p := c.person("Carl"); p.Sees || !p.Hidden {
		t.Errorf("hidden from Carl: %+v", p)
	}
	eventually(t, "Carl is told", func() bool { return !carl.Session.State().Get().Grants.Allows(session.View) })
	if g := c.Consent().Grants().Get(); !g.Allows(session.View) || !g.Allows(session.Control) || g.Paused {
		t.Errorf("grants %+v; want Alice's as they were: Carl gives nothing back and puts nothing on hold", g)
	}
	if p := c.person(hosttest.TechnicianName); !p.Sees {
		t.Error("hidden from Alice, too")
	}
	c.end(t)
}

// refused checks that a technician's channel is refused.
func refused(t *testing.T, x *hosttest.Technician, name string) {
	t.Helper()
	ch, err := x.Session.Open(t.Context(), name, transport.Ordered)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ch.Recv(t.Context()); !errors.Is(err, transport.ErrRefused) {
		t.Errorf("channel %q of %v; want it refused", name, err)
	}
}

func TestThePromptNamesWhoWillSee(t *testing.T) {
	c := gather(t)
	c.joined(t)
	eventually(t, "Carl is known", func() bool { return c.person("Carl").Here })
	for _, want := range [][]string{{"Carl"}, nil} {
		if err := c.alice.Session.Ask(session.View); err != nil {
			t.Fatal(err)
		}
		q := await(t, c.Consent().Prompts(), "asked", func(ps []host.Prompt) bool { return len(ps) > 0 })[0]
		if !slices.Equal(q.Also, want) {
			t.Errorf("also seen by %v; want %v", q.Also, want)
		}
		if err := c.alice.Session.Withdraw(session.View); err != nil {
			t.Fatal(err)
		}
		await(t, c.Consent().Prompts(), "withdrawn", func(ps []host.Prompt) bool { return len(ps) == 0 })
		c.Hide(c.carl.ID, true)
		<-time.After(1200 * time.Millisecond) // no flood of prompts
	}
	c.end(t)
}

func TestNobodyButTheLeaderVouches(t *testing.T) {
	c := gather(t)
	carl := c.joined(t)
	c.grant(t, c.alice, session.View)
	eventually(t, "Carl sees", func() bool { return c.person("Carl").Sees })
	carl.List.Set(c.list(9, c.carl.ID, c.carl.Person, c.carol.Person)) // he leads, he says, and Carol looks on
	select {
	case <-c.carol.Technicians:
		t.Error("Carol was let in by one who does not lead")
	case <-time.After(2 * time.Second):
	}
	if s := c.State().Get(); s.Technician != hosttest.TechnicianName || len(s.People) != 2 {
		t.Errorf("state %+v; want Alice to lead", s)
	}
	c.end(t)
}

func TestOneFromWhomTheScreenIsKeptAsksWhenTheyLead(t *testing.T) {
	c := gather(t)
	carl := c.joined(t)
	c.grant(t, c.alice, session.View)
	eventually(t, "Carl sees", func() bool { return c.person("Carl").Sees })
	c.Hide(c.carl.ID, true)
	c.alice.List.Set(c.list(1, c.carl.ID, c.carl.Person))
	await(t, c.State(), "Carl leads", func(s host.State) bool { return s.Technician == "Carl" })
	eventually(t, "nobody sees", func() bool { return len(c.Consent().Grants().Get().Permissions) == 0 && !c.person("Carl").Sees })
	c.grant(t, carl, session.View)
	eventually(t, "Carl sees, who was allowed to", func() bool { return c.person("Carl").Sees })
	c.end(t)
}

func TestTheFormerLeaderHasNoKeysAnyMore(t *testing.T) {
	c := gather(t)
	carl := c.joined(t)
	c.grant(t, c.alice, session.View)
	c.grant(t, c.alice, session.Control)
	await(t, c.State(), "shown", func(s host.State) bool { return !s.Shown.Empty() })
	keys := steer(t, c.alice)
	eventually(t, "the key is down", func() bool {
		keys.Send(input.Key{Usage: input.KeyA, Down: true})
		return has(c.machine.Input.Events(), input.Key{Usage: input.KeyA, Down: true})
	})
	if err := c.alice.Session.Ask(session.Clipboard); err != nil { // is pending
		t.Fatal(err)
	}
	c.alice.List.Set(c.list(1, c.carl.ID, c.carl.Person))
	await(t, c.State(), "Carl leads", func(s host.State) bool { return s.Technician == "Carl" })
	eventually(t, "the key is up", func() bool { return has(c.machine.Input.Events(), input.Key{Usage: input.KeyA}) })
	c.machine.Input.Take()
	keys.Send(input.Key{Usage: input.KeyB, Down: true})
	refused(t, c.alice, control.Name)
	if ps := c.Consent().Prompts().Get(); len(ps) != 0 {
		t.Errorf("prompts of the former leader stand: %v", ps)
	}
	eventually(t, "the view goes on for both", func() bool { return c.person("Carl").Sees && c.person(hosttest.TechnicianName).Sees })
	c.grant(t, carl, session.Control)
	refused(t, c.alice, control.Name) // also while the new one has it
	c.alice.List.Set(c.list(7, c.lead.ID))
	c.alice.Session.End() // leaves
	eventually(t, "Alice has left", func() bool {
		return c.person(hosttest.TechnicianName).Name == "" || !c.person(hosttest.TechnicianName).Here
	})
	if s := c.State().Get(); s.Phase != host.Active || s.Technician != "Carl" {
		t.Errorf("state %+v; want the session to go on", s)
	}
	if es := c.machine.Input.Events(); has(es, input.Key{Usage: input.KeyB, Down: true}) {
		t.Errorf("injected for the former leader: %v", es)
	}
	c.end(t)
}

func TestWhoIsNotListedAnyMoreSeesNothing(t *testing.T) {
	c := gather(t)
	carl := c.joined(t)
	c.grant(t, c.alice, session.View)
	eventually(t, "Carl sees", func() bool { return c.person("Carl").Sees })
	c.alice.List.Set(c.list(0, c.lead.ID))
	if err := receive(t, carl.Over, "end"); !errors.Is(err, transport.ErrClosed) {
		t.Errorf("Carl's session ends with %v", err)
	}
	eventually(t, "he has gone", func() bool { return len(c.State().Get().People) == 1 })
	ns := c.Notices().Get()
	if len(ns) != 2 || ns[0].Kind != host.Came || ns[1].Kind != host.Went || ns[1].Who.Name != "Carl" {
		t.Errorf("notices %+v", ns)
	}
	c.end(t)
}

func TestACustomerBesideTheOneWhoIsHelped(t *testing.T) {
	c := gather(t)
	c.grant(t, c.alice, session.View)
	l := c.list(0, c.lead.ID)
	l.People[0].Primary = false
	var other transport.Fingerprint
	l.People = append(l.People, roster.Person{ID: other.String(), Name: "Eve", Role: session.Customer, Primary: true})
	c.alice.List.Set(l)
	await(t, c.State(), "aside", func(s host.State) bool { return s.Aside })
	if g := c.Consent().Grants().Get(); len(g.Permissions) != 0 {
		t.Errorf("grants %+v; want nothing of one who is not helped", g)
	}
	if err := c.alice.Session.Ask(session.Control); err != nil {
		t.Fatal(err)
	}
	eventually(t, "nothing can be asked", func() bool {
		return c.alice.Session.State().Get().Asked[session.Control].Outcome == session.Unable
	})
	if ps := c.Consent().Prompts().Get(); len(ps) != 0 {
		t.Errorf("asked %v", ps)
	}
	c.end(t)
}
