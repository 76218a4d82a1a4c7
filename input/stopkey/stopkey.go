package stopkey

import (
	"context"
	"errors"

	"tandem/input"
)

// Second is the key that is tried if the wanted one is taken.
const Second = input.KeyPause

// Watcher waits for a key.
type Watcher struct {
	// Key is the key to watch; 0 is F12.
	Key input.Usage
	// Bound, if it is not nil, is told which key it has become: Key or Second.
	Bound func(input.Usage)
	// Pressed is called each time the key goes down. It must not block: set a
	// flag and cancel a context. Windows takes the key away from a slow one.
	Pressed func()
}

// Run watches until ctx ends and then returns nil. An error that wraps
// input.ErrTaken says that neither key can be had; one that wraps
// errors.ErrUnsupported that this system has no such key. Bound and Pressed are
// called from the goroutine of Run, and from no other.
func (w Watcher) Run(ctx context.Context) error {
	if w.Key == 0 {
		w.Key = input.KeyF12
	}
	err := w.watch(ctx, w.Key)
	if !errors.Is(err, input.ErrTaken) || w.Key == Second {
		return err
	}
	if again := w.watch(ctx, Second); again != nil {
		return errors.Join(err, again)
	}
	return nil
}

func (w Watcher) watch(ctx context.Context, key input.Usage) error {
	return watch(ctx, key, func() {
		if w.Bound != nil {
			w.Bound(key)
		}
	}, w.Pressed)
}

// Watch is Watcher.Run without the news which key it has become.
func Watch(ctx context.Context, key input.Usage, pressed func()) error {
	return Watcher{Key: key, Pressed: pressed}.Run(ctx)
}
