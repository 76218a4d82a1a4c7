package dxgi

import "runtime"

// A thread runs functions on one thread of the system, which ends with it.
type thread struct {
	work chan func()
	done chan struct{} // a token for each function, closed at the end
}

func newThread() *thread {
	t := &thread{work: make(chan func()), done: make(chan struct{})}
	go func() {
		runtime.LockOSThread() // and never unlock it: it may be on another desktop
		defer close(t.done)
		for f := range t.work {
			f()
			t.done <- struct{}{}
		}
	}()
	return t
}

// do returns when f has run.
func (t *thread) do(f func()) {
	t.work <- f
	<-t.done
}

// end waits for the end.
func (t *thread) end() {
	close(t.work)
	<-t.done
}
