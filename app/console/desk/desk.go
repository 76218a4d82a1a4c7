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
//
// What it takes to go on after this program was killed is in a store before
// anything is done with it: the number, the identity by which customers know
// this technician, and what was said. The site keeps the number meanwhile, and
// the customers' machines come back by themselves.
//
// Of a session's technicians one is primary. A customer who comes while another
// is in, and every technician, waits for the primary technician's click: a site
// that would smuggle somebody in has to show them to a person first. All others
// hear who is there from the primary technician's desk, end to end
// (app/session/roster); an assistant's desk expects those and nobody else, and
// who came later dials who came before.
//
// A session is handed over at the site first, so that knocks and the number go
// with it, and then from end to end, by the former primary technician's word.
// What is not finished when a program is killed in between is finished when it
// comes back; customers whose line is gone meet the new one through the site,
// and grant anew.
//
// What the technician types and copies goes to the customer who is helped and to
// no other, and their pictures alone are taken, whatever the others' machines
// claim to grant.
//
// Other customers have no line to the one who is helped. Their pictures come from
// this desk, for as long as the customer's machine says so (app/session/audience),
// and what they send in return is about their own picture only.
//
// Who needs attention is worked out here and not in the windows, so that all
// shapes agree: see Overview.
package desk

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/clipboard"
	"tandem/capture/codec"
	"tandem/store"
	"tandem/transport/link"
)

// Config is what a desk works with. All fields are required but those said to be optional.
type Config struct {
	Site    *link.Site
	Decoder func() codec.Decoder
	// Encoder makes what passes a customer's picture on to other customers;
	// optional. Without it nobody else sees it.
	Encoder func() codec.Encoder
	// Keep is where sessions are kept until they end, and what was said in
	// them; optional. Without it they end with the program.
	Keep store.Store
	// Clipboard opens this computer's; optional.
	Clipboard func() (clipboard.Board, error)
	// Request is asked by itself of every customer who joins, in place of what
	// the account's settings say; optional. It asks, and never grants.
	Request session.Permission
	// Idle returns how long nobody has typed or pointed at anything on this
	// computer; optional.
	Idle func() (time.Duration, error)
	Lang string
	Log  *slog.Logger
}

// Errors of a Desk.
var (
	ErrNotSignedIn = errors.New("desk: not signed in, or the site cannot be reached")
	ErrStarting    = errors.New("desk: a session is being started already")
	// ErrOneSession means that the account has one session at a time, and has it.
	ErrOneSession = errors.New("desk: one session at a time")
	// ErrNumber means that what was typed is no number of a session.
	ErrNumber = errors.New("desk: not the number of a session")
	// ErrAssisting means that this desk is in the session with this number already.
	ErrAssisting = errors.New("desk: in this session already")
	// ErrAssistant means that only the primary technician can do this.
	ErrAssistant = errors.New("desk: for the primary technician alone")
	// ErrPrimary means that the primary technician cannot do this: who leads a
	// session hands it over first, or ends it.
	ErrPrimary = errors.New("desk: not for the primary technician")
	// ErrHelped means that this cannot be done with the customer who is helped.
	ErrHelped = errors.New("desk: not with the customer who is helped")
	// ErrGone means that there is no such participant, or not at this moment.
	ErrGone = errors.New("desk: nobody of this name is there")
)

// A Desk is one technician at work. Use New, SignIn, then Run.
type Desk struct {
	cfg      Config
	state    session.Value[State]
	overview session.Value[Overview]
	news     chan struct{} // the overview is to be made anew
	token    string        // set by SignIn, before Run
	keep     keep          // likewise
	pool     pool

	mu       sync.Mutex // guards what follows
	link     *link.Conn // nil while down
	starting bool
	asking   *asking         // nil unless an Assist is under way
	group    *errgroup.Group // runs the sessions; nil outside of Run
	ctx      context.Context // Run's, for the sessions that Start begins
	stop     context.CancelCauseFunc
	ended    chan struct{} // closed when Run has
}

// New returns a desk that has not signed in.
func New(cfg Config) *Desk { return &Desk{cfg: cfg, news: make(chan struct{}, 1)} }

// State is what is shown of the desk.
func (d *Desk) State() *session.Value[State] { return &d.state }

// Overview tells of all sessions, who needs attention first.
func (d *Desk) Overview() *session.Value[Overview] { return &d.overview }

func (d *Desk) update(f func(*State)) {
	d.state.Update(func(s State) State { f(&s); return s })
	d.poke()
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
	d.keep = keep{d.cfg.Keep, "desk/" + d.cfg.Site.URL + "/" + cmp.Or(in.Account, in.Name) + "/"}
	d.update(func(s *State) { s.Link, s.Account, s.Site = SigningIn, in.Name, in.Site })
}

// Run keeps the link to the site and runs the sessions until ctx ends, and then
// ends them. It begins with the sessions that were running when this program
// was killed. It returns link.ErrSignIn, wrapped, when the sign-in is no longer
// good; then the sessions are left to be resumed.
func (d *Desk) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	// The link outlives the sessions, which tell their ends on it.
	linkCtx, stopLink := context.WithCancel(context.WithoutCancel(ctx))
	defer stopLink()
	sessions, ended := new(errgroup.Group), make(chan struct{})
	defer close(ended)
	d.mu.Lock()
	d.group, d.ctx, d.stop, d.ended = sessions, ctx, cancel, ended
	d.mu.Unlock()
	d.recall(ctx)
	linked := make(chan error, 1)
	go func() {
		err := d.keepLink(linkCtx)
		if errors.Is(err, link.ErrSignIn) {
			cancel(errSuspended)
		}
		linked <- err
		cancel(nil)
	}()
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		d.watch(linkCtx)
	}()
	sessions.Go(func() error { d.watchClipboard(ctx); return nil })
	sessions.Go(func() error { d.watchAvailable(ctx); return nil })
	<-ctx.Done()
	d.mu.Lock()
	d.group = nil
	d.mu.Unlock()
	_ = sessions.Wait() // they report on themselves
	d.stopAsking()
	stopLink()
	err := <-linked
	<-watched
	d.update(func(s *State) { s.Link = SignedOut })
	d.overview.Set(d.look())
	return err
}

// Keeps reports whether sessions are kept on this computer.
func (d *Desk) Keeps() bool { return d.cfg.Keep != nil }

// Patience is how long customers wait for a desk that was suspended.
const Patience = 2 * time.Minute

// Suspend has Run end and leave the sessions to be resumed, as after the program
// was killed: by a desk of the same account and Config.Keep. It returns when
// that is done.
func (d *Desk) Suspend() {
	d.mu.Lock()
	stop, ended := d.stop, d.ended
	d.mu.Unlock()
	if stop != nil {
		stop(errSuspended)
		<-ended
	}
}

func (d *Desk) session(id string) *Session {
	for _, s := range d.state.Get().Sessions {
		if s.ID == id {
			return s
		}
	}
	return nil
}
