package visit_test

import (
	"context"
	"errors"
	"image"
	"slices"
	"sync"
	"testing"
	"time"

	"tandem/app/manager/host"
	"tandem/app/manager/hosttest"
	"tandem/app/manager/visit"
	"tandem/app/session"
	"tandem/capture"
	"tandem/capture/border"
	"tandem/input"
)

// patience is how long a test waits for something that should be there at once.
const patience = 20 * time.Second

// frame is a border that exists in memory.
type frame struct {
	mu     sync.Mutex // guards what follows
	looks  []string
	closed bool
}

func (f *frame) note(s string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looks = append(f.looks, s)
	return nil
}

func (f *frame) Show(r image.Rectangle, s border.State) error {
	if s == border.Controlled {
		return f.note("red " + r.String())
	}
	return f.note("orange " + r.String())
}
func (f *frame) Hide() error        { return f.note("none") }
func (f *frame) Windows() []uintptr { return []uintptr{7, 8} }

func (f *frame) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	return nil
}

func (f *frame) last() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.looks) == 0 {
		return ""
	}
	return f.looks[len(f.looks)-1]
}

func (f *frame) isClosed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.closed
}

// begin runs a visit until the test ends, and returns the technician's side.
func begin(t *testing.T, cfg visit.Config) (*visit.Visit, *hosttest.Technician, context.CancelFunc, <-chan error) {
	t.Helper()
	site := hosttest.New(t)
	v := visit.New(cfg)
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan error, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		over <- v.Run(ctx, site.Site, hosttest.Number, "Bob")
	}()
	t.Cleanup(func() { cancel(); <-done })
	select {
	case tech := <-site.Technicians:
		return v, tech, cancel, over
	case <-time.After(patience):
		t.Fatal("no technician")
		return nil, nil, nil, nil
	}
}

func allow(t *testing.T, v *visit.Visit, tech *hosttest.Technician, p session.Permission) {
	t.Helper()
	if err := tech.Session.Ask(p); err != nil {
		t.Fatal(err)
	}
	eventually(t, "granted", func() bool {
		for _, q := range v.Consent().Prompts().Get() {
			v.Consent().Answer(q.ID, true)
		}
		return v.Consent().Grants().Get().Allows(p)
	})
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	late := time.After(patience)
	for !is() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("never: %s", what)
		}
	}
}

func TestTheFrameShowsWhatIsSeen(t *testing.T) {
	f, m := new(frame), hosttest.NewMachine()
	cfg := visit.Config{Host: m.Config(), Frame: func() (border.Border, error) { return f, nil }}
	var left []uintptr
	var mu sync.Mutex
	open := cfg.Host.Capture
	cfg.Host.Capture = func(c capture.Config) (capture.Source, error) {
		mu.Lock()
		defer mu.Unlock()
		left = c.Exclude
		return open(c)
	}
	v, tech, cancel, over := begin(t, cfg)
	at := hosttest.Bounds.String()
	allow(t, v, tech, session.View)
	eventually(t, "orange", func() bool { return f.last() == "orange "+at })
	allow(t, v, tech, session.Control)
	eventually(t, "red", func() bool { return f.last() == "red "+at })
	v.Consent().Pause(true)
	eventually(t, "none on hold", func() bool { return f.last() == "none" })
	v.Consent().Pause(false)
	eventually(t, "red again", func() bool { return f.last() == "red "+at })
	mu.Lock()
	if !slices.Equal(left, f.Windows()) {
		t.Errorf("left out of the picture: %v; want the frame's windows", left)
	}
	mu.Unlock()
	cancel()
	if err := <-over; err != nil {
		t.Errorf("Run = %v; want nil: the end of the context is leaving", err)
	}
	if !f.isClosed() {
		t.Error("the frame stays after the end")
	}
	if err := <-tech.Over; !errors.Is(err, session.ErrEnded) {
		t.Errorf("the technician's side ends with %v; want ErrEnded", err)
	}
	if s := v.State().Get(); s.Phase != host.Over || s.By != host.ByCustomer {
		t.Errorf("state %+v; want over, by the customer", s)
	}
}

func TestAStopKeyThatIsTakenIsTold(t *testing.T) {
	v, tech, _, _ := begin(t, visit.Config{
		Host: hosttest.NewMachine().Config(),
		StopKey: func(context.Context, func(input.Usage), func()) error {
			return input.ErrTaken
		},
	})
	if k := v.Key().Get(); k != 0 {
		t.Errorf("the stop key is %v; want none", k)
	}
	eventually(t, "the technician is told", func() bool {
		return slices.Contains(tech.Session.State().Get().Grants.Missing, session.MissingStopKey)
	})
}

func TestAStopKeyThatHangsDelaysOnly(t *testing.T) {
	v, _, _, _ := begin(t, visit.Config{
		Host: hosttest.NewMachine().Config(),
		StopKey: func(ctx context.Context, _ func(input.Usage), _ func()) error {
			<-ctx.Done()
			return nil
		},
	})
	if !slices.Contains(v.Consent().Grants().Get().Missing, session.MissingStopKey) {
		t.Error("joined without a stop key, and nobody is told")
	}
}
