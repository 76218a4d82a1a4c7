// Package desk is the technician's side without its windows: the line to the
// site, the sessions, and what may be done in each. The shapes of the Console
// only lay it out.
//
// # Decisions
//
// One link to the site carries all sessions of a technician; each session has
// an identity and a socket of its own, so that nothing of one customer can
// reach another.
//
// A session that its customer has left, or lost, waits for the customer to come
// back with the same number until the technician ends it.
package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/capture/codec"
	"tandem/transport/link"
)

// Config is what a desk works with. All fields are required but those said to be optional.
type Config struct {
	Site    *link.Site
	Decoder func() codec.Decoder
	// Journal returns where a session's chat is kept; optional.
	Journal func(sessionID, number string) chat.Journal
	// Request is asked by itself of every customer who joins; optional. It
	// asks, and never grants.
	Request session.Permission
	Lang    string
	Log     *slog.Logger
}

// LinkState is how the line to the site does.
type LinkState uint8

// The states of the link.
const (
	SignedOut LinkState = iota
	SigningIn
	Up
	Down // broken; it is being dialled again
)

// A State is what is shown of a desk.
type State struct {
	Link     LinkState
	Account  string // the technician's name, as the site has it
	Site     string // the site's name
	Sessions []*Session
	Refused  link.Reason // why the last Start was refused; empty after one that was not
}

// Errors of a Desk.
var (
	ErrNotSignedIn = errors.New("desk: not signed in, or the site cannot be reached")
	ErrStarting    = errors.New("desk: a session is being started already")
)

// Timeouts of the link.
const (
	sendTimeout = 10 * time.Second
	firstRetry  = 500 * time.Millisecond
	lastRetry   = 15 * time.Second
	keepLink    = 10 * time.Second // between pings
)

// A Desk is one technician at work. Use New, SignIn, then Run.
type Desk struct {
	cfg   Config
	state session.Value[State]
	token string // set by SignIn, before Run

	mu       sync.Mutex // guards what follows
	link     *link.Conn // nil while down
	starting bool
	group    *errgroup.Group // runs the sessions; nil outside of Run
	ctx      context.Context // Run's, for the sessions that Start begins
}

// New returns a desk that has not signed in.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// State is what is shown of the desk.
func (d *Desk) State() *session.Value[State] { return &d.state }

func (d *Desk) update(f func(*State)) {
	d.state.Update(func(s State) State { f(&s); return s })
}

// SignIn signs the technician in. The error is one of link.Site.SignIn.
func (d *Desk) SignIn(ctx context.Context, name, password string) error {
	d.update(func(s *State) { s.Link = SigningIn })
	in, err := d.cfg.Site.SignIn(ctx, name, password)
	if err != nil {
		d.update(func(s *State) { s.Link = SignedOut })
		return err
	}
	d.Adopt(in)
	return nil
}

// Adopt takes a sign-in that was done elsewhere, in place of SignIn.
func (d *Desk) Adopt(in link.SignedIn) {
	d.token = in.Token
	d.update(func(s *State) { s.Link, s.Account, s.Site = SigningIn, in.Name, in.Site })
}

// Run keeps the link to the site and runs the sessions until ctx ends, and then
// ends them. It returns link.ErrSignIn, wrapped, when the sign-in is no longer good.
func (d *Desk) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// The link outlives the sessions, which tell their ends on it.
	linkCtx, stopLink := context.WithCancel(context.WithoutCancel(ctx))
	defer stopLink()
	sessions := new(errgroup.Group)
	d.mu.Lock()
	d.group, d.ctx = sessions, ctx
	d.mu.Unlock()
	linked := make(chan error, 1)
	go func() {
		linked <- d.keepLink(linkCtx)
		cancel()
	}()
	<-ctx.Done()
	d.mu.Lock()
	d.group = nil
	d.mu.Unlock()
	_ = sessions.Wait() // they report on themselves
	stopLink()
	err := <-linked
	d.update(func(s *State) { s.Link = SignedOut })
	return err
}

// keepLink dials the site again and again.
func (d *Desk) keepLink(ctx context.Context) error {
	wait := firstRetry
	for {
		began := time.Now()
		err := d.dial(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, link.ErrSignIn):
			return err
		case time.Since(began) > lastRetry:
			wait = firstRetry // it was up for a while
		}
		d.cfg.Log.WarnContext(ctx, "link to the site broke", "err", err, "retryIn", wait)
		d.update(func(s *State) { s.Link = Down })
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
		wait = min(2*wait, lastRetry)
	}
}

// dial opens the link and serves it until it breaks.
func (d *Desk) dial(ctx context.Context) error {
	short, cancel := context.WithTimeout(ctx, sendTimeout)
	lk, err := d.cfg.Site.Technician(short, d.token)
	cancel()
	if err != nil {
		return err
	}
	d.setLink(lk)
	defer d.setLink(nil)
	d.update(func(s *State) { s.Link = Up })
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return d.receive(ctx, lk) })
	g.Go(func() error { return ping(ctx, lk) })
	err = g.Wait()
	_ = lk.Drop() // it is broken, or the program ends
	return err
}

func (d *Desk) setLink(lk *link.Conn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.link = lk
	d.starting = false
}

// ping finds out about a link that has gone silent.
func ping(ctx context.Context, lk *link.Conn) error {
	t := time.NewTicker(keepLink)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			short, cancel := context.WithTimeout(ctx, sendTimeout)
			err := lk.Ping(short)
			cancel()
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (d *Desk) receive(ctx context.Context, lk *link.Conn) error {
	for {
		m, err := lk.Recv(ctx)
		if errors.Is(err, link.ErrMessage) {
			d.cfg.Log.WarnContext(ctx, "site sent what is no message", "err", err)
			continue
		}
		if err != nil {
			return err
		}
		d.handle(ctx, m)
	}
}

func (d *Desk) handle(ctx context.Context, m *link.Message) {
	switch {
	case m.Started != nil:
		d.begin(ctx, m.Started)
	case m.Refused != nil:
		d.setStarting(false)
		d.update(func(s *State) { s.Refused = m.Refused.Reason })
	case m.Knock != nil:
		if s := d.session(m.Knock.Session); s != nil {
			s.knock(ctx, m.Knock)
		}
	case m.Left != nil:
		if s := d.session(m.Left.Session); s != nil {
			s.left(m.Left)
		}
	case m.End != nil:
		if s := d.session(m.End.Session); s != nil {
			s.expired()
		}
	}
}

func (d *Desk) setStarting(on bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.starting = on
}

// Start asks the site for a new session, which appears in State.Sessions.
func (d *Desk) Start(ctx context.Context) error {
	d.mu.Lock()
	if d.link == nil {
		d.mu.Unlock()
		return ErrNotSignedIn
	}
	if d.starting {
		d.mu.Unlock()
		return ErrStarting
	}
	d.starting = true
	d.mu.Unlock()
	d.update(func(s *State) { s.Refused = "" })
	if err := d.send(ctx, &link.Message{Start: &link.Start{Lang: d.cfg.Lang}}); err != nil {
		d.setStarting(false)
		return err
	}
	return nil
}

// send sends m to the site.
func (d *Desk) send(ctx context.Context, m *link.Message) error {
	d.mu.Lock()
	lk := d.link
	d.mu.Unlock()
	if lk == nil {
		return ErrNotSignedIn
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	if err := lk.Send(ctx, m); err != nil {
		return fmt.Errorf("%w: %w", ErrNotSignedIn, err)
	}
	return nil
}

// begin makes a session of what the site has started.
func (d *Desk) begin(ctx context.Context, st *link.Started) {
	s, err := newSession(d, st)
	if err != nil {
		d.setStarting(false)
		d.cfg.Log.ErrorContext(ctx, "session not started", "err", err)
		_ = d.send(ctx, &link.Message{End: &link.End{Session: st.Session}}) // the link's loss ends it too
		d.update(func(s *State) { s.Refused = link.Failed })
		return
	}
	d.mu.Lock()
	d.starting = false
	g, runCtx := d.group, d.ctx
	d.mu.Unlock()
	if g == nil {
		return // the desk is closing
	}
	d.update(func(st *State) { st.Sessions = append(slices.Clone(st.Sessions), s) })
	g.Go(func() error { s.run(runCtx); return nil })
}

func (d *Desk) session(id string) *Session {
	for _, s := range d.state.Get().Sessions {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// Forget removes a session that is over from the list.
func (d *Desk) Forget(s *Session) {
	if s.State().Get().Phase != Over {
		return
	}
	d.update(func(st *State) {
		st.Sessions = slices.DeleteFunc(slices.Clone(st.Sessions), func(o *Session) bool { return o == s })
	})
}
