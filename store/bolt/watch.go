package bolt

import (
	"context"
	"fmt"
	"strings"

	"tandem/store"
)

// watchBuffer is how many events a watcher may be behind before it is dropped.
const watchBuffer = 256

// A watcher is a channel that one caller of Watch reads. Whoever takes it out
// of Store.watchers closes it.
type watcher struct {
	prefix string
	c      chan store.Event
}

// Watch implements store.Store.
func (s *Store) Watch(ctx context.Context, prefix string) (<-chan store.Event, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w := &watcher{prefix: prefix, c: make(chan store.Event, watchBuffer)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, fmt.Errorf("store: watch: %w", store.ErrClosed)
	}
	s.watchers[w] = true
	context.AfterFunc(ctx, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.drop(w)
	})
	return w.c, nil
}

// publish hands events to the watchers. It is called with mu held and never waits.
func (s *Store) publish(events []store.Event) {
	for _, e := range events {
		for w := range s.watchers {
			if !strings.HasPrefix(e.Key, w.prefix) {
				continue
			}
			select {
			case w.c <- e:
			default:
				s.drop(w)
			}
		}
	}
}

// drop ends a watch. It is called with mu held.
func (s *Store) drop(w *watcher) {
	if s.watchers[w] {
		delete(s.watchers, w)
		close(w.c)
	}
}
