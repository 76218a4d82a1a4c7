package ui

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// gui runs what is posted to it, as slowly as it is told to.
func gui(t *testing.T, each time.Duration) Poster {
	posts := make(chan func(), 100)
	go func() { // ends with the test
		for {
			select {
			case f := <-posts:
				f()
			case <-t.Context().Done():
				return
			}
			select {
			case <-time.After(each):
			case <-t.Context().Done():
				return
			}
		}
	}()
	return func(f func()) { posts <- f }
}

func TestSlowGUIMissesTokensAndTicks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		post := gui(t, time.Second)
		news := make(chan struct{}, 1)
		followed, ticked := 0, 0
		stopFollow := Follow(post, news, func() { followed++ })
		stopEvery := Every(post, time.Millisecond, func() { ticked++ })
		shown := make(chan [2]int)
		for range 40 {
			select {
			case news <- struct{}{}:
			default:
			}
			<-time.After(100 * time.Millisecond)
		}
		stopFollow()
		stopEvery()
		stopEvery()                                        // twice does no harm
		post(func() { shown <- [2]int{followed, ticked} }) // after what is on its way
		if n := <-shown; n[0] < 1 || n[0] > 5 || n[1] < 1 || n[1] > 5 {
			t.Errorf("shown %d times for 40 tokens, %d for 4000 ticks; want one a second for both at most", n[0], n[1])
		}
	})
}

func TestWorkTellsHowItEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		want := errors.New("x")
		got := make(chan error)
		Work(gui(t, 0), func() error { return want }, func(err error) { got <- err })
		if got := <-got; got != want {
			t.Errorf("done with %v; want %v", got, want)
		}
	})
}
