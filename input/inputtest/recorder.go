package inputtest

import (
	"slices"
	"sync"

	"tandem/input"
)

// Recorder is an injector that only remembers. The zero Recorder is ready; it
// may be used by several goroutines.
type Recorder struct {
	mu     sync.Mutex
	events []input.Event
	fail   error
	closed bool
}

var _ input.Injector = (*Recorder)(nil)

// Inject implements input.Injector.
func (r *Recorder) Inject(e input.Event) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fail != nil {
		return r.fail
	}
	r.events = append(r.events, e)
	return nil
}

// Close implements input.Injector.
func (r *Recorder) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	return nil
}

// Events are those injected since the last Take, as a copy.
func (r *Recorder) Events() []input.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.events)
}

// Take returns the events and forgets them.
func (r *Recorder) Take() []input.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	events := r.events
	r.events = nil
	return events
}

// Fail makes every later Inject return err and remember nothing; nil ends it.
func (r *Recorder) Fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fail = err
}

// Closed says whether Close has been called.
func (r *Recorder) Closed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.closed
}
