package chat

import (
	"slices"
	"time"

	"tandem/app/session"
)

// How often others are told that I type, and how long that holds.
const (
	tellTyping  = 3 * time.Second
	typingHolds = 6 * time.Second
)

// A Typist is a member who is writing something, until then.
type Typist struct {
	Member
	Until time.Time
}

// Typing are those who write something at this moment; an entry whose time is
// over is to be left out.
func (c *Chat) Typing() *session.Value[[]Typist] { return &c.typists }

// Type tells those whom a line would be for that one is being written. It is to
// be called with every key; they are told every few seconds at most.
func (c *Chat) Type(to Audience) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.cfg.Now()
	for _, p := range c.readers(to) {
		if now.Sub(p.told) >= tellTyping {
			p.typing, p.told = true, now
			p.poke()
		}
	}
}

// tell reports, once, whether the peer is to be told that I type.
func (p *Peer) tell() bool {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	is := p.typing
	p.typing = false
	return is
}

// types notes that p writes something.
func (c *Chat) types(p *Peer, _ *typing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.cfg.Now()
	c.typists.Update(func(ts []Typist) []Typist {
		ts = slices.DeleteFunc(slices.Clone(ts), func(t Typist) bool { return t.ID == p.member.ID || !now.Before(t.Until) })
		return append(ts, Typist{p.member, now.Add(typingHolds)})
	})
}

// rests notes that what p was writing has come. c.mu is held.
func (c *Chat) rests(p *Peer) {
	c.typists.Update(func(ts []Typist) []Typist {
		return slices.DeleteFunc(slices.Clone(ts), func(t Typist) bool { return t.ID == p.member.ID })
	})
}
