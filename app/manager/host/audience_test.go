package host_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/manager/host"
	"tandem/app/manager/hosttest"
	"tandem/app/session"
	"tandem/app/session/audience"
	"tandem/app/session/roster"
	"tandem/app/session/screen"
	"tandem/input"
	"tandem/transport"
)

// eveID is the fingerprint of another customer's machine.
func eveID() string {
	var fp transport.Fingerprint
	fp[0] = 0xe
	return fp.String()
}

// withEve is a session in which another customer is beside the one who is helped
// and sees the screen by way of Alice's machine, which answers as said.
func withEve(t *testing.T, answer func(list []byte) []byte) *crowd {
	t.Helper()
	c := gather(t)
	l := c.list(0, c.lead.ID)
	l.People = append(l.People, roster.Person{ID: eveID(), Name: "Eve", Role: session.Customer, Here: true})
	c.alice.List.Set(l)
	c.grant(t, c.alice, session.View)
	if answer != nil {
		c.alice.Answer.Set(answer)
	}
	eventually(t, "Eve can be shown it", func() bool { return c.person("Eve").Offer })
	return c
}

// show has the customer click, and answer the prompt.
func (c *crowd) show(t *testing.T) {
	t.Helper()
	c.Hide(eveID(), false)
	q := await(t, c.Consent().Prompts(), "asked", func(ps []host.Prompt) bool { return len(ps) == 1 })[0]
	if q.To.Name != "Eve" || q.Permission != session.View {
		t.Fatalf("asked %+v; want whether Eve is to see", q)
	}
	c.Consent().Answer(q.ID, true)
}

// A list of who may see, or who does, as it is on the wire.
type heard struct {
	Number uint64   `cbor:"1,keyasint"`
	Who    [][]byte `cbor:"2,keyasint"`
}

// served is an answer to a list: whoever is in it, and more.
func served(t *testing.T, list []byte, more ...[]byte) []byte {
	t.Helper()
	var m map[uint64]heard
	if err := cbor.Unmarshal(list, &m); err != nil {
		t.Error(err)
	}
	l := m[1]
	for _, id := range more {
		if !slices.ContainsFunc(l.Who, func(b []byte) bool { return bytes.Equal(b, id) }) {
			l.Who = append(l.Who, id)
		}
	}
	b, err := cbor.Marshal(map[uint64]heard{2: l})
	if err != nil {
		t.Error(err)
	}
	return b
}

func TestALeaderWhoShowsItToSomebodyHiddenIsShownNothing(t *testing.T) {
	eve, stranger := append([]byte{0xe}, make([]byte, 31)...), bytes.Repeat([]byte{7}, 32)
	for name, answer := range map[string]func(list []byte) []byte{
		"says so openly": func(l []byte) []byte { return served(t, l, eve) },
		"says nothing any more": func(l []byte) []byte {
			if !bytes.Contains(l, eve) {
				return nil
			}
			return served(t, l)
		},
		"shows it to who is not": func(l []byte) []byte { return served(t, l, stranger) },
	} {
		t.Run(name, func(t *testing.T) {
			c := withEve(t, answer)
			c.show(t)
			began := time.Now()
			if name != "shows it to who is not" {
				eventually(t, "Eve sees", func() bool { return c.person("Eve").Sees })
				c.Hide(eveID(), true)
			}
			await(t, c.Consent().Grants(), "nothing is granted", func(g session.Grants) bool { return len(g.Permissions) == 0 })
			if d := time.Since(began); d > 3*audience.Patience {
				t.Errorf("it took %v", d)
			}
			eventually(t, "the customer is told", func() bool {
				ns := c.Notices().Get()
				return len(ns) > 0 && ns[len(ns)-1].Kind == host.Leaked && ns[len(ns)-1].Who.Name == hosttest.TechnicianName
			})
			eventually(t, "nobody sees", func() bool { return !c.person("Eve").Sees && !c.person(hosttest.TechnicianName).Sees })
			if err := c.alice.Session.Ask(session.View); err != nil {
				t.Fatal(err)
			}
			eventually(t, "it cannot be asked for again at once", func() bool {
				return c.alice.Session.State().Get().Asked[session.View].Outcome == session.TooSoon
			})
			c.end(t)
		})
	}
}

func TestGarbageAboutTheAudienceAdmitsNobody(t *testing.T) {
	for name, b := range map[string][]byte{"garbage": []byte("garbage"), "too much": make([]byte, 64<<10)} {
		t.Run(name, func(t *testing.T) {
			c := withEve(t, func([]byte) []byte { return b })
			c.show(t)
			await(t, c.Consent().Grants(), "nothing is granted", func(g session.Grants) bool { return len(g.Permissions) == 0 })
			if c.Consent().Admitted(eveID()) {
				t.Error("Eve is still to see")
			}
			c.end(t)
		})
	}
}

func TestOnlyTheCustomersHandShowsIt(t *testing.T) {
	c := withEve(t, nil)
	c.grant(t, c.alice, session.Control)
	keys := steer(t, c.alice)
	c.Hide(eveID(), false) // a click, which a technician with control can make
	await(t, c.Consent().Prompts(), "asked", func(ps []host.Prompt) bool { return len(ps) == 1 })
	c.machine.Input.Take()
	keys.Send(input.Key{Usage: input.KeyB, Down: true})
	<-time.After(200 * time.Millisecond)
	if es := c.machine.Input.Events(); has(es, input.Key{Usage: input.KeyB, Down: true}) {
		t.Errorf("injected while the customer is asked: %v", es)
	}
	c.Hide(eveID(), false) // once more: there is one prompt
	if ps := c.Consent().Prompts().Get(); len(ps) != 1 {
		t.Errorf("prompts %v", ps)
	}
	c.Consent().StopSharing()
	await(t, c.Consent().Prompts(), "withdrawn", func(ps []host.Prompt) bool { return len(ps) == 0 })
	c.Hide(eveID(), false) // there is nothing to be shown
	if len(c.Consent().Prompts().Get()) != 0 || c.Consent().Admitted(eveID()) {
		t.Error("asked, or admitted, while nothing is shown")
	}
	c.end(t)
}

func TestWhoHasGoneIsAskedAboutAnew(t *testing.T) {
	c := withEve(t, nil)
	c.show(t)
	eventually(t, "Eve sees", func() bool { return c.person("Eve").Sees })
	with := c.alice.List.Get()
	c.alice.List.Set(c.list(0, c.lead.ID))
	eventually(t, "Eve has gone", func() bool { return c.person("Eve").Name == "" })
	c.alice.List.Set(with)
	eventually(t, "Eve is back, and does not see", func() bool { p := c.person("Eve"); return p.Offer && !p.Sees && p.Hidden })
	c.end(t)
}

func TestAPictureForOneWhoIsHelpedIsRefused(t *testing.T) {
	c := withEve(t, nil)
	ch, err := c.alice.Session.Open(t.Context(), screen.Name, transport.Ordered)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ch.Recv(t.Context()); !errors.Is(err, transport.ErrClosed) && !errors.Is(err, transport.ErrRefused) {
		t.Errorf("a picture shown to the one who is helped: %v; want it closed", err)
	}
	if c.Viewer() != nil && c.Viewer().State().Get().Live {
		t.Error("it is shown")
	}
	c.end(t)
}

func TestTheSitesWordAdmitsNobody(t *testing.T) {
	c := withEve(t, nil)
	ps := c.State().Get().People
	if i := slices.IndexFunc(ps, func(p host.Person) bool { return p.Role == session.Customer && (p.Sees || !p.Hidden) }); i >= 0 {
		t.Errorf("%+v sees without the customer's word", ps[i])
	}
	// Nor does a leader whom the site names anew get what was admitted with another.
	c.show(t)
	eventually(t, "Eve sees", func() bool { return c.person("Eve").Sees })
	c.Consent().Lead(c.carl.ID)
	if c.Consent().Admitted(eveID()) || len(c.Consent().Grants().Get().Permissions) != 0 {
		t.Error("what was granted to one is another's by the site's word")
	}
	c.Consent().Lead(c.lead.ID)
	c.end(t)
}

func TestALineThatBreaksTakesNothingBack(t *testing.T) {
	c := withEve(t, nil)
	c.show(t)
	eventually(t, "Eve sees", func() bool { return c.person("Eve").Sees })
	people := c.alice.List.Get()
	c.alice.Conn.Drop()
	eventually(t, "nobody sees", func() bool { return !c.person("Eve").Sees })
	c.alice = receive(t, c.site.Technicians, "Alice again")
	c.alice.List.Set(people)
	eventually(t, "Eve sees again", func() bool { return c.person("Eve").Sees })
	if ns := c.Notices().Get(); slices.ContainsFunc(ns, func(n host.Notice) bool { return n.Kind == host.Leaked }) {
		t.Errorf("a leader whose line broke is distrusted: %+v", ns)
	}
	c.Hide(eveID(), true)
	eventually(t, "Eve sees nothing", func() bool { return !c.person("Eve").Sees })
	c.end(t)
}
