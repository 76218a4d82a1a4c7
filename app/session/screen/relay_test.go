package screen

import (
	"context"
	"errors"
	"image"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"tandem/app/session"
	"tandem/capture"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/transport"
	"tandem/transport/mem"
)

// third is a machine to which the picture of a stage is passed on.
type third struct {
	viewer *Viewer
	fb     *image.RGBA
	ch     transport.Channel // its side
	stop   context.CancelFunc
	passed chan error // of PassOn
	served chan error // of Serve
}

func passOn(t *testing.T, s *stage) *third {
	t.Helper()
	a, b := mem.Pair()
	ctx, cancel := context.WithCancel(t.Context())
	x := &third{stop: cancel, passed: make(chan error, 1), served: make(chan error, 1)}
	x.viewer = NewViewer(func() codec.Decoder { return tile.NewDecoder(tile.Config{}) }, slog.New(slog.DiscardHandler))
	x.viewer.Look()
	ch, err := a.Open(ctx, Name, transport.Ordered)
	if err != nil {
		t.Fatal(err)
	}
	if _, x.ch, err = b.Accept(ctx); err != nil {
		t.Fatal(err)
	}
	go func() {
		x.passed <- s.viewer.PassOn(ctx, ch, func() codec.Encoder { return tile.NewEncoder(tile.Config{}) })
		_ = ch.Close()
	}()
	go func() {
		x.served <- x.viewer.Serve(t.Context(), x.ch)
		_ = x.ch.Close()
	}()
	return x
}

func (x *third) end() {
	x.stop()
	<-x.passed
	<-x.served
}

// exact waits until the third machine shows d as it is.
func (x *third) exact(t *testing.T, what string, d *desktop) {
	t.Helper()
	for start := time.Now(); ; time.Sleep(time.Millisecond) {
		if x.fb, _ = x.viewer.Take(x.fb); d.equal(x.fb) {
			return
		}
		if time.Since(start) > 2*time.Second {
			t.Fatalf("%s: the picture passed on is not exact", what)
		}
	}
}

func TestPassedOnIsExact(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(321, 203)
		s := show(t, d, a, b)
		defer s.end()
		s.exact(t, "first picture", time.Second)
		s.unlook() // only the third machine looks
		x, y := passOn(t, s), passOn(t, s)
		defer x.end()
		for i := range 10 {
			d.noise(image.Rect(i*7, i*3, i*7+40, i*3+25), uint64(i))
			s.exact(t, "change, here", time.Second) // takes nothing away from the others
			x.exact(t, "change", d)
			y.exact(t, "change, another", d)
		}
		y.end()
		d.resize(640, 480)
		d.noise(image.Rect(0, 0, 640, 480), 99)
		x.exact(t, "new size", d)
		d.paint(func() { d.cursor = &capture.Cursor{At: image.Pt(5, 6), Visible: true} })
		time.Sleep(time.Second)
		if c := x.viewer.Cursor().Get(); c.At != image.Pt(5, 6) || !c.Visible {
			t.Errorf("the pointer is %+v", c)
		}
		if st := x.viewer.State().Get(); len(st.Displays) != 1 || st.Displays[0].Name != "main" {
			t.Errorf("displays %+v; want the one that is shown", st.Displays)
		}
	})
}

func TestPassedOnEndsAndPausesWithTheShowing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(200, 100)
		s := show(t, d, a, b)
		s.exact(t, "first picture", time.Second)
		x := passOn(t, s)
		x.exact(t, "first picture", d)
		s.grants.Set(session.Grants{Paused: true})
		synctest.Wait()
		if !x.viewer.State().Get().Paused {
			t.Error("the third machine is not told of the pause")
		}
		d.noise(image.Rect(0, 0, 200, 100), 1)
		time.Sleep(time.Minute)
		if x.fb, _ = x.viewer.Take(x.fb); d.equal(x.fb) {
			t.Error("what the customer did while the view was paused was passed on")
		}
		s.grants.Set(session.Grants{})
		x.exact(t, "after the pause", d)
		s.end()
		if err := <-x.passed; !errors.Is(err, context.Canceled) {
			t.Errorf("passing on ended with %v", err)
		}
		<-x.served
		if len(s.viewer.taps) != 0 {
			t.Errorf("%d still read", len(s.viewer.taps))
		}
		ch, _ := mem.Pair()
		c, err := ch.Open(t.Context(), Name, transport.Ordered)
		if err != nil {
			t.Fatal(err)
		}
		err = s.viewer.PassOn(t.Context(), c, func() codec.Encoder { return tile.NewEncoder(tile.Config{}) })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("what was shown before is passed on: %v", err)
		}
	})
}

func TestAThirdMachineGetsNothingButPictures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(200, 100)
		s := show(t, d, a, b)
		defer s.end()
		s.exact(t, "first picture", time.Second)
		x := passOn(t, s)
		x.viewer.Select(0) // of displays that there are not
		x.viewer.SetMode(Sampling)
		x.exact(t, "first picture", d)
		synctest.Wait()
		if st := s.viewer.State().Get(); st.Shown != 1 || st.Mode != Automatic {
			t.Errorf("the third machine has changed what is shown: %+v", st)
		}
		if err := x.ch.Send(t.Context(), []byte("garbage")); err != nil {
			t.Fatal(err)
		}
		if err := <-x.passed; !errors.Is(err, ErrMessage) {
			t.Errorf("passing on ended with %v; want ErrMessage", err)
		}
		<-x.served
		d.noise(image.Rect(0, 0, 200, 100), 1)
		s.exact(t, "here", time.Second)
	})
}

func TestNobodyElseCostsNothing(t *testing.T) {
	v := NewViewer(func() codec.Decoder { return tile.NewDecoder(tile.Config{}) }, slog.New(slog.DiscardHandler))
	dirty := []image.Rectangle{image.Rect(0, 0, 10, 10)}
	if n := testing.AllocsPerRun(100, func() { v.changed(dirty); v.moved() }); n != 0 {
		t.Errorf("%v allocations without a reader", n)
	}
}
