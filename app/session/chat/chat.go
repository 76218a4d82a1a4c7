// Package chat is what the people in a session write to each other.
//
// The technician's machine opens the channel "chat". Every line is numbered by
// its writer and acknowledged by its reader, so that both see what has arrived;
// a line written while the line was down is sent when it is up.
//
// # Decisions
//
// A line goes to the Journal before it goes to the peer: what was said stays,
// whichever process is killed when. What cannot be kept is not said.
package chat

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/transport"
)

// MaxText is the longest line, in bytes.
const MaxText = 4096

// maxLines is how many lines a chat keeps; the oldest go first.
const maxLines = 5000

// Errors of Say.
var (
	ErrEmpty   = errors.New("chat: nothing to say")
	ErrTooLong = errors.New("chat: line too long")
)

// A Line is something said. It is immutable.
type Line struct {
	Number  uint64 // counts from 1 for each writer
	Mine    bool
	From    string // the writer's name
	Text    string
	At      time.Time // by the clock of the machine that shows it
	Arrived bool      // for mine: the peer has it
}

// A Journal keeps lines for good. Append returns when the line is safe.
type Journal interface {
	Append(l Line) error
}

// Config says whose chat it is.
type Config struct {
	Me, Peer string  // names to show
	Journal  Journal // nil: kept for as long as the program runs
	Now      func() time.Time
}

// A Chat is one side of a conversation. It is a session.Feature.
type Chat struct {
	cfg     Config
	lines   session.Value[[]Line]
	trouble session.Value[error]

	mu    sync.Mutex // guards what follows
	said  uint64     // number of my last line
	heard uint64     // number of the peer's last line
	due   chan struct{}
}

var _ session.Feature = (*Chat)(nil)

// Name is the channel's name.
const Name = "chat"

// New returns an empty chat.
func New(cfg Config) *Chat {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Chat{cfg: cfg, due: make(chan struct{}, 1)}
}

// Name returns the channel's name.
func (c *Chat) Name() string { return Name }

// Needs returns session.None: talking needs no permission.
func (c *Chat) Needs() session.Permission { return session.None }

// Lines is what was said, oldest first.
func (c *Chat) Lines() *session.Value[[]Line] { return &c.lines }

// Trouble is why the journal did not take the last line; nil while it takes them.
func (c *Chat) Trouble() *session.Value[error] { return &c.trouble }

// SetNames sets the names shown for lines from now on.
func (c *Chat) SetNames(me, peer string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cfg.Me, c.cfg.Peer = me, peer
}

// NewPeer says that the peer is another process than before: what it says
// counts from 1 again. What has not arrived yet is sent to it.
func (c *Chat) NewPeer() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heard = 0
}

// Say adds a line of mine and sends it when the line to the peer is up. It
// returns ErrEmpty, ErrTooLong, or the journal's error, and then changed nothing.
func (c *Chat) Say(text string) error {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return ErrEmpty
	case len(text) > MaxText:
		return ErrTooLong
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	l := Line{Number: c.said + 1, Mine: true, From: c.cfg.Me, Text: clean(text), At: c.cfg.Now()}
	if err := c.keep(l); err != nil {
		return err
	}
	c.show(l)
	c.said++
	select {
	case c.due <- struct{}{}:
	default:
	}
	return nil
}

// keep journals l. c.mu is held.
func (c *Chat) keep(l Line) error {
	if c.cfg.Journal == nil {
		return nil
	}
	err := c.cfg.Journal.Append(l)
	c.trouble.Set(err)
	if err != nil {
		return fmt.Errorf("chat: keep: %w", err)
	}
	return nil
}

// show adds l to the lines. c.mu is held.
func (c *Chat) show(l Line) {
	c.lines.Update(func(ls []Line) []Line {
		ls = append(append(make([]Line, 0, len(ls)+1), ls...), l)
		return ls[max(0, len(ls)-maxLines):]
	})
}

// Serve exchanges lines on ch until ctx or the channel ends.
func (c *Chat) Serve(ctx context.Context, ch transport.Channel) error {
	g, ctx := errgroup.WithContext(ctx)
	acks := make(chan uint64, 64)
	g.Go(func() error { return c.receive(ctx, ch, acks) })
	g.Go(func() error { return c.send(ctx, ch, acks) })
	return g.Wait()
}

func (c *Chat) receive(ctx context.Context, ch transport.Channel, acks chan<- uint64) error {
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
			c.hear(m.Line)
			select {
			case acks <- m.Line.Number:
			case <-ctx.Done():
				return ctx.Err()
			}
		case m.Ack != nil:
			c.arrived(m.Ack.Number)
		}
	}
}

// hear keeps and shows a line of the peer's; one that was heard before is only
// acknowledged again. A line that the journal does not take is shown all the
// same: better read and not kept than neither. Trouble tells.
func (c *Chat) hear(l *line) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l.Number <= c.heard {
		return
	}
	heard := Line{Number: l.Number, From: c.cfg.Peer, Text: clean(l.Text), At: c.cfg.Now()}
	_ = c.keep(heard) // Trouble has it
	c.show(heard)
	c.heard = l.Number
}

func (c *Chat) arrived(upTo uint64) {
	c.lines.Update(func(ls []Line) []Line {
		next := append([]Line(nil), ls...)
		for i := range next {
			if next[i].Mine && next[i].Number <= upTo {
				next[i].Arrived = true
			}
		}
		return next
	})
}

func (c *Chat) send(ctx context.Context, ch transport.Channel, acks <-chan uint64) error {
	sent := uint64(0)
	for {
		for _, l := range c.lines.Get() {
			if !l.Mine || l.Arrived || l.Number <= sent {
				continue
			}
			if err := sendMessage(ctx, ch, &message{Line: &line{l.Number, l.Text}}); err != nil {
				return err
			}
			sent = l.Number
		}
		select {
		case <-c.due:
		case n := <-acks:
			if err := sendMessage(ctx, ch, &message{Ack: &ack{n}}); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// clean makes s fit to be shown: valid, no control and no direction-changing
// characters but line breaks.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}
