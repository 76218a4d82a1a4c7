package audience

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
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

// id is the fingerprint of a machine called by one letter.
func id(name string) string {
	var fp transport.Fingerprint
	copy(fp[:], bytes.Repeat([]byte(name), len(fp)))
	return fp.String()
}

// ids are those of machines called by a letter each.
func ids(names string) (all []string) {
	for _, n := range names {
		all = append(all, id(string(n)))
	}
	return all
}

// stage is a customer's side, and what it came to.
type stage struct {
	who    session.Value[[]string]
	served [][]string
	err    error // set before over is closed
	over   chan struct{}
	far    transport.Channel // the leader's side of the channel
}

// ended reports whether Tell has returned.
func (s *stage) ended() bool {
	select {
	case <-s.over:
		return true
	default:
		return false
	}
}

// tells begins with those who may see.
func tells(ctx context.Context, t *testing.T, names string) *stage {
	t.Helper()
	a, b := mem.Pair()
	ch, err := a.Open(ctx, Name, transport.Ordered)
	if err != nil {
		t.Fatal(err)
	}
	_, far, err := b.Accept(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{far: far, over: make(chan struct{})}
	s.who.Set(ids(names))
	go func() {
		defer close(s.over)
		s.err = Tell(ctx, ch, &s.who, func(who []string) { s.served = append(s.served, who) })
	}()
	return s
}

// answer sends the leader's answer.
func (s *stage) answer(t *testing.T, number uint64, names string) {
	t.Helper()
	b, err := encode(word{served: true, number: number, who: ids(names)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.far.Send(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

// hears takes the next list from the channel.
func (s *stage) hears(t *testing.T, number uint64, names string) {
	t.Helper()
	b, err := s.far.Recv(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if w, _, err := parse(b); err != nil || w.number != number || !slices.Equal(w.who, ids(names)) {
		t.Fatalf("heard %+v, %v; want list %d of %s", w, err, number, names)
	}
}

func TestTellAndHear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := tells(ctx, t, "b")
		var heard [][]string
		ended := make(chan error, 1)
		go func() {
			ended <- (&Listener{Heard: func(who []string) []string {
				heard = append(heard, who)
				return slices.DeleteFunc(slices.Clone(who), func(i string) bool { return i == id("c") })
			}}).Serve(ctx, s.far)
		}()
		for _, names := range []string{"b", "bc", "", "c"} {
			s.who.Set(ids(names))
			synctest.Wait()
			s.who.Set(ids(names)) // as it was: nothing is said
			synctest.Wait()
		}
		time.Sleep(2 * Patience)
		cancel()
		synctest.Wait()
		if want := [][]string{ids("b"), ids("bc"), nil, ids("c"), nil}; !reflect.DeepEqual(heard, want) {
			t.Errorf("heard %q; want %q", heard, want)
		}
		if last := s.served[len(s.served)-2:]; !reflect.DeepEqual(last, [][]string{nil, nil}) {
			t.Errorf("served %q; want nobody at last, as c is not", s.served)
		}
		if <-s.over; !errors.Is(s.err, context.Canceled) || !errors.Is(<-ended, context.Canceled) {
			t.Errorf("ended with %v", s.err)
		}
	})
}

func TestWhoIsHiddenIsNotServed(t *testing.T) {
	for name, c := range map[string]struct {
		does func(t *testing.T, s *stage) // the leader, once c is hidden from
		want error                        // nil: it goes on
	}{
		"says so":                       {func(t *testing.T, s *stage) { s.answer(t, 2, "b") }, nil},
		"goes on":                       {func(t *testing.T, s *stage) { s.answer(t, 2, "bc") }, ErrUnkept},
		"is silent":                     {func(*testing.T, *stage) {}, ErrUnkept},
		"answers what was before":       {func(t *testing.T, s *stage) { s.answer(t, 1, "bc") }, ErrUnkept},
		"serves somebody else":          {func(t *testing.T, s *stage) { s.answer(t, 2, "bd") }, ErrUnkept},
		"answers what nobody has said":  {func(t *testing.T, s *stage) { s.answer(t, 3, "b") }, ErrMessage},
		"answers in time, then goes on": {func(t *testing.T, s *stage) { s.answer(t, 2, "b"); s.answer(t, 2, "c") }, ErrUnkept},
		"speaks as if it were a customer": {func(t *testing.T, s *stage) {
			b, err := encode(word{number: 2, who: ids("b")})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.far.Send(t.Context(), b); err != nil {
				t.Fatal(err)
			}
		}, ErrMessage},
		"sends garbage": {func(t *testing.T, s *stage) {
			if err := s.far.Send(t.Context(), []byte("garbage")); err != nil {
				t.Fatal(err)
			}
		}, ErrMessage},
		"closes the channel": {func(t *testing.T, s *stage) { _ = s.far.Close() }, transport.ErrClosed},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer synctest.Wait()
				defer cancel()
				s := tells(ctx, t, "bc")
				s.hears(t, 1, "bc")
				s.answer(t, 1, "bc")
				synctest.Wait()
				s.who.Set(ids("b"))
				synctest.Wait()
				s.hears(t, 2, "b")
				c.does(t, s)
				time.Sleep(Patience - time.Millisecond)
				synctest.Wait()
				if (c.want == nil || name == "is silent") && s.ended() {
					t.Fatalf("over before its time with %v", s.err)
				}
				time.Sleep(Patience)
				synctest.Wait()
				if s.ended() != (c.want != nil) || s.ended() && !errors.Is(s.err, c.want) {
					t.Errorf("ended: %v; want %v", s.ended(), c.want)
				}
			})
		})
	}
}

func TestNobodyIsWaitedForWhileNobodyIsHidden(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer synctest.Wait()
		defer cancel()
		s := tells(ctx, t, "b")
		synctest.Wait()
		s.who.Set(ids("bc"))
		time.Sleep(10 * Patience)
		synctest.Wait()
		if s.ended() {
			t.Errorf("over with %v", s.err)
		}
	})
}

func words() map[string]word {
	return map[string]word{
		"nobody":        {number: 1},
		"two":           {number: 2, who: ids("bc")},
		"served nobody": {number: 1, served: true},
		"served two":    {number: 7, served: true, who: ids("bc")},
	}
}

func TestWire(t *testing.T) {
	goldens := map[string][]byte{}
	for name, w := range words() {
		b, err := encode(w)
		if err != nil {
			t.Fatal(err)
		}
		goldens[strings.ReplaceAll(name, " ", "-")] = b
		if got, ok, err := parse(b); err != nil || !ok || !reflect.DeepEqual(got, w) {
			t.Errorf("%s: got %+v, %v, %v; want %+v", name, got, ok, err, w)
		}
		for i := range b {
			if _, _, err := parse(b[:i]); !errors.Is(err, ErrMessage) {
				t.Fatalf("%s: %d of %d bytes gave %v", name, i, len(b), err)
			}
		}
	}
	wiretest.Golden(t, goldens)
	newer, err := cbor.Marshal(map[uint64]any{9: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok, err := parse(newer); ok || err != nil {
		t.Errorf("a newer kind: %v, %v; want it skipped", ok, err)
	}
}

func TestWhatNoHonestMachineSendsIsRefused(t *testing.T) {
	fp := bytes.Repeat([]byte("b"), 32)
	many := make([][]byte, maxPeople+1)
	for i := range many {
		many[i] = append([]byte{byte(i)}, fp[1:]...)
	}
	for name, m := range map[string]any{
		"no number":        message{List: &people{Who: [][]byte{fp}}},
		"too many":         message{List: &people{Number: 1, Who: many}},
		"somebody twice":   message{Served: &people{Number: 1, Who: [][]byte{fp, fp}}},
		"half a print":     message{List: &people{Number: 1, Who: [][]byte{fp[:16]}}},
		"both kinds":       message{List: &people{Number: 1}, Served: &people{Number: 1}},
		"too long":         map[uint64]any{9: bytes.Repeat([]byte("x"), maxMessage)},
		"text for a print": map[uint64]any{1: map[uint64]any{1: 1, 2: []string{id("b")}}},
		"a negative one":   map[uint64]any{1: map[uint64]any{1: -1, 2: [][]byte{}}},
	} {
		b, err := cbor.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if w, _, err := parse(b); !errors.Is(err, ErrMessage) || w.who != nil {
			t.Errorf("%s: %+v, %v; want ErrMessage", name, w, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, w := range words() {
		b, err := encode(w)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		w, ok, err := parse(b)
		if err != nil {
			if !errors.Is(err, ErrMessage) {
				t.Fatalf("got %v; want ErrMessage", err)
			}
			return
		}
		if !ok {
			return
		}
		again, err := encode(w)
		if err != nil {
			t.Fatalf("%+v: %v", w, err)
		}
		if got, _, err := parse(again); err != nil || !reflect.DeepEqual(got, w) {
			t.Fatalf("%+v became %+v, %v", w, got, err)
		}
	})
}
