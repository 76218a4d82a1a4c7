package control

import (
	"context"
	"errors"
	"fmt"
	"image"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session/wiretest"
	"tandem/input"
	"tandem/input/inputtest"
	"tandem/transport"
	"tandem/transport/mem"
)

// stage is a technician and a host joined by a line.
type stage struct {
	tech     *Technician
	desktop  *inputtest.Recorder
	shown    image.Rectangle
	line     *mem.Conn
	revoke   context.CancelFunc // ends the host's grant
	hostDone chan error
	techDone chan error
	raw      transport.Channel // the technician's end, for what no Technician sends
}

func newStage(t *testing.T, run bool) *stage {
	t.Helper()
	s := &stage{
		tech: NewTechnician(), desktop: &inputtest.Recorder{}, shown: image.Rect(1000, 0, 1800, 600),
		hostDone: make(chan error, 1), techDone: make(chan error, 1),
	}
	h := &Host{
		Open: func() (input.Injector, error) { return s.desktop, nil }, Shown: func() image.Rectangle { return s.shown },
		Stop: input.KeyF12,
	}
	a, b := mem.Pair()
	s.line = a
	var err error
	if s.raw, err = a.Open(t.Context(), Name, transport.Ordered); err != nil {
		t.Fatal(err)
	}
	_, ch, err := b.Accept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	s.revoke = cancel
	go func() {
		s.hostDone <- h.Serve(ctx, ch)
		_ = ch.Close() // as the session does
	}()
	if run {
		go func() { s.techDone <- s.tech.Run(t.Context(), s.raw) }()
	} else {
		s.techDone <- nil
	}
	synctest.Wait()
	return s
}

func (s *stage) end() {
	s.revoke()
	<-s.hostDone
	<-s.techDone
}

func (s *stage) send(es ...input.Event) {
	for _, e := range es {
		s.tech.Send(e)
	}
	synctest.Wait()
}

func (s *stage) expect(t *testing.T, what string, want ...input.Event) {
	t.Helper()
	if got := s.desktop.Take(); !slices.Equal(got, want) {
		t.Errorf("%s: injected %v; want %v", what, got, want)
	}
}

func TestEventsArriveInOrderAndPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, true)
		defer s.end()
		s.send(input.Pointer{At: image.Pt(10, 20)})
		s.expect(t, "move", input.Pointer{At: image.Pt(1010, 20)})
		s.send(input.Pointer{At: image.Pt(5000, -3)})
		s.expect(t, "move outside", input.Pointer{At: image.Pt(1799, 0)})
		s.send(input.Key{Usage: input.KeyA, Down: true}, input.Key{Usage: input.KeyA}, input.Text{S: "中😀"}, input.Wheel{Y: -120})
		got := s.desktop.Take()
		want := []input.Event{input.Key{Usage: input.KeyA, Down: true}, input.Key{Usage: input.KeyA}, input.Text{S: "中😀"}}
		if !slices.Equal(got[:3], want) || got[len(got)-1] != (input.Wheel{Y: -120}) {
			t.Errorf("injected %v; want keys, text, wheel", got)
		}
	})
}

func TestTheStopKeyIsTheCustomers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, true)
		defer s.end()
		s.send(input.Key{Usage: input.KeyF12, Down: true}, input.Key{Usage: input.KeyF12})
		s.expect(t, "stop key")
	})
}

func TestHeldIsReleased(t *testing.T) {
	shift, left := input.Key{Usage: input.KeyLeftShift, Down: true}, input.Button{Button: input.Left, Down: true}
	up := []input.Event{input.Button{Button: input.Left}, input.Key{Usage: input.KeyLeftShift}}
	for what, cause := range map[string]func(*stage){
		"control taken back":    func(s *stage) { s.revoke() },
		"line lost":             func(s *stage) { s.line.Break() },
		"technician lets go":    func(s *stage) { s.tech.Release() },
		"channel closed":        func(s *stage) { _ = s.raw.Close() },
		"display no more shown": func(s *stage) { s.shown = image.Rectangle{}; s.tech.Send(input.Wheel{Y: 1}) },
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t, true)
				defer s.end()
				s.send(input.Pointer{At: image.Pt(1, 1)}, shift, left)
				s.desktop.Take()
				cause(s)
				synctest.Wait()
				s.expect(t, what, up...)
			})
		})
	}
}

func TestSilentTechnicianHoldsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, false)
		defer s.end()
		if err := sendMessage(t.Context(), s.raw, messageOf(input.Key{Usage: input.KeyLeftCtrl, Down: true})); err != nil {
			t.Fatal(err)
		}
		time.Sleep(silence + time.Second)
		s.expect(t, "after silence", input.Key{Usage: input.KeyLeftCtrl, Down: true}, input.Key{Usage: input.KeyLeftCtrl})
	})
}

func TestLivingTechnicianHoldsOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, true)
		defer s.end()
		s.send(input.Key{Usage: input.KeyLeftCtrl, Down: true})
		time.Sleep(time.Minute)
		s.expect(t, "a minute later", input.Key{Usage: input.KeyLeftCtrl, Down: true})
	})
}

func TestNothingIsInjectedWhileNothingIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, true)
		defer s.end()
		s.shown = image.Rectangle{}
		s.send(input.Pointer{At: image.Pt(1, 1)}, input.Key{Usage: input.KeyA, Down: true}, input.Text{S: "x"}, input.Wheel{Y: 120})
		s.expect(t, "while paused")
	})
}

func TestEventsBeforeTheChannelAreDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tech := NewTechnician()
		tech.Send(input.Key{Usage: input.KeyA, Down: true})
		if tech.holds() || len(tech.queue) != 0 {
			t.Error("an event was kept without a channel")
		}
	})
}

func TestMovesAreMergedAndAFullQueueLetsGo(t *testing.T) {
	tech := NewTechnician()
	tech.connect(true)
	for i := range 5000 {
		tech.Send(input.Pointer{At: image.Pt(i, i)})
	}
	if n := len(tech.queue); n != 1 || tech.queue[0] != (input.Pointer{At: image.Pt(4999, 4999)}) {
		t.Errorf("%d moves queued; want the last alone", n)
	}
	for range maxQueue + 5 {
		tech.Send(input.Key{Usage: input.KeyA, Down: true})
	}
	if len(tech.queue) > maxQueue {
		t.Errorf("%d events queued; want at most %d", len(tech.queue), maxQueue)
	}
	if m := tech.next(); m == nil || m.Release == nil {
		t.Errorf("after an overflow the first message is %+v; want a release", m)
	}
}

func TestGarbageEndsTheChannel(t *testing.T) {
	for _, m := range []*message{
		{Button: &button{Button: 9}},
		{Pointer: &pointer{X: 1 << 30}},
		{Wheel: &wheel{Y: -1 << 30}},
		{Text: &text{string(make([]byte, maxText+1))}},
		{Key: &key{Usage: 4}, Beat: &beat{}},
	} {
		t.Run(fmt.Sprintf("%+v", *m), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t, false)
				if err := sendMessage(t.Context(), s.raw, m); err != nil {
					t.Fatal(err)
				}
				if err := <-s.hostDone; !errors.Is(err, errMessage) {
					t.Errorf("Serve = %v; want errMessage", err)
				}
				s.expect(t, "garbage")
				s.revoke()
			})
		})
	}
}

func examples() map[string]*message {
	return map[string]*message{
		"key":     messageOf(input.Key{Usage: input.KeyA, Down: true}),
		"text":    messageOf(input.Text{S: "é中😀"}),
		"pointer": messageOf(input.Pointer{At: image.Pt(-1, 1920)}),
		"button":  messageOf(input.Button{Button: input.Forward, Down: true}),
		"wheel":   messageOf(input.Wheel{X: -120, Y: 60}),
		"beat":    {Beat: &beat{}},
		"release": {Release: &release{}},
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
		if _, err := parse(b); err != nil {
			t.Errorf("parse(%s) = %v", name, err)
		}
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
		m, err := parse(b)
		if err != nil {
			return
		}
		if p, ok := m.event(image.Point{}).(input.Pointer); ok && (p.At.X > maxCoordinate || p.At.Y < -maxCoordinate) {
			t.Fatalf("place %v", p.At)
		}
	})
}
