package doze

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A gui is a loop that runs what is posted, and whose events are tokens.
type gui struct {
	posted chan func()
	events chan struct{}

	mu    sync.Mutex
	slept []time.Duration
}

// sleeps returns how long the loop has slept.
func (g *gui) sleeps() []time.Duration {
	synctest.Wait()
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.slept)
}

// start runs a loop until the test ends.
func start(t *testing.T, still func() bool) (*gui, *Loop) {
	g := &gui{posted: make(chan func(), 100), events: make(chan struct{}, 100)}
	l := &Loop{
		post: func(f func()) { g.posted <- f },
		wait: func(d time.Duration) {
			begin := time.Now()
			select {
			case <-time.After(d):
			case <-g.events:
			}
			g.mu.Lock()
			defer g.mu.Unlock()
			g.slept = append(g.slept, time.Since(begin))
		},
		wake: func() { g.events <- struct{}{} },
	}
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { l.Run(ctx, still) })
	wg.Go(func() {
		for {
			select {
			case f := <-g.posted:
				f()
			case <-ctx.Done():
				return
			}
		}
	})
	t.Cleanup(func() { cancel(); wg.Wait() })
	return g, l
}

func TestLoopSleepsWhileNothingHappens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, _ := start(t, func() bool { return true })
		time.Sleep(awake + 10*(longest+round) - 1)
		if got, want := g.sleeps(), slices.Repeat([]time.Duration{longest}, 10); !slices.Equal(got, want) {
			t.Errorf("slept %v; want %v", got, want)
		}
	})
}

func TestLoopIsAwakeAfterAnEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, _ := start(t, func() bool { return true })
		time.Sleep(awake + longest/2)
		g.events <- struct{}{}
		time.Sleep(awake - 1)
		if got, want := g.sleeps(), []time.Duration{longest / 2}; !slices.Equal(got, want) {
			t.Errorf("slept %v; want %v", got, want)
		}
	})
}

func TestLoopDoesNotSleepWhileSomethingMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, _ := start(t, func() bool { return false })
		time.Sleep(10 * awake)
		if got := g.sleeps(); len(got) > 0 {
			t.Errorf("slept %v; want nothing", got)
		}
	})
}

func TestPostDoesNotWaitForTheEndOfASleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, l := start(t, func() bool { return true })
		for range 200 { // whatever the loop does just then
			time.Sleep(37 * time.Millisecond)
			begin, done := time.Now(), make(chan struct{})
			l.Post(func() { close(done) })
			<-done
			if d := time.Since(begin); d > 0 {
				t.Errorf("ran after %v; want at once", d)
			}
		}
	})
}

// TestNoSleepOutsideOfTheLoop is Fyne after its windows are gone.
func TestNoSleepOutsideOfTheLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*awake)
		defer cancel()
		l := &Loop{
			post: func(f func()) { f() },
			wait: func(time.Duration) { t.Error("slept on another goroutine than the loop's") },
			wake: func() {},
		}
		l.Run(ctx, func() bool { t.Error("still was asked on another goroutine"); return true })
	})
}
