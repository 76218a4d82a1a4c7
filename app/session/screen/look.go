package screen

import (
	"sync"
	"time"
)

// glancing is the aim while nobody looks at the pictures at their own size.
var glancing = aim{rate: 2, quantizer: 60, rest: 2 * time.Second}

// Look says that somebody looks at the picture at its own size, until stop is
// called. While nobody does, the other machine is asked for two pictures a second,
// which is enough for Small. Other machines may not know of it and show as ever.
func (v *Viewer) Look() (stop func()) {
	v.look(1)
	return sync.OnceFunc(func() { v.look(-1) })
}

func (v *Viewer) look(more int) {
	v.mu.Lock()
	was := v.lookers > 0
	v.lookers += more
	is := v.lookers > 0
	v.mu.Unlock()
	if is != was && v.state.Get().Live { // or it is asked when that begins
		v.request(reply{Glance: &glance{!is}})
	}
}

// looked reports whether somebody looks.
func (v *Viewer) looked() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.lookers > 0
}
