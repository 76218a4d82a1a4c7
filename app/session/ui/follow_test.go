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
	go func() {
		for f := range posts {
			<-time.After(each)
			f()
		}
	}()
	t.Cleanup(func() { close(posts) })
	return func(f func()) { posts <- f }
}

func TestSlowGUIMissesTokensAndTicks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		post := gui(t, time.Second)
		news := make(chan struct{}, 1)
		followed, ticked := 0, 0
		stopFollow := Follow(post, news, func() { followed++ })
		stopEvery := Every(post, time.Millisecond, func() { ticked++ })
		for range 40 {
			select {
			case news <- struct{}{}:
			default:
			}
			<-time.After(100 * time.Millisecond)
		}
		stopFollow()
		stopEvery()
		stopEvery() // twice does no harm
		<-time.After(10 * time.Second)
		if followed < 2 || followed > 4 || ticked < 1 || ticked > 3 {
			t.Errorf("shown %d times for 40 tokens, %d for 4000 ticks; want one a second at most", followed, ticked)
		}
	})
}

func TestWorkTellsHowItEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		want := errors.New("x")
		var got error
		Work(gui(t, 0), func() error { return want }, func(err error) { got = err })
		<-time.After(time.Second)
		if got != want {
			t.Errorf("done with %v; want %v", got, want)
		}
	})
}
