package chat

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"tandem/app/session"
)

// maxLines is how many lines a chat keeps; the oldest go first.
const maxLines = 5000

// Errors of Say.
var (
	ErrEmpty   = errors.New("chat: nothing to say")
	ErrTooLong = errors.New("chat: line too long")
	ErrNobody  = errors.New("chat: nobody is there to read it")
)

// Config says whose chat it is.
type Config struct {
	Me      string  // my name, to show
	Journal Journal // nil: kept for as long as the program runs
	// History is what a Journal has kept, in its order, when the program was
	// started anew.
	History []Line
	// Passes has me pass on what a customer says to everybody to the other
	// customers, whose machines have no line to each other: a technician's does.
	Passes bool
	Now    func() time.Time // nil: time.Now
}

// A Chat is one person's side of a conversation. Use New.
type Chat struct {
	cfg     Config
	lines   session.Value[[]Line]
	members session.Value[[]Member]
	typists session.Value[[]Typist]
	unread  session.Value[int]
	trouble session.Value[error]

	mu    sync.Mutex // guards what follows
	me    string
	said  uint64 // number of my last line, or of the last that I pass on
	peers map[string]*Peer
}

// New returns a chat in which cfg.History was said.
func New(cfg Config) *Chat {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	c := &Chat{cfg: cfg, me: cfg.Me, peers: map[string]*Peer{}}
	for _, l := range cfg.History {
		c.said = max(c.said, l.number())
	}
	c.lines.Set(slices.Clone(cfg.History[max(0, len(cfg.History)-maxLines):]))
	return c
}

// Lines is what was said, oldest first.
func (c *Chat) Lines() *session.Value[[]Line] { return &c.lines }

// Members are those who can be written to, customers first.
func (c *Chat) Members() *session.Value[[]Member] { return &c.members }

// Unread is how many lines of others were heard since Read.
func (c *Chat) Unread() *session.Value[int] { return &c.unread }

// Read says that all lines were seen.
func (c *Chat) Read() {
	if c.unread.Get() != 0 {
		c.unread.Set(0)
	}
}

// Trouble is why the journal did not take the last line; nil while it takes them.
func (c *Chat) Trouble() *session.Value[error] { return &c.trouble }

// SetName sets the name shown for my lines from now on.
func (c *Chat) SetName(me string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.me = me
}

// Said is the number of the last line that I have sent, 0 before the first.
func (c *Chat) Said() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.said
}

// Join adds m, who gets my lines after the one with number since, or returns
// the Peer that they have had since an earlier Join, under a new name perhaps.
func (c *Chat) Join(m Member, since uint64) *Peer {
	c.mu.Lock()
	defer c.mu.Unlock()
	m.Name = clean(m.Name)
	p := c.peers[m.ID]
	if p == nil {
		p = &Peer{chat: c, since: since, due: make(chan struct{}, 1)}
		for _, l := range c.lines.Get() {
			if !l.Mine && l.FromID == m.ID {
				p.heard = max(p.heard, l.Number)
			}
		}
		c.peers[m.ID] = p
	}
	p.member = m
	c.showMembers()
	return p
}

// Part removes a member who will not come back. What has not arrived there never will.
func (c *Chat) Part(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.peers, id)
	c.showMembers()
	c.arrived()
}

// showMembers publishes the members. c.mu is held.
func (c *Chat) showMembers() {
	var ms []Member
	for _, p := range c.peers {
		ms = append(ms, p.member)
	}
	slices.SortFunc(ms, func(a, b Member) int {
		if a.Role != b.Role {
			return int(b.Role) - int(a.Role)
		}
		return strings.Compare(a.Name+a.ID, b.Name+b.ID)
	})
	c.members.Set(ms)
}

// Say says text to everybody, as SayTo does.
func (c *Chat) Say(text string) error { return c.SayTo(Audience{}, text) }

// SayTo adds a line of mine and sends it to those it is for, as soon as their
// lines are up. It returns ErrEmpty, ErrTooLong, ErrNobody or the journal's
// error, and then changed nothing.
func (c *Chat) SayTo(to Audience, text string) error {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return ErrEmpty
	case len(text) > MaxText:
		return ErrTooLong
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	readers := c.readers(to)
	if len(readers) == 0 {
		return ErrNobody
	}
	l := Line{Number: c.said + 1, Mine: true, From: c.me, To: to, Text: clean(text), At: c.cfg.Now()}
	if err := c.keep(l); err != nil {
		return err
	}
	c.show(l)
	c.said++
	for _, p := range readers {
		p.poke()
	}
	return nil
}

// readers returns who gets a line to an audience. c.mu is held.
func (c *Chat) readers(to Audience) []*Peer {
	return slices.DeleteFunc(slices.Collect(maps.Values(c.peers)), func(p *Peer) bool { return !to.includes(p.member) })
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

// arrived marks the lines that all their readers have. c.mu is held.
func (c *Chat) arrived() {
	c.lines.Update(func(ls []Line) []Line {
		next := slices.Clone(ls)
		for i, l := range next {
			next[i].Arrived = l.Arrived || l.Mine && c.has(l)
		}
		return next
	})
}

// has reports whether all who are to read l have it, and there are some. c.mu is held.
func (c *Chat) has(l Line) bool {
	some := false
	for _, p := range c.peers {
		if p.gets(l) {
			some = true
			if p.acked < l.Number {
				return false
			}
		}
	}
	return some
}
