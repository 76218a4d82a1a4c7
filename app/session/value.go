package session

import (
	"context"
	"sync"
)

// A Value holds a T that others watch. They may miss states in between, never
// the last. What is set must not be changed afterwards. The zero Value holds
// the zero T and is ready to use.
type Value[T any] struct {
	mu      sync.Mutex
	v       T
	version uint64        // counts the sets
	changed chan struct{} // closed by the next set; nil if nobody waits
}

// Get returns what is held.
func (v *Value[T]) Get() T {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.v
}

// Set replaces what is held.
func (v *Value[T]) Set(t T) { v.Update(func(T) T { return t }) }

// Update replaces what is held by what f makes of it. f must not call v.
func (v *Value[T]) Update(f func(T) T) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.v = f(v.v)
	v.version++
	if v.changed != nil {
		close(v.changed)
		v.changed = nil
	}
}

// Next waits until the value is newer than version seen, of which 0 is older
// than any, and returns it with its version. The first call returns at once.
func (v *Value[T]) Next(ctx context.Context, seen uint64) (T, uint64, error) {
	for {
		v.mu.Lock()
		if v.version >= seen {
			defer v.mu.Unlock()
			return v.v, v.version + 1, nil
		}
		if v.changed == nil {
			v.changed = make(chan struct{})
		}
		changed := v.changed
		v.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			var zero T
			return zero, seen, ctx.Err()
		}
	}
}

// Watch calls f with the value now and after every change until ctx ends.
func (v *Value[T]) Watch(ctx context.Context, f func(T)) {
	for seen := uint64(0); ; {
		t, at, err := v.Next(ctx, seen)
		if err != nil {
			return
		}
		f(t)
		seen = at
	}
}
