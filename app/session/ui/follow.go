package ui

import (
	"context"
	"sync"
	"time"
)

// Follow calls show on the GUI goroutine for every token of news, one after the
// other: while the GUI is busy showing, tokens wait where they are. It goes on
// until stop is called, as for Bind.
func Follow(post Poster, news <-chan struct{}, show func()) (stop func()) {
	return repeat(post, show, func(ctx context.Context) bool {
		select {
		case <-news:
			return true
		case <-ctx.Done():
			return false
		}
	})
}

// Every calls show on the GUI goroutine every d, until stop is called. A GUI
// that is slow misses calls.
func Every(post Poster, d time.Duration, show func()) (stop func()) {
	return repeat(post, show, func(ctx context.Context) bool {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-t.C:
			return true
		case <-ctx.Done():
			return false
		}
	})
}

// repeat posts show whenever next returns true, and waits for it to be done.
func repeat(post Poster, show func(), next func(context.Context) bool) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var once sync.Once
	go func() { // ends with ctx
		for next(ctx) {
			done := make(chan struct{})
			post(func() {
				defer close(done)
				if ctx.Err() == nil {
					show()
				}
			})
			select {
			case <-done:
			case <-ctx.Done():
			}
		}
	}()
	return func() { once.Do(cancel) }
}

// Work does work off the GUI goroutine and then calls done on it with how it
// ended, for what may block in a callback of a widget.
func Work(post Poster, work func() error, done func(error)) {
	go func() { // ends with work
		err := work()
		post(func() { done(err) })
	}()
}
