package exchange

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"tandem/app/site/ledger"
	"tandem/transport/link"
)

// How long a customer may wait for an answer, of a Console and of the person in
// front of it, and keep a link without joining.
const (
	answerWait = 2 * time.Minute
	askedWait  = 10 * time.Minute
	idleWait   = 30 * time.Minute
)

// A customer is the link of a Manager. It is in one session at most.
type customer struct {
	x    *Exchange
	peer *peer

	// Guarded by x.mu.
	session     string // empty: in none
	participant string
	joined      bool // else it waits for the answer
	asked       bool // the technician is being asked about it
	knock       *link.Knock
	since       time.Time
}

var (
	_ talker = (*customer)(nil)
	_ caller = (*customer)(nil)
)

func (c *customer) admit() bool {
	was := c.joined
	c.joined = true
	return !was
}

func (c *customer) tell(m *link.Message) { c.peer.send(m) }

func (c *customer) refused(why link.Reason) *link.Message {
	return &link.Message{Refused: &link.Refused{Reason: why}}
}

func (c *customer) hear(ctx context.Context, m *link.Message) error {
	switch {
	case m.Join != nil:
		return c.join(ctx, m.Join)
	case m.Left != nil:
		return c.left(ctx, m.Left)
	case *m == link.Message{}:
		return nil // of a newer kind
	}
	return errTurn
}

func (c *customer) join(ctx context.Context, j *link.Join) error {
	c.x.mu.Lock()
	busy := c.session != ""
	c.x.mu.Unlock()
	name := strings.TrimSpace(j.Name)
	switch {
	case busy || name == "":
		return errTurn
	case j.Offer.Protocol < link.Protocol:
		c.peer.refuse(link.TooOld, 0)
		return nil
	}
	p := ledger.Participant{ID: rand.Text(), Name: name, Address: c.peer.ip}
	id, err := c.x.Ledger.Join(ctx, j.Number, c.peer.addr, p)
	if err != nil {
		reason, retry := Reason(err)
		if reason == link.Failed {
			c.x.Log.ErrorContext(ctx, "cannot join", "err", err)
		}
		c.x.Count("refused_joins_total", 1)
		c.peer.refuse(reason, retry)
		return nil
	}
	c.x.mu.Lock()
	s := c.x.sessions[id]
	if s == nil { // ended between the two
		c.x.mu.Unlock()
		c.peer.refuse(link.Ended, 0)
		return nil
	}
	s.customers[p.ID] = c
	c.session, c.participant, c.joined, c.asked, c.since = id, p.ID, false, false, c.x.Now()
	c.knock = &link.Knock{Session: id, Participant: p.ID, Name: name, Address: c.peer.ip, Offer: j.Offer}
	s.tell(&link.Message{Knock: c.knock})
	c.x.mu.Unlock()
	return nil
}

// left is a customer's own good-bye.
func (c *customer) left(ctx context.Context, l *link.Left) error {
	c.x.mu.Lock()
	late := c.session == ""
	wrong := l.Session != "" && l.Session != c.session
	c.x.mu.Unlock()
	if late {
		return nil
	}
	if wrong {
		return errTurn
	}
	c.out(ctx, false, false)
	return nil
}

// tick gives up waiting for a technician who does not answer, and breaks a
// link that nobody uses.
func (c *customer) tick(ctx context.Context) error {
	c.x.mu.Lock()
	now := c.x.Now()
	if c.since.IsZero() {
		c.since = now
	}
	waited, waits, idle, wait := now.Sub(c.since), c.session != "" && !c.joined, c.session == "", answerWait
	if c.asked {
		wait = askedWait
	}
	c.x.mu.Unlock()
	if idle && waited >= idleWait {
		return errIdle
	}
	if waits && waited >= wait && c.out(ctx, true, true) {
		c.peer.refuse(link.Failed, 0)
	}
	return nil
}

func (c *customer) gone(ctx context.Context, lost bool) {
	c.x.mu.Lock()
	stops := c.x.closed
	c.x.mu.Unlock()
	if !stops {
		c.out(ctx, lost, false)
	}
}

// out takes the customer out of the session and tells the technician. It
// reports whether there was anything to do; with waiting, a customer who was
// let in stays.
func (c *customer) out(ctx context.Context, lost, waiting bool) bool {
	c.x.mu.Lock()
	s := c.x.sessions[c.session]
	if s == nil || waiting && c.joined {
		c.x.mu.Unlock()
		return false
	}
	id, participant := c.session, c.participant
	c.leave(s)
	s.tell(&link.Message{Left: &link.Left{Session: id, Participant: participant, Lost: lost}})
	c.x.mu.Unlock()
	c.x.note(ctx, c.x.Ledger.Leave(ctx, id, participant))
	c.x.Log.InfoContext(ctx, "customer left", "session", id, "participant", participant, "lost", lost)
	return true
}

// leave undoes join in memory and reports whether the customer was let in. It
// is called with x.mu held.
func (c *customer) leave(s *session) (joined bool) {
	delete(s.customers, c.participant)
	joined = c.joined
	c.session, c.participant, c.joined, c.knock, c.since = "", "", false, nil, c.x.Now()
	return joined
}

// Reason says to who knocks why the ledger refuses.
func Reason(err error) (reason link.Reason, retry time.Duration) {
	var slow *ledger.SlowDownError
	switch {
	case errors.As(err, &slow):
		return link.SlowDown, slow.Retry
	case errors.Is(err, ledger.ErrWrongNumber):
		return link.WrongNumber, 0
	case errors.Is(err, ledger.ErrInUse):
		return link.InUse, 0
	case errors.Is(err, ledger.ErrEnded):
		return link.Ended, 0
	case errors.Is(err, ledger.ErrTooMany):
		return link.OneSession, 0
	}
	return link.Failed, 0
}
