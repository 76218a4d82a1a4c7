package quic

import (
	"math"
	"time"

	"github.com/quic-go/quic-go/plug"
)

// tcp is a sender as the systems' TCP has it: slow start, then CUBIC (RFC 9438),
// without pacing. It is what a foreign upload does to the line.
type tcp struct {
	packet          int
	window, slow    float64 // packets
	wMax, k, reno   float64
	epoch, now, rtt time.Duration
	growing         bool
	newest, cutback int64
	inFlight        int
}

var _ plug.Controller = (*tcp)(nil)

func cubicTCP(s plug.Start) plug.Controller {
	return &tcp{packet: s.Packet, window: 10, slow: math.Inf(1), rtt: s.RTT}
}

func (c *tcp) Sent(now time.Duration, number int64, _, inFlight int, counted bool) {
	if c.now = now; counted {
		c.newest, c.inFlight = number, inFlight
	}
}

func (c *tcp) Timed(rtt time.Duration) { c.rtt += (rtt - c.rtt) / 8 }

func (c *tcp) Acked(now time.Duration, _ int64, bytes int) {
	full := float64(c.inFlight)/float64(c.packet) >= c.window-3
	c.inFlight -= bytes
	n := float64(bytes) / float64(c.packet)
	switch {
	case !full:
	case c.window < c.slow:
		c.window += n
	default:
		if !c.growing {
			c.growing, c.epoch, c.reno = true, now, c.window
			c.k = math.Cbrt(max(0, c.wMax-c.window) / 0.4)
		}
		t := (now - c.epoch + c.rtt).Seconds() - c.k
		target := min(max(c.wMax+0.4*t*t*t, c.window), 1.5*c.window)
		c.reno += 0.53 * n / c.window
		c.window = max(c.window+(target-c.window)/c.window*n, c.reno)
	}
}

func (c *tcp) Lost(_ time.Duration, number int64, bytes int) {
	c.inFlight -= bytes
	if number <= c.cutback {
		return
	}
	c.cutback, c.growing = c.newest, false
	if c.wMax, c.window = c.window, max(2, c.window*0.7); c.slow < math.Inf(1) && c.wMax < c.slow {
		c.wMax *= 0.85
	}
	c.slow = c.window
}

func (c *tcp) CanSend(inFlight int) bool   { return inFlight < c.Window() }
func (c *tcp) Ready(time.Duration) bool    { return true }
func (c *tcp) Next() (time.Duration, bool) { return 0, false }
func (c *tcp) Resize(int)                  {}
func (c *tcp) Window() int                 { return int(c.window * float64(c.packet)) }
func (c *tcp) Starting() bool              { return c.window < c.slow }
