// Package doze lets the loop of the windows sleep while nothing happens.
//
// # Decisions
//
// Fyne looks for events sixty times a second, whether there are any or not. With
// what Go's scheduler adds this is most of what the program costs during a session in
// which nothing moves. So the loop is lent out: a function that Fyne runs waits
// for events in Fyne's stead, and handles them as Fyne does, by the same call of
// the same library. It returns at the first one, and Fyne has its loop back for
// a while, in which buttons fade and lists scroll as ever.
//
// Fyne's own timers cannot end the wait. They only run after an event, and
// are over when the loop is lent out again.
package doze

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"tandem/app/session/ui"
)

// Times of the loop: the longest wait, after which Fyne looks at what else it
// has to do; how long it runs freely after something happened; and how long it
// does after a wait in vain, which is more than one of its rounds.
const (
	longest = 500 * time.Millisecond
	awake   = time.Second
	round   = 20 * time.Millisecond
)

// A Loop is the loop of the windows. Use New.
type Loop struct {
	post ui.Poster
	wait func(time.Duration) // returns at an event, or at wake
	wake func()

	posting atomic.Bool // Run is about to lend the loop out

	mu      sync.Mutex // guards what follows
	waiting int        // functions that are posted and have not begun
	asleep  bool
}

// New returns the loop on which post runs functions.
func New(post ui.Poster) *Loop { return &Loop{post: post, wait: wait, wake: wake} }

// Post is a ui.Poster that does not let f wait for the end of a sleep. All that
// is posted from outside of the loop goes through it.
func (l *Loop) Post(f func()) {
	l.mu.Lock()
	l.waiting++
	l.mu.Unlock()
	l.post(func() {
		l.mu.Lock()
		l.waiting--
		l.mu.Unlock()
		f()
	})
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asleep {
		l.wake()
	}
}

// Run has the loop sleep whenever still allows it, which is asked on the loop,
// until ctx ends.
func (l *Loop) Run(ctx context.Context, still func() bool) {
	for next := awake; ; {
		select {
		case <-time.After(next):
		case <-ctx.Done():
			return
		}
		pause := make(chan time.Duration, 1)
		l.posting.Store(true)
		l.post(func() { pause <- l.sleep(still) })
		l.posting.Store(false)
		select {
		case next = <-pause:
		case <-ctx.Done():
			return
		}
	}
}

// sleep waits for events and returns how long the loop is to run freely.
func (l *Loop) sleep(still func() bool) time.Duration {
	// When the windows are gone, Fyne runs what is posted at once, in the place
	// where it is posted.
	if l.posting.Load() {
		return round
	}
	if !still() || !l.nod() {
		return awake
	}
	begin := time.Now()
	l.wait(longest)
	l.mu.Lock()
	l.asleep = false
	l.mu.Unlock()
	if time.Since(begin) < longest {
		return awake
	}
	return round
}

// nod falls asleep, unless a function is waiting.
func (l *Loop) nod() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asleep = l.waiting == 0
	return l.asleep
}
