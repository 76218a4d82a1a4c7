package desktest

import (
	"net"
	"sync/atomic"

	"tandem/transport/link"
)

// A wire is a socket that can fall silent, as that of a program that was killed.
type wire struct {
	net.PacketConn
	cut atomic.Bool
}

// WriteTo sends b, or only says so.
func (w *wire) WriteTo(b []byte, to net.Addr) (int, error) {
	if w.cut.Load() {
		return len(b), nil
	}
	return w.PacketConn.WriteTo(b, to)
}

// Vanish is what a customer's program does that is killed: it says nothing more,
// and the site notices and tells the desk.
func (c *Customer) Vanish() {
	c.wire.cut.Store(true)
	c.site.send(&link.Message{Left: &link.Left{Session: c.session.ID, Participant: c.participant, Lost: true}})
}
