package native

import (
	"context"
	"errors"
	"image"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tandem/app/manager/host"
	"tandem/app/manager/hosttest"
	"tandem/app/manager/native/surface"
	"tandem/app/manager/visit"
	"tandem/app/session"
	"tandem/input"
	"tandem/transport/link"
)

// patience is how long a test waits for something that should be there at once.
const patience = 20 * time.Second

// glass is a desktop that exists in memory.
type glass struct {
	mu      sync.Mutex // guards what follows
	windows []*panel
	calls   int
}

// A panel is a window of a glass.
type panel struct {
	title  string
	on     func(surface.Event)
	g      *glass
	size   image.Point // of the picture; none before it is shown
	closed bool
}

func (g *glass) Open(title string, _ bool, on func(surface.Event)) (surface.Window, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	w := &panel{title: title, on: on, g: g}
	g.windows = append(g.windows, w)
	return w, nil
}

func (g *glass) Scale() float64 { return 1.5 }
func (g *glass) Close() error   { return nil }

func (g *glass) Call() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.calls++
}

func (w *panel) Show(p *image.RGBA) error {
	w.g.mu.Lock()
	defer w.g.mu.Unlock()
	if w.closed {
		return errors.New("shown after it was closed")
	}
	w.size = p.Bounds().Size()
	return nil
}

func (w *panel) Close() error {
	w.g.mu.Lock()
	defer w.g.mu.Unlock()
	w.closed = true
	return nil
}

// shown returns the window that is open and has this in its title, if any.
func (g *glass) shown(title string) *panel {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, w := range g.windows {
		if !w.closed && w.size != (image.Point{}) && strings.Contains(w.title, title) {
			return w
		}
	}
	return nil
}

// click clicks at a part of the window's width, and so far above its lower edge.
func (w *panel) click(part float64, above int) {
	w.g.mu.Lock()
	at := image.Pt(int(part*float64(w.size.X)), w.size.Y-above)
	w.g.mu.Unlock()
	w.on(surface.Event{Kind: surface.Press, At: at})
	w.on(surface.Event{Kind: surface.Release, At: at})
}

// A rig is a program in a session.
type rig struct {
	glass   *glass
	site    *hosttest.Site
	tech    *hosttest.Technician
	visit   *visit.Visit
	over    chan error
	visited chan *visit.Visit
}

func start(t *testing.T) *rig {
	t.Helper()
	r := &rig{glass: new(glass), site: hosttest.New(t), over: make(chan error, 1), visited: make(chan *visit.Visit, 4)}
	ctx, cancel := context.WithCancel(context.Background())
	cfg := Config{
		Wish: Wish{"support.example.com", hosttest.Number, "Bob"}, Desktop: r.glass, Log: slog.New(slog.DiscardHandler),
		Site: func(string) (*link.Site, error) { return r.site.Site, nil },
		Visit: func() *visit.Visit {
			c := hosttest.NewMachine().Config()
			c.Missing = []string{session.MissingOpenGL}
			v := visit.New(visit.Config{Host: c, StopKey: func(ctx context.Context, ready func(input.Usage), _ func()) error {
				ready(input.KeyF12)
				<-ctx.Done()
				return nil
			}})
			r.visited <- v
			return v
		},
	}
	done := make(chan struct{})
	go func() { defer close(done); r.over <- Run(ctx, cfg) }()
	t.Cleanup(func() { cancel(); <-done })
	select {
	case r.tech = <-r.site.Technicians:
	case <-time.After(patience):
		t.Fatal("no technician")
	}
	r.visit = <-r.visited
	eventually(t, "active", func() bool { return r.visit.State().Get().Phase == host.Active })
	return r
}

func (r *rig) ask(t *testing.T, p session.Permission, title string) *panel {
	t.Helper()
	if err := r.tech.Session.Ask(p); err != nil {
		t.Fatal(err)
	}
	eventually(t, "asked", func() bool { return r.glass.shown(title) != nil })
	return r.glass.shown(title)
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	every(t, 5*time.Millisecond, what, is)
}

// byClicks is eventually for what clicks itself: no faster than a person could,
// for a window drops what it has no time for.
func byClicks(t *testing.T, what string, is func() bool) {
	t.Helper()
	every(t, 200*time.Millisecond, what, is)
}

func every(t *testing.T, d time.Duration, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(d)
	defer tick.Stop()
	late := time.After(patience)
	for !is() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("never %s", what)
		}
	}
}

// Where Allow and Decline are.
const (
	onAllow   = 0.75
	onDecline = 0.25
	above     = 45
)

func TestAPromptInAPlainWindow(t *testing.T) {
	r := start(t)
	w := r.ask(t, session.View, "Show your screen?")
	w.click(onAllow, above) // on its way before the prompt appeared
	if got := r.tech.Session.State().Get().Grants; got.Allows(session.View) {
		t.Fatal("a click right after the prompt appeared answers it")
	}
	byClicks(t, "granted", func() bool {
		w.click(onAllow, above)
		return r.tech.Session.State().Get().Grants.Allows(session.View)
	})
	eventually(t, "gone", func() bool { return r.glass.shown("Show your screen?") == nil })
	w = r.ask(t, session.Control, "Share mouse")
	byClicks(t, "declined", func() bool {
		w.click(onDecline, above)
		return r.tech.Session.State().Get().Asked[session.Control].Outcome == session.Declined
	})
	if got := r.tech.Session.State().Get().Grants.Missing; !slices.Contains(got, session.MissingOpenGL) {
		t.Errorf("the technician is told that %v is missing; want OpenGL among it", got)
	}
	if r.glass.calls != 2 {
		t.Errorf("called %d times; want once a prompt", r.glass.calls)
	}
}

func TestAMovedPromptIsInertAgain(t *testing.T) {
	r := start(t)
	w := r.ask(t, session.View, "Show your screen?")
	asked := time.Now()
	for time.Since(asked) < 2*inert {
		w.on(surface.Event{Kind: surface.Moved})
		w.click(onAllow, above)
	}
	if r.visit.Consent().Grants().Get().Allows(session.View) {
		t.Error("a prompt that keeps moving takes clicks")
	}
}

func TestClosingAPromptDeclines(t *testing.T) {
	r := start(t)
	r.ask(t, session.View, "Show your screen?").on(surface.Event{Kind: surface.Closing})
	eventually(t, "declined", func() bool {
		return r.tech.Session.State().Get().Asked[session.View].Outcome == session.Declined
	})
}

func TestClosingTwiceLeaves(t *testing.T) {
	r := start(t)
	eventually(t, "in the session", func() bool { return r.glass.shown(title) != nil })
	eventually(t, "over", func() bool {
		r.glass.shown(title).on(surface.Event{Kind: surface.Closing})
		return len(r.over) > 0
	})
	if err := <-r.over; err != nil {
		t.Errorf("Run = %v; want nil", err)
	}
	if err := <-r.tech.Over; !errors.Is(err, session.ErrEnded) {
		t.Errorf("the technician's side ends with %v; want ErrEnded", err)
	}
}

func TestALostDisplayEndsTheSession(t *testing.T) {
	r := start(t)
	eventually(t, "shown", func() bool { return r.glass.shown(title) != nil })
	r.glass.shown(title).on(surface.Event{Kind: surface.Lost})
	if err := <-r.over; !errors.Is(err, errLost) {
		t.Errorf("Run = %v; want errLost", err)
	}
	if err := <-r.tech.Over; !errors.Is(err, session.ErrEnded) {
		t.Errorf("the technician's side ends with %v; want ErrEnded", err)
	}
}

func TestWrap(t *testing.T) {
	f, err := newFonts(1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text  string
		width int
		want  int
	}{{"one two three", 1000, 1}, {"one two three", 40, 3}, {"", 100, 1}, {strings.Repeat("é", 50), 60, 8}} {
		lines := wrap(f.text, c.text, c.width)
		if strings.Join(strings.Fields(strings.Join(lines, "")), "") != strings.ReplaceAll(c.text, " ", "") {
			t.Errorf("wrap(%q) = %q: something is lost", c.text, lines)
		}
		if len(lines) != c.want {
			t.Errorf("wrap(%q, %d) = %d lines %q; want %d", c.text, c.width, len(lines), lines, c.want)
		}
	}
}
