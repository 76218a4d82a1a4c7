package congestion

import (
	"math"
	"time"
)

// Constants of RFC 9438, sections 4.1 and 4.6.
const (
	cubicC    = 0.4
	cubicBeta = 0.7
	renoAlpha = 3 * (1 - cubicBeta) / (1 + cubicBeta)
)

// A cubic is the window that CUBIC would have (RFC 9438), in packets.
type cubic struct {
	window  float64
	wMax    float64
	reno    float64       // W_est, section 4.3
	k       float64       // seconds
	epoch   time.Duration // when the window began to grow
	started bool          // epoch is set
	cutback int64         // losses up to this packet were answered
	aim     float64       // what wMax is kept at, for so many more losses
	aims    int
}

// firstAims is after how many losses a cubic gives up to grow to its first aim.
const firstAims = 4

// begin sets the window, and that to which it grows fast.
func (c *cubic) begin(window, aim float64, newest int64) {
	*c = cubic{window: window, wMax: aim, cutback: newest, aim: aim, aims: firstAims}
}

// acked grows the window for packets acknowledged while it was full.
func (c *cubic) acked(packets float64, now, rtt time.Duration) {
	if !c.started {
		c.epoch, c.started = now, true
		c.k = math.Cbrt(max(0, c.wMax-c.window) / cubicC)
		c.reno = c.window
	}
	t := (now - c.epoch + rtt).Seconds() - c.k
	target := c.wMax + cubicC*t*t*t
	target = min(max(target, c.window), 1.5*c.window)
	alpha := renoAlpha
	if c.reno >= c.wMax {
		alpha = 1
	}
	c.reno += alpha * packets / c.window
	c.window += (target - c.window) / c.window * packets
	c.window = max(c.window, c.reno)
}

// idle stops the clock while the window is not used.
func (c *cubic) idle(d time.Duration) { c.epoch += d }

// lost answers the loss of a packet; newest is the last one sent.
func (c *cubic) lost(number, newest int64) {
	if number <= c.cutback {
		return
	}
	c.cutback = newest
	if c.window < c.wMax { // fast convergence, section 4.7
		c.wMax = c.window * (1 + cubicBeta) / 2
	} else {
		c.wMax = c.window
	}
	if c.aims > 0 && c.window < c.aim {
		c.aims--
		c.wMax = c.aim
	} else {
		c.aims = 0
	}
	c.window = max(2, c.window*cubicBeta)
	c.started = false
}
