package screen

import (
	"bytes"
	"context"
	"errors"
	"image"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tandem/app/session"
	"tandem/capture"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/transport"
	"tandem/transport/mem"
	"tandem/transport/quic"
)

// desktop is a capture.Source whose picture the test paints.
type desktop struct {
	mu     sync.Mutex
	size   image.Point
	pix    []byte
	seen   bool
	cursor *capture.Cursor
	opened int
	taken  int
	due    time.Time                         // the next frame, at the rate that is asked for
	slow   bool                              // encoding takes time
	wrap   func(codec.Encoder) codec.Encoder // nil: as it is
	err    error
	wake   chan struct{}
}

func newDesktop(w, h int) *desktop {
	d := &desktop{wake: make(chan struct{}, 1)}
	d.resize(w, h)
	return d
}

func (d *desktop) resize(w, h int) {
	d.paint(func() {
		d.size = image.Pt(w, h)
		d.pix = make([]byte, w*h*4)
	})
}

func (d *desktop) paint(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
	d.seen = false
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

func (d *desktop) Next(ctx context.Context) (*capture.Frame, error) {
	if err := until(ctx, d.due); err != nil {
		return nil, err
	}
	for {
		d.mu.Lock()
		if d.err != nil {
			defer d.mu.Unlock()
			return nil, d.err
		}
		if !d.seen {
			defer d.mu.Unlock()
			d.seen = true
			d.taken++
			d.due = time.Now().Add(time.Second / maxRate)
			f := &capture.Frame{Pix: bytes.Clone(d.pix), Stride: d.size.X * 4, Width: d.size.X, Height: d.size.Y, Cursor: d.cursor, Time: time.Now()}
			d.cursor = nil
			return f, nil
		}
		d.mu.Unlock()
		select {
		case <-d.wake:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (d *desktop) Close() error { return nil }

func (d *desktop) open(capture.Config) (capture.Source, error) {
	d.paint(func() { d.opened++ })
	return d, nil
}

func (d *desktop) encoder() codec.Encoder {
	if d.wrap != nil {
		return d.wrap(tile.NewEncoder(tile.Config{}))
	}
	if d.slow {
		return slowEncoder{tile.NewEncoder(tile.Config{})}
	}
	return tile.NewEncoder(tile.Config{})
}

// count returns how many pictures were taken.
func (d *desktop) count() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.taken
}

// equal reports whether p shows what the desktop does.
func (d *desktop) equal(p *image.RGBA) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p == nil || p.Rect.Size() != d.size {
		return false
	}
	for i := 0; i < len(d.pix); i += 4 {
		if d.pix[i] != p.Pix[i+2] || d.pix[i+1] != p.Pix[i+1] || d.pix[i+2] != p.Pix[i] {
			return false
		}
	}
	return true
}

// noise fills a part of the desktop with what does not compress.
func (d *desktop) noise(r image.Rectangle, seed uint64) {
	d.paint(func() {
		rnd := rand.New(rand.NewPCG(seed, 1))
		for y := r.Min.Y; y < min(r.Max.Y, d.size.Y); y++ {
			for x := r.Min.X; x < min(r.Max.X, d.size.X); x++ {
				for c := range 4 {
					d.pix[(y*d.size.X+x)*4+c] = byte(rnd.Uint32())
				}
			}
		}
	})
}

// stage is a host that shows a desktop to a viewer.
type stage struct {
	d      *desktop
	grants session.Value[session.Grants]
	shown  session.Value[image.Rectangle]
	viewer *Viewer
	unlook func() // nobody looks any more
	fb     *image.RGBA
	done   chan error // of Publish, then of Serve
	stop   context.CancelFunc
}

func show(t *testing.T, d *desktop, host, viewer transport.Conn) *stage {
	t.Helper()
	s := &stage{d: d, done: make(chan error, 2)}
	log := slog.New(slog.DiscardHandler)
	s.viewer = NewViewer(func() codec.Decoder { return tile.NewDecoder(tile.Config{}) }, log)
	s.unlook = s.viewer.Look()
	h := &Host{
		Displays: func() ([]capture.Display, error) {
			return []capture.Display{
				{ID: 0, Bounds: image.Rect(-800, 0, 0, 600)},
				{ID: 1, Name: "main", Primary: true, Bounds: image.Rectangle{Max: d.size}},
			}, nil
		},
		Open: d.open, Encoder: d.encoder,
		Exclude: func() []uintptr { return nil }, Paused: &s.grants, Shown: &s.shown, Log: log,
	}
	ctx, cancel := context.WithCancel(t.Context())
	s.stop = cancel
	ch, err := host.Open(ctx, Name, transport.Ordered)
	if err != nil {
		t.Fatal(err)
	}
	_, vch, err := viewer.Accept(ctx)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		s.done <- h.Publish(ctx, ch)
		_ = ch.Close()
	}()
	go func() {
		s.done <- s.viewer.Serve(t.Context(), vch)
		_ = vch.Close()
	}()
	return s
}

func (s *stage) end() {
	s.stop()
	<-s.done
	<-s.done
}

// exact waits until the viewer shows the desktop as it is, and tells how long that took.
func (s *stage) exact(t *testing.T, what string, within time.Duration) time.Duration {
	t.Helper()
	for start := time.Now(); ; {
		s.fb, _ = s.viewer.Take(s.fb)
		if s.d.equal(s.fb) {
			return time.Since(start)
		}
		if time.Since(start) > within {
			t.Fatalf("%s: the picture is not exact after %v", what, within)
		}
		time.Sleep(time.Millisecond)
	}
}

func TestPictureIsExact(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(321, 203)
		s := show(t, d, a, b)
		defer s.end()
		s.exact(t, "first picture", time.Second)
		if got := s.shown.Get(); got != (image.Rectangle{Max: d.size}) {
			t.Errorf("shown %v; want the primary display", got)
		}
		for i := range 30 {
			d.noise(image.Rect(i*7, i*3, i*7+40, i*3+25), uint64(i))
			s.exact(t, "change", time.Second)
		}
		d.resize(640, 480)
		d.noise(image.Rect(0, 0, 640, 480), 99)
		s.exact(t, "new size", time.Second)
		if got := s.shown.Get(); got != (image.Rectangle{Max: d.size}) {
			t.Errorf("shown %v after a change of size; want %v", got, d.size)
		}
		if got := s.viewer.State().Get().Displays[1].Bounds; got != (image.Rectangle{Max: d.size}) {
			t.Errorf("the viewer knows the display as %v; want %v", got, d.size)
		}
		s.viewer.Refresh()
		time.Sleep(time.Second)
		s.exact(t, "after a refresh", time.Second)
	})
}

func TestPauseCapturesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(200, 100)
		s := show(t, d, a, b)
		defer s.end()
		s.exact(t, "first picture", time.Second)
		s.grants.Set(session.Grants{Paused: true})
		synctest.Wait()
		if !s.viewer.State().Get().Paused || !s.shown.Get().Empty() {
			t.Errorf("paused: viewer %+v, shown %v; want paused, nothing", s.viewer.State().Get(), s.shown.Get())
		}
		d.noise(image.Rect(0, 0, 200, 100), 1)
		time.Sleep(time.Minute)
		if s.fb, _ = s.viewer.Take(s.fb); d.equal(s.fb) {
			t.Error("what the customer did while the view was paused was seen")
		}
		if opened := d.opened; opened != 1 {
			t.Errorf("captured %d times while paused", opened-1)
		}
		s.grants.Set(session.Grants{})
		s.exact(t, "after the pause", time.Second)
	})
}

func TestViewerChoosesTheDisplay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(200, 100)
		s := show(t, d, a, b)
		defer s.end()
		s.exact(t, "first picture", time.Second)
		st := s.viewer.State().Get()
		if len(st.Displays) != 2 || st.Shown != 1 || !st.Live || st.First.IsZero() {
			t.Errorf("viewer state %+v; want two displays, the second shown", st)
		}
		s.viewer.Select(0)
		synctest.Wait()
		if got := s.shown.Get(); got != image.Rect(-800, 0, 0, 600) {
			t.Errorf("shown %v; want the first display", got)
		}
		s.viewer.Select(77) // there is none: the primary one is shown
		synctest.Wait()
		if got := s.viewer.State().Get().Shown; got != 1 {
			t.Errorf("shown %d; want the primary display", got)
		}
	})
}

func TestLostDisplayIsToldAndTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(200, 100)
		s := show(t, d, a, b)
		defer s.end()
		s.exact(t, "first picture", time.Second)
		d.paint(func() { d.err = capture.ErrNoDisplay })
		time.Sleep(time.Minute)
		d.noise(image.Rect(0, 0, 200, 100), 5)
		d.paint(func() { d.err = nil })
		s.exact(t, "after the display came back", 2*time.Second)
	})
}

func TestRemotePointer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(200, 100)
		s := show(t, d, a, b)
		defer s.end()
		shape := &capture.Shape{Image: image.NewNRGBA(image.Rect(0, 0, 3, 5)), Hot: image.Pt(1, 2)}
		shape.Image.Pix[7] = 200
		d.paint(func() { d.cursor = &capture.Cursor{At: image.Pt(-4, 90), Visible: true, Shape: shape} })
		s.exact(t, "pointer", time.Second)
		d.paint(func() { d.cursor = &capture.Cursor{At: image.Pt(7, 8)} })
		s.exact(t, "pointer", time.Second)
		time.Sleep(time.Second)
		c := s.viewer.Cursor().Get()
		if c.At != image.Pt(7, 8) || c.Visible || c.Shape == nil || !bytes.Equal(c.Shape.Image.Pix, shape.Image.Pix) || c.Shape.Hot != shape.Hot {
			t.Errorf("pointer %+v; want it at (7,8), hidden, with the shape told before", c)
		}
	})
}

func TestEndOfShowing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		s := show(t, newDesktop(50, 50), a, b)
		synctest.Wait()
		s.stop()
		for range 2 {
			if err := <-s.done; !errors.Is(err, context.Canceled) && !errors.Is(err, transport.ErrClosed) {
				t.Errorf("ended with %v", err)
			}
		}
		if s.viewer.State().Get().Live || !s.shown.Get().Empty() {
			t.Errorf("after the end: viewer %+v, shown %v", s.viewer.State().Get(), s.shown.Get())
		}
	})
}

// TestSlowLineShowsTheNewest offers twice of what the line carries and checks
// how old the pictures are that arrive.
func TestSlowLineShowsTheNewest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const rate = 250_000 // bytes a second
		host, viewer := quicPair(t, mem.Link{Rate: rate, Delay: 30 * time.Millisecond})
		d := newDesktop(320, 200)
		s := show(t, d, host, viewer)
		s.exact(t, "first picture", 5*time.Second)
		painted := map[byte]time.Time{}
		var ages []time.Duration
		last := byte(0)
		for i := range 300 { // 20 s of 15 frames of 32 kB each a second
			n := byte(i%250 + 1)
			d.noise(image.Rect(0, 1, 100, 81), uint64(i))
			d.paint(func() { d.pix[0], d.pix[1], d.pix[2] = n, n, n })
			painted[n] = time.Now()
			for end := time.Now().Add(time.Second / 15); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
				s.fb, _ = s.viewer.Take(s.fb)
				if seen := s.fb.Pix[0]; seen != last {
					last = seen
					ages = append(ages, time.Since(painted[seen]))
				}
			}
		}
		var worst time.Duration
		for _, a := range ages[len(ages)/4:] {
			worst = max(worst, a)
		}
		if len(ages) < 60 || worst > time.Second {
			t.Errorf("%d pictures of 300 shown, the oldest %v old; want at least 60 and none older than 1s", len(ages), worst)
		}
		s.exact(t, "at rest", 5*time.Second)
		s.end()
	})
}

// quicPair returns a host's and a viewer's end of a QUIC line over l.
func quicPair(t *testing.T, l mem.Link) (host, viewer transport.Conn) {
	t.Helper()
	pa, pb := mem.Packets(l)
	endpoint := func(pc *mem.Port) (*quic.Endpoint, transport.Fingerprint) {
		id, err := transport.NewIdentity()
		if err != nil {
			t.Fatal(err)
		}
		e, err := quic.NewEndpointOver(quic.Config{Identity: id, Urgency: session.Urgency}, pc)
		if err != nil {
			t.Fatal(err)
		}
		return e, id.Fingerprint()
	}
	ea, fa := endpoint(pa)
	eb, fb := endpoint(pb)
	t.Cleanup(func() { _, _ = ea.Close(), eb.Close() })
	ea.Expect(fb)
	if err := ea.Listen(); err != nil {
		t.Fatal(err)
	}
	accepted := make(chan transport.Conn, 1)
	go func() {
		if c, err := ea.Accept(t.Context()); err == nil {
			accepted <- c
		}
	}()
	c, err := eb.Dial(t.Context(), fa, []string{"192.0.2.1:4433"})
	if err != nil {
		t.Fatal(err)
	}
	return c, <-accepted
}

func TestModeChangesWhileShowing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(64, 64)
		s := show(t, d, a, b)
		defer s.end()
		s.exact(t, "first picture", time.Second)
		rates := map[Mode]int{Automatic: maxRate, Standard: maxRate, Sampling: samplingRate}
		for _, m := range []Mode{Standard, Sampling, Automatic} {
			s.viewer.SetMode(m)
			time.Sleep(time.Second)
			if got := s.viewer.State().Get().Mode; got != m {
				t.Errorf("mode %d in force; want %d", got, m)
			}
			before := d.count()
			for i := range 200 {
				d.noise(image.Rect(i%64, 0, i%64+1, 1), uint64(i))
				time.Sleep(10 * time.Millisecond)
			}
			if got, want := d.count()-before, 2*rates[m]; got < want-3 || got > want+3 {
				t.Errorf("mode %d: %d pictures in 2 s; want %d", m, got, want)
			}
			s.exact(t, "after the changes", time.Second)
		}
		if d.opened != 1 {
			t.Errorf("the display was opened %d times; want once", d.opened)
		}
	})
}

func TestFewPicturesWhileNobodyLooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(64, 64)
		s := show(t, d, a, b)
		defer s.end()
		s.exact(t, "first picture", time.Second)
		change := func() int {
			before := d.count()
			for i := range 200 {
				d.noise(image.Rect(i%64, 0, i%64+1, 1), uint64(i))
				time.Sleep(10 * time.Millisecond)
			}
			return d.count() - before
		}
		s.unlook()
		time.Sleep(time.Second)
		if got, most := change(), 2*glancing.rate+1; got < 2 || got > most {
			t.Errorf("nobody looks: %d pictures in 2 s; want 2 to %d", got, most)
		}
		s.exact(t, "at rest", 4*time.Second)
		change()
		s.unlook = s.viewer.Look()
		s.exact(t, "somebody looks", 100*time.Millisecond)
		if got, want := change(), 2*maxRate; got < want-3 || got > want+3 {
			t.Errorf("somebody looks: %d pictures in 2 s; want %d", got, want)
		}
	})
}

func TestNobodyLooksFromTheStart(t *testing.T) {
	v := NewViewer(nil, nil)
	v.recall()
	if r := <-v.ask; r.Glance == nil || !r.Glance.On {
		t.Errorf("asked for %+v; want few pictures", r)
	}
	v.Look()
	v.recall()
	select {
	case r := <-v.ask:
		t.Errorf("asked for %+v while somebody looks; want nothing", r)
	default:
	}
}
