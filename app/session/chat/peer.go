package chat

import (
	"context"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/transport"
)

// A Peer is another person's machine in a Chat: the feature "chat" on the line
// to it. Use Chat.Join.
type Peer struct {
	chat *Chat
	due  chan struct{} // there may be something to send

	// Guarded by chat.mu.
	member Member
	since  uint64    // the last of my lines that they do not get
	acked  uint64    // the last of my lines that they have
	heard  uint64    // the last of their lines that was shown
	typing bool      // they are to be told that I type
	told   time.Time // when they were told last
	stop   context.CancelFunc
	over   chan struct{} // closed when the Serve that stop stops has returned
}

var _ session.Feature = (*Peer)(nil)

// Name is the channel's name.
const Name = "chat"

// Name returns the channel's name.
func (p *Peer) Name() string { return Name }

// Needs returns session.None: talking needs no permission.
func (p *Peer) Needs() session.Permission { return session.None }

// gets reports whether the peer is to have l from me. chat.mu is held.
func (p *Peer) gets(l Line) bool {
	n := l.number()
	if n == 0 || n <= p.since || !l.To.includes(p.member) {
		return false
	}
	return l.Mine || p.member.Role == session.Customer && p.member.ID != l.FromID
}

func (p *Peer) poke() {
	select {
	case p.due <- struct{}{}:
	default:
	}
}

// Serve exchanges lines on ch until ctx or the channel ends, or Serve is called
// with another channel: one line at a time is the peer's.
func (p *Peer) Serve(ctx context.Context, ch transport.Channel) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer close(p.take(cancel))
	g, ctx := errgroup.WithContext(ctx)
	acks := make(chan uint64, 64)
	g.Go(func() error { return p.receive(ctx, ch, acks) })
	g.Go(func() error { return p.send(ctx, ch, acks) })
	return g.Wait()
}

// take stops the Serve before this one and waits for its end. What it returns is
// to be closed at the end of this one.
func (p *Peer) take(cancel context.CancelFunc) chan struct{} {
	over := make(chan struct{})
	p.chat.mu.Lock()
	stop, before := p.stop, p.over
	p.stop, p.over = cancel, over
	p.chat.mu.Unlock()
	if stop != nil {
		stop()
		<-before
	}
	return over
}

func (p *Peer) receive(ctx context.Context, ch transport.Channel, acks chan<- uint64) error {
	for {
		b, err := ch.Recv(ctx)
		if err != nil {
			return err
		}
		m, err := parse(b)
		if err != nil {
			return err
		}
		switch {
		case m.Line != nil:
			p.hear(m.Line)
			select {
			case acks <- m.Line.Number:
			case <-ctx.Done():
				return ctx.Err()
			}
		case m.Ack != nil:
			p.ack(m.Ack.Number)
		case m.Typing != nil:
			p.chat.types(p, m.Typing)
		}
	}
}

// hear keeps and shows a line of the peer's; one that was heard before is only
// acknowledged again. A line that the journal does not take is shown all the
// same: better read and not kept than neither. Trouble tells.
func (p *Peer) hear(l *line) {
	c := p.chat
	c.mu.Lock()
	defer c.mu.Unlock()
	if l.Number <= p.heard {
		return
	}
	p.heard = l.Number
	heard := Line{
		Number: l.Number, From: p.member.Name, FromID: p.member.ID, Role: p.member.Role, To: Audience{Kind: AudienceKind(l.To)},
		Text: clean(l.Text), At: c.cfg.Now(),
	}
	if l.FromID != "" {
		if !c.believes(p, l) {
			return
		}
		heard.Number, heard.From, heard.FromID, heard.Role = l.Of, clean(l.From), l.FromID, session.Customer
		heard.To = Audience{}
	} else if c.cfg.Passes && p.member.Role == session.Customer && heard.To.Kind == Everybody {
		c.said++
		heard.Passed = c.said
	}
	_ = c.keep(heard) // Trouble has it
	c.show(heard)
	if heard.Passed != 0 {
		for _, o := range c.peers {
			o.poke()
		}
	}
	c.unread.Update(func(n int) int { return n + 1 })
	c.rests(p)
}

// believes reports whether a line that p passes on is to be shown: technicians
// alone speak for others, and not for those who speak to me themselves. c.mu is
// held.
func (c *Chat) believes(p *Peer, l *line) bool {
	return p.member.Role == session.Technician && c.peers[l.FromID] == nil &&
		!slices.ContainsFunc(c.lines.Get(), func(o Line) bool { return !o.Mine && o.FromID == l.FromID && o.Number == l.Of })
}

func (p *Peer) ack(upTo uint64) {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	p.acked = max(p.acked, min(upTo, p.chat.said))
	p.chat.arrived()
}

// next returns the first line that the peer lacks after number sent.
func (p *Peer) next(sent uint64) (Line, bool) {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	for _, l := range p.chat.lines.Get() {
		if n := l.number(); p.gets(l) && n > sent && n > p.acked {
			return l, true
		}
	}
	return Line{}, false
}

func (p *Peer) send(ctx context.Context, ch transport.Channel, acks <-chan uint64) error {
	sent := uint64(0)
	for {
		for l, ok := p.next(sent); ok; l, ok = p.next(sent) {
			m := &line{Number: l.number(), Text: l.Text, To: uint8(l.To.Kind)}
			if !l.Mine {
				m.Of, m.From, m.FromID = l.Number, l.From, l.FromID
			}
			if err := sendMessage(ctx, ch, &message{Line: m}); err != nil {
				return err
			}
			sent = m.Number
		}
		if p.tell() {
			if err := sendMessage(ctx, ch, &message{Typing: &typing{}}); err != nil {
				return err
			}
		}
		select {
		case <-p.due:
		case n := <-acks:
			if err := sendMessage(ctx, ch, &message{Ack: &ack{n}}); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
