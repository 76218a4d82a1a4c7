package ui

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"

	"tandem/app/session"
)

// A Poster runs f on the GUI goroutine, soon, in the order of the calls.
type Poster func(f func())

// Post is the Poster of a running program, which uses it by InTurn.
func Post(f func()) { fyne.Do(f) }

var _ Poster = Post

// A Panel is a feature's place in a window.
type Panel interface {
	session.Feature
	Title() string
	Content() fyne.CanvasObject
}

// Bind calls show on the GUI goroutine with the value now and after every
// change, until stop is called. A GUI that is slow sees the newest state and
// none of those before. stop waits for nothing, and show is not called after it
// returns when both run on the GUI goroutine.
func Bind[T any](post Poster, v *session.Value[T], show func(T)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var once sync.Once
	go v.Watch(ctx, func(T) { // ends with ctx
		done := make(chan struct{})
		post(func() {
			defer close(done)
			if ctx.Err() == nil {
				show(v.Get())
			}
		})
		select { // wait until it is shown, so that states in between are skipped
		case <-done:
		case <-ctx.Done():
		}
	})
	return func() { once.Do(cancel) }
}
