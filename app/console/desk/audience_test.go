package desk_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/session"
	"tandem/app/session/audience"
	"tandem/app/session/control"
	"tandem/app/session/screen"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/transport"
)

// two is a desk with a customer whose screen is seen, and another beside.
func two(t *testing.T) (s *desk.Session, bob, eve *desktest.Customer) {
	t.Helper()
	site := desktest.NewSite(t)
	s = start(t, site.Desk(desk.Config{Encoder: func() codec.Encoder { return tile.NewEncoder(tile.Config{}) }}))
	bob = site.Join(s, "Bob")
	active(t, s)
	bob.Allow(session.View)
	until(t, "Bob is seen", func() bool { return !s.Viewer().State().Get().First.IsZero() })
	stop, admitting := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(admitting)
		for {
			for _, a := range s.State().Get().Admissions {
				_ = s.Admit(a.ID) // Join tells if it fails
			}
			select {
			case <-time.After(10 * time.Millisecond):
			case <-stop:
				return
			}
		}
	}()
	eve = site.Join(s, "Eve")
	close(stop)
	<-admitting
	until(t, "Eve is in", func() bool {
		return slices.ContainsFunc(s.State().Get().People, func(p desk.Participant) bool { return p.Person.Name == "Eve" && p.Presence == desk.Here })
	})
	return s, bob, eve
}

// said is a list of who may see, or who does, as it is on the wire.
type said struct {
	Number uint64   `cbor:"1,keyasint"`
	Who    [][]byte `cbor:"2,keyasint"`
}

// list sends a list, and returns how many are served by the answer.
func list(t *testing.T, ch transport.Channel, number uint64, who ...*desktest.Customer) int {
	t.Helper()
	l := said{Number: number, Who: [][]byte{}}
	for _, c := range who {
		fp := c.Fingerprint()
		l.Who = append(l.Who, fp[:])
	}
	b, err := cbor.Marshal(map[uint64]said{1: l})
	if err != nil {
		t.Fatal(err)
	}
	if err := ch.Send(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if b, err = ch.Recv(t.Context()); err != nil {
		t.Fatal(err)
	}
	var m map[uint64]said
	if err := cbor.Unmarshal(b, &m); err != nil || m[2].Number != number {
		t.Fatalf("answer %v, %v; want one to list %d", m, err, number)
	}
	return len(m[2].Who)
}

func open(t *testing.T, c *desktest.Customer, name string) transport.Channel {
	t.Helper()
	ch, err := c.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return ch
}

func TestThePictureIsPassedOnByItsCustomersWord(t *testing.T) {
	s, bob, eve := two(t)
	ch := open(t, bob, audience.Name)
	if n := list(t, ch, 1, eve); n != 1 {
		t.Errorf("%d are served; want Eve", n)
	}
	watches := func() bool { return !eve.Viewer.State().Get().First.IsZero() }
	until(t, "Eve watches", watches)
	until(t, "the technician is told", func() bool { return slices.Equal(s.State().Get().Audience, []string{eve.Fingerprint().String()}) })
	if n := list(t, ch, 2); n != 0 {
		t.Errorf("%d are served; want nobody", n)
	}
	until(t, "Eve does not", func() bool { return !eve.Viewer.State().Get().Live })
	list(t, ch, 3, eve)
	until(t, "Eve watches again", watches)
	if err := ch.Send(t.Context(), []byte("garbage")); err != nil {
		t.Fatal(err)
	}
	until(t, "nobody is served on what is not understood", func() bool { return !eve.Viewer.State().Get().Live })
	ch = open(t, bob, audience.Name)
	list(t, ch, 1, eve)
	until(t, "Eve watches once more", watches)
	bob.Revoke(session.View)
	until(t, "what is not shown is not passed on", func() bool { return !eve.Viewer.State().Get().Live })
}

func TestACustomerBesideGetsNothingByTheirOwnWord(t *testing.T) {
	s, bob, eve := two(t)
	if n := list(t, open(t, eve, audience.Name), 1, eve, bob); n != 0 {
		t.Errorf("%d are served by Eve's word", n)
	}
	for _, name := range []string{control.Name, "clipboard", "session"} {
		if _, err := open(t, eve, name).Recv(t.Context()); !errors.Is(err, transport.ErrRefused) {
			t.Errorf("channel %q of Eve's: %v; want it refused", name, err)
		}
	}
	eve.Allow(session.View) // and shows, unasked
	eve.Allow(session.Control)
	if _, err := open(t, eve, screen.Name).Recv(t.Context()); !errors.Is(err, transport.ErrClosed) {
		t.Errorf("Eve's screen: %v; want it closed", err)
	}
	list(t, open(t, bob, audience.Name), 1, eve)
	until(t, "Eve watches by Bob's word", func() bool { return !eve.Viewer.State().Get().First.IsZero() })
	list(t, open(t, eve, audience.Name), 1) // another one changes nothing
	if st := s.State().Get(); st.Customer.Name != "Bob" || st.Grants.Allows(session.Control) || !s.Viewer().State().Get().Live || !eve.Viewer.State().Get().Live {
		t.Errorf("Eve has changed what is so: %+v", st)
	}
}
