package chat

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session/wiretest"
	"tandem/transport"
	"tandem/transport/mem"
)

// connect serves both chats on a new line until the returned function breaks it.
func connect(t *testing.T, a, b *Chat) (disconnect func()) {
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
	go func() { done <- a.Serve(t.Context(), x) }()
	go func() { done <- b.Serve(t.Context(), y) }()
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

func TestWhatIsSaidArrivesOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := New(Config{Me: "Alice", Peer: "Bob"}), New(Config{Me: "Bob", Peer: "Alice"})
		say := func(c *Chat, s string) {
			t.Helper()
			if err := c.Say(s); err != nil {
				t.Fatalf("Say(%q) = %v", s, err)
			}
			synctest.Wait()
		}
		say(a, "before the line is up")
		if got, want := texts(a), "?Alice:before the line is up "; got != want {
			t.Errorf("unconnected: %q; want %q", got, want)
		}
		disconnect := connect(t, a, b)
		synctest.Wait()
		say(b, " hello\nthere ")
		disconnect()
		say(a, "while it is down")
		disconnect = connect(t, a, b)
		synctest.Wait()
		disconnect()
		if got, want := texts(a), ">Alice:before the line is up <Bob:hello\nthere >Alice:while it is down "; got != want {
			t.Errorf("Alice sees %q; want %q", got, want)
		}
		if got, want := texts(b), "<Alice:before the line is up >Bob:hello\nthere <Alice:while it is down "; got != want {
			t.Errorf("Bob sees %q; want %q", got, want)
		}
	})
}

func TestAnotherPeerIsHeardFromTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := New(Config{Me: "Alice", Peer: "Bob"})
		for _, text := range []string{"first", "back again"} {
			b := New(Config{Me: "Bob", Peer: "Alice"})
			a.NewPeer()
			disconnect := connect(t, a, b)
			if err := b.Say(text); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			disconnect()
		}
		if got, want := texts(a), "<Bob:first <Bob:back again "; got != want {
			t.Errorf("Alice sees %q; want %q", got, want)
		}
	})
}

func TestSayChecksAndCleans(t *testing.T) {
	c := New(Config{Me: "Alice"})
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

type brokenJournal struct{}

func (brokenJournal) Append(Line) error { return errors.New("disk full") }

func TestNothingIsSaidThatIsNotKept(t *testing.T) {
	c := New(Config{Journal: brokenJournal{}})
	if err := c.Say("hello"); err == nil || len(c.Lines().Get()) != 0 {
		t.Errorf("Say = %v, lines %q; want the journal's error and no line", err, texts(c))
	}
}

func TestGarbageEndsTheChannel(t *testing.T) {
	for name, garbage := range map[string][]byte{
		"not CBOR": {0xff}, "line 0": {0xa1, 0x01, 0xa2, 0x01, 0x00, 0x02, 0x60}, "too long": make([]byte, 5000),
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
			if err := New(Config{}).Serve(context.Background(), y); !errors.Is(err, errMessage) {
				t.Errorf("Serve = %v; want errMessage", err)
			}
		})
	}
}

func examples() map[string]*message {
	return map[string]*message{"line": {Line: &line{3, "Bonjour é 中 😀"}}, "ack": {Ack: &ack{3}}}
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
