package ui

import "sync"

// InTurn returns a Poster that posts to post what it is given, in the order of the
// calls and one after the other.
//
// Fyne needs it: when its loop ends it runs what is posted in the place where it is
// posted, and the watchers of a window, which are still there, would show things
// all at once.
func InTurn(post Poster) Poster {
	t := &turns{post: post}
	return t.add
}

// turns are functions that wait to be posted.
type turns struct {
	post Poster

	mu      sync.Mutex // guards what follows
	waiting []func()
	posting bool
}

func (t *turns) add(f func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waiting = append(t.waiting, f)
	if !t.posting {
		t.posting = true
		go t.run() // ends when nothing waits
	}
}

// run posts until nothing waits.
func (t *turns) run() {
	for fs := t.next(); len(fs) > 0; fs = t.next() {
		for _, f := range fs {
			t.post(f)
		}
	}
}

// next takes all that waits; with nothing, run is over.
func (t *turns) next() []func() {
	t.mu.Lock()
	defer t.mu.Unlock()
	fs := t.waiting
	t.waiting, t.posting = nil, len(fs) > 0
	return fs
}
