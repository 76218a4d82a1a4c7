package screen

import (
	"time"

	"tandem/app/session"
)

// A Mode is what the picture is to be good at. Its numbers are those of the wire.
type Mode uint8

// The modes.
const (
	Automatic Mode = iota // as good as the line and the shown machine allow
	Standard              // the best picture
	Sampling              // a few pictures a second, steadily: the least load
)

func (m Mode) known() bool { return m <= Sampling }

// maxRate is the most pictures a second, samplingRate those of Sampling. What
// changes thirty times a second is seen at once only by looking more often: the
// second half of a change must not wait until the next is due.
const (
	maxRate      = 60
	samplingRate = 8
)

// MaxLevel is the last step down of Automatic.
const MaxLevel = 3

// following returns when the picture after one taken now may be taken, every
// apart; due is when that one might have been, so that the pace is steady.
func following(due, now time.Time, every time.Duration) time.Time {
	if next := due.Add(every); next.After(now) {
		return next
	}
	return now.Add(every)
}

// SetMode asks for a mode, now and whenever the other machine shows something
// again. It does not wait. The mode in force is in the ViewState; machines
// that know no modes stay with Automatic.
func (v *Viewer) SetMode(m Mode) {
	v.mu.Lock()
	v.mode = m
	v.mu.Unlock()
	v.request(reply{Mode: &mode{m}})
}

// Figures tell how the showing does. They are for the eye: rounded, about the
// last second, and zero where not known.
type Figures struct {
	RTT    time.Duration // of the path
	Age    time.Duration // of the pictures when they were decoded
	Bytes  int           // of updates that came, a second
	Frames int           // pictures a second
	Lost   float64       // share of the packets sent here that were lost
}

// Figures changes once a second while pictures come, and once more after.
func (v *Viewer) Figures() *session.Value[Figures] { return &v.figures }

// recall asks for the mode that was set before this showing began, and says whether
// anybody looks.
func (v *Viewer) recall() {
	v.mu.Lock()
	m := v.mode
	v.mu.Unlock()
	if m != Automatic {
		v.request(reply{Mode: &mode{m}})
	}
	if !v.looked() {
		v.request(reply{Glance: &glance{true}})
	}
}

// measure publishes what the showing side has told.
func (r *receiver) measure(f *figures) {
	now := time.Now()
	took := max(now.Sub(r.told), time.Millisecond)
	r.v.figures.Set(Figures{
		RTT: time.Duration(f.RTT) * time.Millisecond, Age: time.Duration(f.Age) * time.Millisecond,
		Bytes: int(float64(r.bytes) / took.Seconds()), Frames: f.Frames, Lost: float64(f.Lost) / 1000,
	})
	r.bytes, r.told = 0, now
}
