package roster

import (
	"sync"

	"tandem/app/session"
)

// A Following finds out who leads, from what each machine says, of which only
// the leader's word counts. The zero Following follows nobody. Its methods may
// be called from many goroutines.
type Following struct {
	mu     sync.Mutex // guards what follows
	leader string     // an ID; empty: nobody yet
	term   uint64
	list   List
	heard  map[string]List // the last of each
}

// Lead makes id the leader of a term, or with 0 of any: it is whom the site has
// brought this machine together with, or this machine itself. What id said
// before counts no more.
func (f *Following) Lead(id string, term uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.leader, f.term = id, term
	delete(f.heard, id)
}

// Hear takes the list of a machine, and returns what counts now.
func (f *Following) Hear(from string, l List) (leader string, now List) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.heard == nil {
		f.heard = map[string]List{}
	}
	if _, known := f.heard[from]; !known && len(f.heard) >= 2*MaxPeople {
		clear(f.heard) // more than can be in a session
	}
	f.heard[from] = l
	f.settle()
	return f.leader, f.list
}

// Leader returns who leads, and the term.
func (f *Following) Leader() (id string, term uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.leader, f.term
}

// settle follows the succession from the leader's list. f.mu is held.
func (f *Following) settle() {
	for range MaxPeople { // each step is to a higher term, but lists may lie
		l, ok := f.heard[f.leader]
		if !ok || l.Term < f.term {
			return
		}
		p, _ := l.Primary(session.Technician) // of a list that was checked
		switch {
		case p.ID == f.leader:
			f.term, f.list = l.Term, l
			return
		case l.Term == f.term:
			return // nobody is succeeded in the same term
		}
		f.leader, f.term, f.list = p.ID, l.Term, l
	}
}
