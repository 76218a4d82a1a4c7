package host

import (
	"context"
	"slices"
	"sync"
	"time"

	"tandem/app/session"
)

// answerTime is how long a prompt waits for the customer; without an answer it
// expires, and nothing is granted.
const answerTime = 60 * time.Second

// askAgain is how long a refusal stands before the same may be asked again.
const askAgain = 10 * time.Second

// A Prompt is a question to the customer.
type Prompt struct {
	ID         uint64
	Permission session.Permission
	From       session.Person // the technician, by the name the site has verified
	Deadline   time.Time      // when it expires
}

// Consent is the customer's word: what is asked, what is granted, and what runs
// on it. It is enforced here and nowhere else; nothing that comes over the
// network widens it. It is the session's Guard and Decider. Use NewConsent.
type Consent struct {
	prompts session.Value[[]Prompt]
	grants  session.Value[session.Grants]

	mu      sync.Mutex // guards what follows; no callback is made with it held
	lastID  uint64
	answers map[uint64]chan bool
	refused map[session.Permission]time.Time
	granted map[session.Permission]*grant
	paused  bool
	missing []string
}

// A grant is one permission, until it is taken back.
type grant struct{ done chan struct{} }

var (
	_ session.Guard   = (*Consent)(nil)
	_ session.Decider = (*Consent)(nil)
)

// NewConsent returns a consent by which nothing is granted. missing is what this
// computer lacks, session.MissingOpenGL and the like.
func NewConsent(missing []string) *Consent {
	c := &Consent{
		answers: map[uint64]chan bool{}, refused: map[session.Permission]time.Time{},
		granted: map[session.Permission]*grant{}, missing: missing,
	}
	c.publish()
	return c
}

// Prompts is what the customer is being asked, oldest first.
func (c *Consent) Prompts() *session.Value[[]Prompt] { return &c.prompts }

// Grants is what is granted.
func (c *Consent) Grants() *session.Value[session.Grants] { return &c.grants }

// Decide asks the customer and waits for the answer.
func (c *Consent) Decide(ctx context.Context, from session.Person, r session.Request) session.Outcome {
	p, answer, verdict := c.raise(from, r.Permission)
	if verdict != session.Pending {
		return verdict
	}
	defer c.lower(p.ID)
	expired := time.NewTimer(time.Until(p.Deadline))
	defer expired.Stop()
	select {
	case allow := <-answer:
		return c.settle(r.Permission, allow)
	case <-expired.C:
		return session.Expired
	case <-ctx.Done():
		return session.Withdrawn
	}
}

// raise adds a prompt, unless there is an answer already.
func (c *Consent) raise(from session.Person, p session.Permission) (Prompt, <-chan bool, session.Outcome) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.granted[p] != nil {
		return Prompt{}, nil, session.Allowed
	}
	asking := slices.ContainsFunc(c.prompts.Get(), func(q Prompt) bool { return q.Permission == p })
	if at, ok := c.refused[p]; asking || ok && time.Since(at) < askAgain {
		return Prompt{}, nil, session.TooSoon
	}
	c.lastID++
	q := Prompt{ID: c.lastID, Permission: p, From: from, Deadline: time.Now().Add(answerTime)}
	answer := make(chan bool, 1)
	c.answers[q.ID] = answer
	c.prompts.Update(func(ps []Prompt) []Prompt { return append(slices.Clone(ps), q) })
	return q, answer, session.Pending
}

func (c *Consent) lower(id uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.answers, id)
	c.prompts.Update(func(ps []Prompt) []Prompt {
		return slices.DeleteFunc(slices.Clone(ps), func(p Prompt) bool { return p.ID == id })
	})
}

func (c *Consent) settle(p session.Permission, allow bool) session.Outcome {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !allow {
		c.refused[p] = time.Now()
		return session.Declined
	}
	delete(c.refused, p)
	if c.granted[p] == nil {
		c.granted[p] = &grant{done: make(chan struct{})}
	}
	c.publish()
	return session.Allowed
}

// Answer answers the prompt with this ID, if it still waits.
func (c *Consent) Answer(id uint64, allow bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if answer := c.answers[id]; answer != nil {
		select {
		case answer <- allow:
		default: // answered already
		}
	}
}

// Grant returns a context that ends as soon as p is taken back.
func (c *Consent) Grant(ctx context.Context, p session.Permission) (context.Context, context.CancelFunc, bool) {
	c.mu.Lock()
	g := c.granted[p]
	c.mu.Unlock()
	if g == nil {
		return nil, nil, false
	}
	ctx, cancel := context.WithCancel(ctx)
	go func() { // ends with ctx, which the caller cancels
		select {
		case <-g.done:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel, true
}

// Pause puts the view on hold, or lets it go on. While it is on hold nothing is
// captured and nothing injected.
func (c *Consent) Pause(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.paused = on && c.granted[session.View] != nil
	c.publish()
}

// StopControl takes back control. The same may not be asked again at once.
func (c *Consent) StopControl() { c.revoke(true, session.Control) }

// StopSharing takes back the view, and control with it, likewise.
func (c *Consent) StopSharing() { c.revoke(true, session.Control, session.View) }

// Yielded takes back what the technician gives back.
func (c *Consent) Yielded(p session.Permission) {
	if p == session.View {
		c.revoke(false, session.Control, session.View)
		return
	}
	c.revoke(false, p)
}

// revoke takes permissions back; refused ones may not be asked again at once.
func (c *Consent) revoke(refused bool, ps ...session.Permission) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range ps {
		if g := c.granted[p]; g != nil {
			close(g.done)
			delete(c.granted, p)
			if refused {
				c.refused[p] = time.Now()
			}
		}
		if p == session.View {
			c.paused = false
		}
	}
	c.publish()
}

// publish tells what is granted. c.mu is held.
func (c *Consent) publish() {
	g := session.Grants{Paused: c.paused, Missing: c.missing}
	for p := range c.granted {
		g.Permissions = append(g.Permissions, p)
	}
	slices.Sort(g.Permissions)
	c.grants.Set(g)
}
