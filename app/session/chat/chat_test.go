package chat

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session"
	"tandem/app/session/wiretest"
	"tandem/transport"
	"tandem/transport/mem"
)

// A person is one end of conversations.
type person struct {
	*Chat
	me Member
}

func newPerson(id, name string, role session.Role) *person {
	return &person{New(Config{Me: name, Passes: role == session.Technician}), Member{id, name, role}}
}

var (
	alice = func() *person { return newPerson("a", "Alice", session.Technician) }
	bob   = func() *person { return newPerson("b", "Bob", session.Customer) }
)

// connect serves both on a new line until the returned function breaks it.
func connect(t *testing.T, a, b *person) (disconnect func()) {
	t.Helper()
	ca, cb := mem.Pair()
	x, err := ca.Open(t.Context(), Name, transport.Ordered)
	if err != nil {
		t.Fatal(err)
	}
	_, y, err := cb.Accept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 2)
	go func() { done <- a.Join(b.me, a.Said()).Serve(t.Context(), x) }()
	go func() { done <- b.Join(a.me, b.Said()).Serve(t.Context(), y) }()
	synctest.Wait()
	return func() {
		ca.Break()
		<-done
		<-done
	}
}

func texts(c *Chat) string {
	var b strings.Builder
	for _, l := range c.Lines().Get() {
		mark := "<"
		if l.Mine && l.Arrived {
			mark = ">"
		} else if l.Mine {
			mark = "?"
		}
		b.WriteString(mark + l.From + ":" + l.Text + " ")
	}
	return b.String()
}

func say(t *testing.T, c *person, to Audience, s string) {
	t.Helper()
	if err := c.SayTo(to, s); err != nil {
		t.Fatalf("SayTo(%v, %q) = %v", to, s, err)
	}
	synctest.Wait()
}

func sees(t *testing.T, c *person, want string) {
	t.Helper()
	if got := texts(c.Chat); got != want {
		t.Errorf("%s sees %q; want %q", c.me.Name, got, want)
	}
}

func TestWhatIsSaidArrivesOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := alice(), bob()
		if err := a.Say("to nobody"); !errors.Is(err, ErrNobody) {
			t.Errorf("Say before anybody is there = %v; want ErrNobody", err)
		}
		disconnect := connect(t, a, b)
		say(t, b, Audience{}, " hello\nthere ")
		disconnect()
		say(t, a, Audience{}, "while it is down")
		sees(t, a, "<Bob:hello\nthere ?Alice:while it is down ")
		disconnect = connect(t, a, b)
		disconnect()
		sees(t, a, "<Bob:hello\nthere >Alice:while it is down ")
		sees(t, b, ">Bob:hello\nthere <Alice:while it is down ")
	})
}

func TestWhatACustomerSaysIsPassedOnOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, d := alice(), newPerson("d", "Dan", session.Technician)
		b, e, late := bob(), newPerson("e", "Eve", session.Customer), newPerson("l", "Lou", session.Customer)
		defer connect(t, d, b)()
		defer connect(t, d, e)()
		disconnect := []func(){connect(t, a, b), connect(t, a, e)}
		defer connect(t, a, d)()
		say(t, b, Audience{}, "one")
		say(t, b, Audience{}, "two")
		for _, f := range disconnect { // Alice is killed, or has handed over and leaves
			f()
		}
		say(t, b, Audience{}, "three")
		for _, c := range []*person{b, e} {
			defer connect(t, a, c)()
		}
		defer connect(t, d, late)()
		say(t, e, Audience{}, "mine")
		say(t, e, Audience{Kind: Technicians}, "not for Bob")
		say(t, e, To(a.me), "nor this")
		say(t, a, Audience{Kind: Technicians}, "nor this of us")
		sees(t, b, ">Bob:one >Bob:two >Bob:three <Eve:mine ")
		sees(t, e, "<Bob:one <Bob:two <Bob:three >Eve:mine >Eve:not for Bob >Eve:nor this ")
		sees(t, late, "<Eve:mine ")
		sees(t, a, "<Bob:one <Bob:two <Bob:three <Eve:mine <Eve:not for Bob <Eve:nor this >Alice:nor this of us ")
		sees(t, d, "<Bob:one <Bob:two <Bob:three <Eve:mine <Eve:not for Bob <Alice:nor this of us ")
		if l := b.Lines().Get()[3]; l.FromID != "e" || l.Role != session.Customer || l.Number != 1 {
			t.Errorf("passed on as %+v; want it Eve's first", l)
		}
		again := New(Config{Me: "Dan", History: d.Lines().Get()})
		if again.Said() != d.Said() {
			t.Errorf("started anew at %d; want %d, with what was passed on", again.Said(), d.Said())
		}
	})
}

func TestNobodySpeaksForOthersButTechnicians(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b, d := alice(), bob(), newPerson("d", "Dan", session.Technician)
		defer connect(t, a, b)()
		defer connect(t, d, b)()
		from := func(c *Chat, l line) {
			c.mu.Lock()
			p := c.peers[map[*Chat]string{a.Chat: "b", b.Chat: "a"}[c]]
			c.mu.Unlock()
			p.hear(&l)
		}
		from(a.Chat, line{Number: 7, Text: "of Eve", Of: 1, From: "Eve", FromID: "e"}) // by a customer
		from(b.Chat, line{Number: 7, Text: "of Dan", Of: 1, From: "Dan", FromID: "d"}) // Dan speaks for himself
		sees(t, a, "")
		sees(t, b, "")
		from(b.Chat, line{Number: 8, Text: "of\u202e Eve", Of: 1, From: "E\x1bve", FromID: "e"})
		sees(t, b, "<Eve:of Eve ")
	})
}

func TestEverybodyGetsWhatIsForThemAndNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b, d := alice(), bob(), newPerson("d", "Dan", session.Technician)
		defer connect(t, a, b)()
		defer connect(t, a, d)()
		say(t, a, Audience{}, "all")
		say(t, a, Audience{Kind: Technicians}, "us")
		say(t, a, To(b.me), "Bob")
		say(t, b, To(a.me), "alone")
		sees(t, b, "<Alice:all <Alice:Bob >Bob:alone ")
		sees(t, d, "<Alice:all <Alice:us ")
		sees(t, a, ">Alice:all >Alice:us >Alice:Bob <Bob:alone ")
		if got := a.Lines().Get()[3].To.Kind; got != One {
			t.Errorf("Bob's line to Alice alone is to %v; want One", got)
		}
		var names []string
		for _, m := range a.Members().Get() {
			names = append(names, m.Name)
		}
		if got := strings.Join(names, " "); got != "Bob Dan" {
			t.Errorf("members %q; want the customer first", got)
		}
		a.Part("b")
		if err := a.SayTo(To(b.me), "gone"); !errors.Is(err, ErrNobody) {
			t.Errorf("SayTo one who has gone = %v; want ErrNobody", err)
		}
	})
}

func TestWhoComesLaterGetsNothingEarlier(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b, late := alice(), bob(), newPerson("l", "Lou", session.Customer)
		defer connect(t, a, b)()
		say(t, a, Audience{}, "early")
		defer connect(t, a, late)()
		say(t, a, Audience{}, "now")
		sees(t, late, "<Alice:now ")
	})
}

func TestAProgramStartedAnewGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, kept := bob(), &journal{}
		a := &person{New(Config{Me: "Alice", Journal: kept}), alice().me}
		disconnect := connect(t, a, b)
		say(t, a, Audience{}, "one")
		say(t, b, Audience{}, "two")
		disconnect()
		say(t, a, Audience{}, "three")
		again := &person{New(Config{Me: "Alice", Journal: kept, History: kept.lines}), a.me}
		again.Join(b.me, 0)
		disconnect = connect(t, again, b)
		say(t, again, Audience{}, "four")
		say(t, b, Audience{}, "five")
		disconnect()
		sees(t, b, "<Alice:one >Bob:two <Alice:three <Alice:four >Bob:five ")
		sees(t, again, ">Alice:one <Bob:two >Alice:three >Alice:four <Bob:five ")
	})
}

func TestANewLineTakesOverFromADeadOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := alice(), bob()
		connect(t, a, b) // never broken
		disconnect := connect(t, a, b)
		say(t, a, Audience{}, "one")
		say(t, b, Audience{}, "two")
		disconnect()
		sees(t, a, ">Alice:one <Bob:two ")
		sees(t, b, "<Alice:one >Bob:two ")
	})
}

func TestUnreadAndTyping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := alice(), bob()
		defer connect(t, a, b)()
		for range 5 {
			b.Type(Audience{})
		}
		synctest.Wait()
		if ts := a.Typing().Get(); len(ts) != 1 || ts[0].Name != "Bob" || time.Until(ts[0].Until) != typingHolds {
			t.Errorf("typing %+v; want Bob for %v", ts, typingHolds)
		}
		say(t, b, Audience{}, "done")
		if ts := a.Typing().Get(); len(ts) != 0 {
			t.Errorf("typing %+v after the line has come; want nobody", ts)
		}
		if got := a.Unread().Get(); got != 1 {
			t.Errorf("%d unread; want 1", got)
		}
		a.Read()
		say(t, a, Audience{}, "mine")
		if got := a.Unread().Get(); got != 0 {
			t.Errorf("%d unread after Read; want 0", got)
		}
	})
}

func TestSayChecksAndCleans(t *testing.T) {
	c := New(Config{Me: "Alice"})
	c.Join(Member{ID: "b", Name: "B\u202eob"}, 0)
	if got := c.Members().Get()[0].Name; got != "Bob" {
		t.Errorf("member %q; want Bob", got)
	}
	if err := c.Say(" \n "); !errors.Is(err, ErrEmpty) {
		t.Errorf("Say of nothing = %v; want ErrEmpty", err)
	}
	if err := c.Say(strings.Repeat("x", MaxText+1)); !errors.Is(err, ErrTooLong) {
		t.Errorf("Say of too much = %v; want ErrTooLong", err)
	}
	if err := c.Say("a\x00b\u202ec"); err != nil {
		t.Fatal(err)
	}
	if got, want := texts(c), "?Alice:abc "; got != want {
		t.Errorf("lines %q; want %q", got, want)
	}
}

// A journal keeps lines in memory.
type journal struct{ lines []Line }

func (j *journal) Append(l Line) error {
	j.lines = append(j.lines, l)
	return nil
}

type brokenJournal struct{}

func (brokenJournal) Append(Line) error { return errors.New("disk full") }

func TestNothingIsSaidThatIsNotKept(t *testing.T) {
	c := New(Config{Journal: brokenJournal{}})
	p := c.Join(Member{ID: "b", Name: "Bob"}, 0)
	if err := c.Say("hello"); err == nil || len(c.Lines().Get()) != 0 || c.Trouble().Get() == nil {
		t.Errorf("Say = %v, lines %q; want the journal's error and no line", err, texts(c))
	}
	p.hear(&line{Number: 1, Text: "are you there?"})
	if got, want := texts(c), "<Bob:are you there? "; got != want {
		t.Errorf("lines %q; want %q: what was heard is shown", got, want)
	}
}

func TestGarbageEndsTheChannel(t *testing.T) {
	for name, garbage := range map[string][]byte{
		"not CBOR": {0xff}, "line 0": {0xa1, 0x01, 0xa2, 0x01, 0x00, 0x02, 0x60},
		"to whom?": {0xa1, 0x01, 0xa3, 0x01, 0x01, 0x02, 0x60, 0x03, 0x03}, "too long": make([]byte, 5000),
	} {
		t.Run(name, func(t *testing.T) {
			ca, cb := mem.Pair()
			x, err := ca.Open(t.Context(), Name, transport.Ordered)
			if err != nil {
				t.Fatal(err)
			}
			_, y, err := cb.Accept(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := x.Send(t.Context(), garbage); err != nil {
				t.Fatal(err)
			}
			if err := New(Config{}).Join(Member{ID: "x"}, 0).Serve(context.Background(), y); !errors.Is(err, errMessage) {
				t.Errorf("Serve = %v; want errMessage", err)
			}
		})
	}
}

func examples() map[string]*message {
	return map[string]*message{
		"line": {Line: &line{Number: 3, Text: "Bonjour é 中 😀", To: 0}}, "ack": {Ack: &ack{3}},
		"line-technicians": {Line: &line{Number: 4, Text: "us", To: uint8(Technicians)}}, "typing": {Typing: &typing{}},
		"line-passed": {Line: &line{Number: 5, Text: "for all", Of: 2, From: "Eve", FromID: "e0"}},
	}
}

func TestWire(t *testing.T) {
	encoded := map[string][]byte{}
	for name, m := range examples() {
		b, err := cbor.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		encoded[name] = b
		for n := range len(b) {
			if _, err := parse(b[:n]); err == nil {
				t.Errorf("parse of %d of the %d bytes of %s = nil; want an error", n, len(b), name)
			}
		}
	}
	wiretest.Golden(t, encoded)
}

func FuzzParse(f *testing.F) {
	for _, m := range examples() {
		b, err := cbor.Marshal(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := parse(b); err == nil && m.Line != nil && len(clean(m.Line.Text)) > 3*MaxText {
			t.Fatalf("a line of %d bytes", len(m.Line.Text))
		}
	})
}
