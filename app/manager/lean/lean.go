// Package lean has the program take less of the customer's machine than the
// libraries that it stands on would.
//
// # Decisions
//
// Timers: while the program works, Go's runtime looks every 20 µs whether a
// goroutine keeps others waiting. Each look is a change of threads, all of them
// together a quarter of what small changes of the screen cost. The system may be
// told to be late with the timers of a thread (prctl(2), PR_SET_TIMERSLACK), but
// only by the thread itself or the one that starts it, which here is the
// runtime's. So it is told before the runtime begins, by a constructor in C.
// Go's own timers wait for whole milliseconds anyhow.
//
// Memory: without a graphics card OpenGL is Mesa's llvmpipe, a compiler, of whose
// files some 60 MB are touched once, to begin, and some again for every new kind
// of thing in a window. The system can read them again if need be, so they are
// given back while the windows are being made and after, and when a sharing begins:
// the segments that the loader has mapped to be read or run, never those that it
// has written to, and with its lists locked.
// Mesa's other way, softpipe, takes twice as much memory.
package lean

import (
	"context"
	"time"
)

// begin is how soon memory is given back first; each wait after is an eighth
// longer, until end: some ten seconds in all.
const (
	begin = 25 * time.Millisecond
	end   = time.Second
)

// Settle sheds again and again while something begins, the program or a
// sharing, and returns when it has or ctx ends.
func Settle(ctx context.Context) {
	for d := begin; d < end; d += d / 8 {
		Shed()
		select {
		case <-time.After(d):
		case <-ctx.Done():
			return
		}
	}
	Shed()
}
