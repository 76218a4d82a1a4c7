package input

import (
	"image"
	"slices"
)

// maxText is how many characters are typed before Allow asks again whether it
// may: the most that still comes after control has been stopped.
const maxText = 32

// maxPixel is beyond every desktop.
const maxPixel = 1 << 20

// Rules are what Allow goes by. The zero Rules allow everything.
type Rules struct {
	// May is asked before each event; nil always says yes. It must not block.
	May func() bool
	// Within are the parts of the desktop that the technician may point at;
	// nil means all of it, an empty list means none.
	Within func() []image.Rectangle
	// Stop is the key by which the customer stops control, which a technician
	// never presses; 0 is none.
	Stop Usage
}

// Allow drops the events that the rules do not allow, without an error. Ups of
// what it has let down pass always, so that nothing stays held. A pointer
// outside of Within is moved to the nearest pixel inside; a button and a wheel
// are turned only there, where the technician last pointed at, wherever the
// customer has moved the pointer since.
//
// Put Allow before Held: Allow{Held{mechanism}}.
type Allow struct {
	next  Injector
	rules Rules
	down  []Event // as in Held
	at    image.Point
	moved bool
}

var _ Injector = (*Allow)(nil)

// NewAllow is next under rules. It owns next from now on.
func NewAllow(next Injector, rules Rules) *Allow { return &Allow{next: next, rules: rules} }

// Inject implements Injector.
func (a *Allow) Inject(e Event) error {
	switch e := e.(type) {
	case Key:
		if a.rules.Stop != 0 && e.Usage == a.rules.Stop {
			return nil
		}
		return a.hold(e)
	case Button:
		return a.hold(e)
	case Text:
		return a.text(e.S)
	case Pointer:
		return a.pointer(e.At)
	case Wheel:
		if a.may() && a.back() {
			return a.next.Inject(e)
		}
	}
	return nil
}

// Close closes the injector below.
func (a *Allow) Close() error { return a.next.Close() }

func (a *Allow) may() bool { return a.rules.May == nil || a.rules.May() }

// hold passes a Key or Button: a down if it is allowed, an up if its down was.
func (a *Allow) hold(e Event) error {
	up, down, _ := undo(e)
	i := slices.Index(a.down, up)
	if !down {
		if i < 0 {
			return nil
		}
		a.down = slices.Delete(a.down, i, i+1)
		return a.next.Inject(e)
	}
	if _, button := e.(Button); !a.may() || button && !a.back() || i < 0 && len(a.down) >= maxHeld {
		return nil
	}
	if err := a.next.Inject(e); err != nil {
		return err
	}
	if i < 0 {
		a.down = append(a.down, up)
	}
	return nil
}

// text passes a long text in pieces, to be stopped between them.
func (a *Allow) text(s string) error {
	for s != "" && a.may() {
		n := piece(s)
		if err := a.next.Inject(Text{S: s[:n]}); err != nil {
			return err
		}
		s = s[n:]
	}
	return nil
}

// piece is the length of the first maxText characters of s, or one more not to
// cut a line end in two.
func piece(s string) int {
	count := 0
	for i := range s {
		if count >= maxText && s[i-1] != '\r' {
			return i
		}
		count++
	}
	return len(s)
}

func (a *Allow) pointer(at image.Point) error {
	if !a.may() {
		return nil
	}
	if a.rules.Within != nil {
		inside, ok := nearest(a.rules.Within(), at)
		if !ok {
			a.moved = false
			return nil
		}
		at = inside
	}
	a.at, a.moved = at, true
	return a.next.Inject(Pointer{At: at})
}

// back moves the pointer back to where the technician has it, if there are
// limits, and says whether that is a place to click at.
func (a *Allow) back() bool {
	if a.rules.Within == nil {
		return true
	}
	return a.moved && a.pointer(a.at) == nil && a.moved
}

// nearest is the pixel in one of within that is closest to p.
func nearest(within []image.Rectangle, p image.Point) (image.Point, bool) {
	// Any point comes from the peer: keep the squares below in range.
	p = image.Pt(min(max(p.X, -maxPixel), maxPixel), min(max(p.Y, -maxPixel), maxPixel))
	var best image.Point
	distance, found := 0, false
	for _, r := range within {
		if r.Empty() {
			continue
		}
		q := image.Pt(min(max(p.X, r.Min.X), r.Max.X-1), min(max(p.Y, r.Min.Y), r.Max.Y-1))
		if d := q.Sub(p); !found || d.X*d.X+d.Y*d.Y < distance {
			best, distance, found = q, d.X*d.X+d.Y*d.Y, true
		}
	}
	return best, found
}
