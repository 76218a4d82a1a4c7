package session_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tandem/app/session"
)

func TestWatcherSeesTheFirstAndTheLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var v session.Value[int]
		ctx, cancel := context.WithCancel(t.Context())
		var mu sync.Mutex
		var got []int
		done := make(chan struct{})
		go func() {
			defer close(done)
			v.Watch(ctx, func(i int) {
				time.Sleep(time.Second) // a slow watcher
				mu.Lock()
				defer mu.Unlock()
				got = append(got, i)
			})
		}()
		synctest.Wait()
		for i := range 100 {
			v.Set(i + 1)
		}
		time.Sleep(time.Minute)
		cancel()
		<-done
		if len(got) != 2 || got[0] != 0 || got[1] != 100 {
			t.Errorf("watched %v; want the first, 0, and the last, 100, and nothing in between", got)
		}
	})
}

func TestNextEndsWithItsContext(t *testing.T) {
	var v session.Value[string]
	_, at, err := v.Next(t.Context(), 0)
	if err != nil {
		t.Fatalf("first Next = %v; want the zero value at once", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, _, err := v.Next(ctx, at); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Next without a change = %v; want the context's end", err)
	}
}
