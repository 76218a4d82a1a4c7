package exchange

import (
	"sync"

	"tandem/transport/link"
)

// A register is who is there and can take on more. The zero register has nobody.
type register struct {
	mu sync.Mutex // guards is
	is map[*technician]link.Available
}

// set notes what a Console says of its technician; Offline: nothing any more.
func (r *register) set(t *technician, is link.Available) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.is == nil {
		r.is = map[*technician]link.Available{}
	}
	switch is {
	case link.Offline:
		delete(r.is, t)
	case link.Online, link.Busy:
		r.is[t] = is
	default:
		r.is[t] = link.Away
	}
}

// Available tells whether the technician of an account can take on more. Who has
// several Consoles is as available as the one of them that is most so.
func (x *Exchange) Available(account string) link.Available {
	r := &x.register
	r.mu.Lock()
	defer r.mu.Unlock()
	best := link.Offline
	for t, is := range r.is {
		if t.grant.Name == account && ready(is) > ready(best) {
			best = is
		}
	}
	return best
}

// ready orders availabilities.
func ready(is link.Available) int {
	return map[link.Available]int{link.Offline: 0, link.Away: 1, link.Busy: 2, link.Online: 3}[is]
}
