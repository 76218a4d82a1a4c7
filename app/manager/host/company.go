package host

import (
	"context"
	"errors"
	"fmt"
	"image"
	"sync"
	"time"

	"tandem/app/session"
	"tandem/app/session/roster"
	"tandem/transport"
	"tandem/transport/quic"
)

// A line is the line to the machine of one technician.
type line struct {
	id, name string
	conn     *quic.Conn
	voice    *Voice
	shown    session.Value[image.Rectangle] // the display that the technician sees
	serves   []string                       // other customers who see it by way of the technician; guarded by company.mu
	over     chan struct{}                  // closed at the end, after err is set
	err      error
}

// A company are the technicians whose machines this one has lines to, and who of
// them leads.
type company struct {
	h         *Host
	end       *quic.Endpoint
	me        string // the fingerprint of this machine
	name      string // the customer's
	following roster.Following
	leads     session.Value[string] // the leader
	work      sync.WaitGroup        // lines and dialling

	order sync.Mutex // makes what follows from one event happen before the next; taken before mu
	told  bool       // guarded by order; who is there was told before

	mu      sync.Mutex // guards what follows
	lines   map[string]*line
	dialing map[string]context.CancelFunc
	leader  string
	list    roster.List
	closed  bool
}

func newCompany(h *Host, end *quic.Endpoint, me transport.Fingerprint, name string) *company {
	return &company{
		h: h, end: end, me: me.String(), name: name,
		lines: map[string]*line{}, dialing: map[string]context.CancelFunc{},
	}
}

// errHandedOver means that the session was handed over to a technician to whose
// machine there is no line.
var errHandedOver = fmt.Errorf("host: handed over to one who is out of reach: %w", transport.ErrLost)

// await waits for the end of the line to whoever leads then, and returns its
// error. The end of another's is nothing to the session.
func (c *company) await(ctx context.Context) error {
	for seen := uint64(0); ; {
		leader, at, err := c.leads.Next(ctx, seen)
		if err != nil {
			return err
		}
		seen = at
		l := c.line(leader)
		if l == nil {
			return errHandedOver
		}
		next, cancel := context.WithCancel(ctx)
		changed := make(chan struct{})
		go func() { // ends with next, and is waited for
			defer close(changed)
			_, _, _ = c.leads.Next(next, seen) // whichever it is
		}()
		select {
		case <-l.over:
			cancel()
			<-changed
			if c.leads.Get() == leader {
				return l.err
			}
		case <-changed:
			cancel()
		}
	}
}

// line returns the line to a technician; nil when there is none.
func (c *company) line(id string) *line {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lines[id]
}

// conn returns the line to whoever leads; nil when there is none.
func (c *company) conn() *quic.Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.lines[c.leader]; l != nil {
		return l.conn
	}
	return nil
}

// lead notes whom the site names as the leader.
func (c *company) lead(id string) {
	c.order.Lock()
	defer c.order.Unlock()
	c.h.consent.Lead(id)
	c.following.Lead(id, 0)
	c.mu.Lock()
	c.leader = id
	c.mu.Unlock()
	if c.leads.Get() != id {
		c.leads.Set(id)
	}
}

// heard takes what a technician's machine says about who is there.
func (c *company) heard(ctx context.Context, from string, l roster.List) {
	c.order.Lock()
	defer c.order.Unlock()
	leader, now := c.following.Hear(from, l)
	c.mu.Lock()
	before := c.leader
	c.leader, c.list = leader, now
	c.mu.Unlock()
	if leader != before {
		c.succeed(leader, now)
	}
	c.keepHidden(now)
	c.gather()
	if leader != before {
		c.leads.Set(leader)
	}
	c.reach(ctx, leader, now)
}

// succeed notes that the leader has handed over.
func (c *company) succeed(leader string, l roster.List) {
	p, _ := l.Person(leader) // it is in the list by which it leads
	c.h.consent.Succeed(leader)
	c.h.update(func(s *State) { s.Technician = p.Name })
	c.h.note(Leading, Person{ID: p.ID, Name: p.Name, Role: p.Role, Leads: true, Here: true, Hidden: c.h.consent.Hidden(leader)})
	c.h.cfg.Log.Info("session handed over", "technician", p.Name)
}

// keepHidden keeps the screen from one who comes back in another program under a
// name from which it is kept.
func (c *company) keepHidden(l roster.List) {
	hidden := map[string]bool{}
	known := map[string]bool{}
	for _, p := range c.h.state.Get().People {
		known[p.ID] = true
		if p.Hidden && p.Role == session.Technician {
			hidden[p.Name] = true
		}
	}
	for _, p := range technicians(l) {
		if hidden[p.Name] && !known[p.ID] {
			c.h.consent.Hide(p.ID, true)
		}
	}
}

// reach dials the technicians who are there beside the leader, and ends the
// lines to those who are not there any more.
func (c *company) reach(ctx context.Context, leader string, l roster.List) {
	for _, p := range technicians(l) {
		if p.ID != leader && len(p.Candidates) > 0 {
			c.dial(ctx, p.ID, 0)
		}
	}
	c.mu.Lock()
	var gone []*line
	for id, x := range c.lines {
		if _, is := l.Person(id); !is && id != leader && len(l.People) > 0 {
			gone = append(gone, x)
		}
	}
	for id, stop := range c.dialing {
		if _, is := l.Person(id); !is || id == leader {
			stop()
			delete(c.dialing, id)
		}
	}
	c.mu.Unlock()
	for _, x := range gone {
		_ = x.conn.Close() // it is over either way
	}
}

// How long to wait between attempts to reach a technician who looks on.
const (
	firstDial = time.Second
	lastDial  = 15 * time.Second
)

// dial dials a technician, after a while, until there is a line, or until they
// are not there any more. ctx is the session's.
func (c *company) dial(ctx context.Context, id string, after time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.lines[id] != nil || c.dialing[id] != nil {
		return
	}
	session := ctx
	ctx, cancel := context.WithCancel(ctx)
	c.dialing[id] = cancel
	c.work.Go(func() {
		defer cancel()
		for wait := max(after, firstDial); ; wait = min(2*wait, lastDial) {
			select {
			case <-time.After(after):
			case <-ctx.Done():
				return
			}
			after = wait
			c.mu.Lock()
			p, is := c.list.Person(id)
			c.mu.Unlock()
			if !is {
				return
			}
			if conn, err := c.try(ctx, p); err == nil {
				c.take(session, conn, id, p.Name)
				return
			} else if ctx.Err() == nil {
				c.h.cfg.Log.InfoContext(ctx, "technician not reached", "name", p.Name, "err", err)
			}
		}
	})
}

func (c *company) try(ctx context.Context, p roster.Person) (*quic.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	fp, err := transport.DecodeFingerprint(p.ID)
	if err != nil {
		return nil, err
	}
	return c.end.Dial(ctx, fp, p.Candidates)
}

// take runs the session with a technician on conn, in place of the line to them
// that there was.
func (c *company) take(ctx context.Context, conn *quic.Conn, id, name string) {
	l := &line{id: id, name: name, conn: conn, voice: c.h.consent.Of(id), over: make(chan struct{})}
	c.mu.Lock()
	delete(c.dialing, id)
	if c.closed {
		c.mu.Unlock()
		_ = conn.Close() // nobody is here any more
		return
	}
	old := c.lines[id]
	c.lines[id] = l
	c.mu.Unlock()
	if old != nil {
		old.conn.Drop() // it is dead, or the technician would not have been dialled again
	}
	c.work.Go(func() {
		err := c.h.run(ctx, c, l)
		c.ended(ctx, l, err)
	})
}

// ended notes that a line has ended. A technician who looks on and whose line
// broke is dialled again.
func (c *company) ended(ctx context.Context, l *line, err error) {
	c.mu.Lock()
	same := c.lines[l.id] == l
	if same {
		delete(c.lines, l.id)
	}
	leads := c.leader == l.id
	_, listed := c.list.Person(l.id)
	c.mu.Unlock()
	left := errors.Is(err, session.ErrEnded)
	if same && !leads && (left || !listed) {
		c.h.chat.Part(l.id)
	}
	l.err = err
	close(l.over)
	c.reshow()
	if same && !leads && listed && !left && !c.h.left() {
		c.dial(ctx, l.id, firstDial)
	}
}

// close ends all lines and waits for their end. Sessions are to be over before,
// as far as there is something to say.
func (c *company) close() {
	c.mu.Lock()
	c.closed = true
	for _, stop := range c.dialing {
		stop()
	}
	c.mu.Unlock()
	c.work.Wait()
}
