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

// How long it takes until the same may be asked again: after a refusal, and
// after a question that was taken back or not answered, so that nobody is
// flooded with prompts.
const (
	askAgain   = 10 * time.Second
	askAnother = time.Second
)

// A Prompt is a question to the customer.
type Prompt struct {
	ID         uint64
	Permission session.Permission
	From       session.Person // the technician, by the name the site has verified
	Deadline   time.Time      // when it expires
	// Also are the names of those who will see the screen beside, for the view.
	Also []string
	// To is another customer to whom this one would show the screen, too, by
	// their own wish; its ID is empty for what a technician asks.
	To Person
}

// Consent is the customer's word: what is asked, what is granted, and what runs
// on it. It is enforced here and nowhere else; nothing that comes over the
// network widens it. Each technician's machine has a Voice in it. Use NewConsent.
type Consent struct {
	prompts session.Value[[]Prompt]
	grants  session.Value[session.Grants]

	mu        sync.Mutex // guards what follows; no callback is made with it held
	lastID    uint64
	answers   map[uint64]chan bool // of the prompts that may still be answered
	notBefore map[session.Permission]time.Time
	granted   map[session.Permission]*grant
	paused    bool // by the customer
	held      bool // by the technician
	missing   []string
	closed    bool
	leader    string                 // the technician who may ask, by ID; empty: nobody yet
	bystander bool                   // another customer is the one who is asked
	lookers   []Person               // technicians who look on
	hidden    map[string]bool        // technicians whom the customer does not show the screen
	voices    map[string]*Voice      // by ID
	beside    []string               // other customers, by ID
	admitted  map[string]bool        // those of them who see the screen while it is granted
	offers    map[uint64]*time.Timer // of the prompts about one of them; ends them
}

// A grant is one permission, until it is taken back, and what runs on it.
type grant struct {
	lastID uint64
	users  map[uint64]context.CancelFunc
}

// NewConsent returns a consent by which nothing is granted. missing is what this
// computer lacks, session.MissingOpenGL and the like.
func NewConsent(missing []string) *Consent {
	c := &Consent{
		answers: map[uint64]chan bool{}, notBefore: map[session.Permission]time.Time{},
		granted: map[session.Permission]*grant{}, missing: slices.Clone(missing),
		hidden: map[string]bool{}, voices: map[string]*Voice{}, admitted: map[string]bool{}, offers: map[uint64]*time.Timer{},
	}
	c.publish()
	return c
}

// Prompts is what the customer is being asked, oldest first.
func (c *Consent) Prompts() *session.Value[[]Prompt] { return &c.prompts }

// Grants is what is granted.
func (c *Consent) Grants() *session.Value[session.Grants] { return &c.grants }

// Lack adds to what this computer lacks, for the technician to know.
func (c *Consent) Lack(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.Contains(c.missing, what) {
		c.missing = append(slices.Clone(c.missing), what)
		c.publish()
	}
}

// decide asks the customer on behalf of the technician with this ID, and waits
// for the answer.
func (c *Consent) decide(ctx context.Context, id string, from session.Person, r session.Request) session.Outcome {
	p, answer, verdict := c.raise(id, from, r.Permission)
	if verdict != session.Pending {
		return verdict
	}
	expired := time.NewTimer(time.Until(p.Deadline))
	defer expired.Stop()
	select {
	case allow := <-answer:
		return c.settle(p, allow)
	case <-expired.C:
		return c.drop(p, session.Expired)
	case <-ctx.Done():
		return c.drop(p, session.Withdrawn)
	}
}

// raise adds a prompt, unless there is an answer already. Nobody but the leader
// asks for anything. Control is of no use without the view, so it is not even
// asked for before that is granted.
func (c *Consent) raise(id string, from session.Person, p session.Permission) (Prompt, <-chan bool, session.Outcome) {
	c.mu.Lock()
	defer c.mu.Unlock()
	asking := slices.ContainsFunc(c.prompts.Get(), func(q Prompt) bool { return q.Permission == p && q.To.ID == "" })
	switch {
	case c.closed, id != c.leader, c.bystander, p == session.Control && c.granted[session.View] == nil,
		p == session.Clipboard && slices.Contains(c.missing, session.MissingClipboard):
		return Prompt{}, nil, session.Unable
	case c.granted[p] != nil:
		return Prompt{}, nil, session.Allowed
	case asking, time.Now().Before(c.notBefore[p]):
		return Prompt{}, nil, session.TooSoon
	}
	c.lastID++
	q := Prompt{ID: c.lastID, Permission: p, From: from, Deadline: time.Now().Add(answerTime)}
	if p == session.View {
		q.Also = c.audience()
	}
	answer := make(chan bool, 1)
	c.answers[q.ID] = answer
	c.prompts.Update(func(ps []Prompt) []Prompt { return append(slices.Clone(ps), q) })
	return q, answer, session.Pending
}

// settle carries out the customer's answer, unless something was taken back
// after it was given: then that counts.
func (c *Consent) settle(p Prompt, allow bool) session.Outcome {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, stands := c.answers[p.ID]
	c.lower(p.ID)
	if !allow || !stands {
		c.notBefore[p.Permission] = time.Now().Add(askAgain)
		return session.Declined
	}
	if c.granted[p.Permission] == nil {
		c.granted[p.Permission] = &grant{users: map[uint64]context.CancelFunc{}}
	}
	if p.Permission == session.View {
		delete(c.hidden, c.leader) // it is the leader who has asked
	}
	c.publish()
	return session.Allowed
}

// drop ends a prompt that was not answered.
func (c *Consent) drop(p Prompt, o session.Outcome) session.Outcome {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lower(p.ID)
	c.notBefore[p.Permission] = time.Now().Add(askAnother)
	return o
}

// lower removes a prompt. c.mu is held.
func (c *Consent) lower(id uint64) {
	delete(c.answers, id)
	c.prompts.Update(func(ps []Prompt) []Prompt {
		return slices.DeleteFunc(slices.Clone(ps), func(p Prompt) bool { return p.ID == id })
	})
}

// Answer answers the prompt with this ID, if it still waits.
func (c *Consent) Answer(id uint64, allow bool) {
	for _, q := range c.prompts.Get() {
		if q.ID == id && q.To.ID != "" {
			c.admit(q, allow)
			return
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if answer := c.answers[id]; answer != nil {
		select {
		case answer <- allow:
		default: // answered already
		}
	}
}

// use returns a context that ends as soon as p is taken back; false when it is
// not granted. c.mu is held.
func (c *Consent) use(ctx context.Context, p session.Permission) (context.Context, context.CancelFunc, bool) {
	g := c.granted[p]
	if g == nil {
		return nil, nil, false
	}
	ctx, cancel := context.WithCancel(ctx)
	g.lastID++
	id := g.lastID
	g.users[id] = cancel
	return ctx, func() {
		cancel()
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(g.users, id)
	}, true
}

// Pause puts the view on hold, or lets it go on. While it is on hold nothing is
// captured and nothing injected.
func (c *Consent) Pause(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.paused = on && c.granted[session.View] != nil
	c.publish()
}

// hold puts everything on hold for the leader, who is away for a while, or lets
// it go on, as far as the customer has not paused the view.
func (c *Consent) hold(id string, on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if id == c.leader {
		c.held = on
		c.publish()
	}
}

// StopControl takes back control, and declines it where it is being asked for.
// The same may not be asked again at once.
func (c *Consent) StopControl() { c.revoke(true, session.Control) }

// StopSharing takes back the view, and all else with it, likewise.
func (c *Consent) StopSharing() { c.revoke(true, session.Control, session.View, session.Clipboard) }

// ShareClipboard is the customer's own switch: it shares copied text without
// being asked, or takes that back.
func (c *Consent) ShareClipboard(on bool) {
	if !on {
		c.revoke(true, session.Clipboard)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.bystander || c.granted[session.Clipboard] != nil || slices.Contains(c.missing, session.MissingClipboard) {
		return
	}
	c.granted[session.Clipboard] = &grant{users: map[uint64]context.CancelFunc{}}
	c.publish()
}

// Forget takes everything back, as it was granted to somebody who is gone, or as
// another customer is helped now.
func (c *Consent) Forget() { c.revoke(false, session.Control, session.View, session.Clipboard) }

// Close takes everything back for good: nothing is asked or granted afterwards.
func (c *Consent) Close() {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	c.StopSharing()
}

// revoke takes permissions back and declines them where they are being asked
// for; refused ones may not be asked again at once. What ran on them has been
// told to stop when it returns.
func (c *Consent) revoke(refused bool, ps ...session.Permission) {
	for _, stop := range c.take(refused, ps) {
		stop()
	}
}

func (c *Consent) take(refused bool, ps []session.Permission) []context.CancelFunc {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.void(refused, ps)
}

// void takes permissions back, and returns what stops what ran on them. c.mu is
// held.
func (c *Consent) void(refused bool, ps []session.Permission) []context.CancelFunc {
	var stops []context.CancelFunc
	for _, p := range ps {
		if g := c.granted[p]; g != nil {
			for _, stop := range g.users {
				stops = append(stops, stop)
			}
			delete(c.granted, p)
			if refused {
				c.notBefore[p] = time.Now().Add(askAgain)
			}
		}
		if p == session.View {
			c.paused = false
			c.withhold()
		}
		c.decline(p)
	}
	c.publish()
	return stops
}

// decline answers what is being asked for p. c.mu is held.
func (c *Consent) decline(p session.Permission) {
	for _, q := range c.prompts.Get() {
		if answer := c.answers[q.ID]; q.Permission == p && answer != nil {
			delete(c.answers, q.ID) // an answer on its way no longer stands
			select {
			case answer <- false:
			default:
			}
		}
	}
}

// publish tells what is granted. c.mu is held.
func (c *Consent) publish() {
	g := session.Grants{Paused: c.paused || c.held, Held: c.held, Missing: c.missing}
	for p := range c.granted {
		g.Permissions = append(g.Permissions, p)
	}
	slices.Sort(g.Permissions)
	c.grants.Set(g)
	for _, v := range c.voices {
		v.publish(g)
	}
}
