// Package host is the customer's side of a session without its windows: it joins
// by number, keeps the customer's consent, and shows and controls this computer
// as far as that consent goes, and no further.
//
// # Decisions
//
// Consent is enforced in this package. The windows only show it and answer its
// prompts, so that stopping works when they hang.
//
// The site's word brings the two machines together. Once they are connected the
// session goes on without the site.
package host

import (
	"context"
	"errors"
	"fmt"
	"image"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/session/control"
	"tandem/app/session/screen"
	"tandem/capture"
	"tandem/capture/codec"
	"tandem/input"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// Timeouts of joining.
const (
	siteTimeout    = 15 * time.Second // to reach the site and be answered about the number
	connectTimeout = 20 * time.Second // to reach the technician's computer
	farewell       = 2 * time.Second  // to tell the site
	doubt          = 3 * time.Second  // for a sign of life when the site says that the technician is gone
)

// Config is what a host works with. All fields are required but those said to be optional.
type Config struct {
	Displays func() ([]capture.Display, error)
	Capture  func(capture.Config) (capture.Source, error)
	Encoder  func() codec.Encoder
	Input    func() (input.Injector, error)
	Exclude  func() []uintptr // windows that are not in the picture; optional
	StopKey  input.Usage      // the customer's stop key; optional
	Missing  []string         // what this computer lacks, session.MissingOpenGL …
	Journal  chat.Journal     // optional
	Log      *slog.Logger
}

// A Phase is how far a host is.
type Phase uint8

// The phases, in order.
const (
	Idle       Phase = iota
	Contacting       // asks the site about the number
	Connecting       // reaches for the technician's computer
	Active
	Over
)

// A State is what the customer sees.
type State struct {
	Phase      Phase
	Technician string // as the site has verified it; empty before Connecting
	Site       string
	// Gone means that the site says the technician's program is gone, while
	// the line is still up.
	Gone bool
	// Shown is the place of the display that is being seen right now, empty if none.
	Shown image.Rectangle
	Err   error // why it is over; see Failure
	By    Ender // who ended it
}

// An Ender is who ended a session.
type Ender uint8

// The enders.
const (
	ByNobody Ender = iota // it never began, or the line was lost
	ByCustomer
	ByTechnician
)

// Refused is why the site did not let the customer in. It is an error.
type Refused struct {
	Reason link.Reason
	Retry  time.Duration
}

func (r *Refused) Error() string { return "host: refused: " + string(r.Reason) }

// Errors of Join that the customer is told about in words of their own.
var (
	ErrSite       = errors.New("host: the site cannot be reached")
	ErrTechnician = errors.New("host: the technician's computer cannot be reached")
)

// A Host is this computer in one session. Use New for each.
type Host struct {
	cfg     Config
	consent *Consent
	chat    *chat.Chat
	state   session.Value[State]
	shown   session.Value[image.Rectangle]

	leaving chan struct{}
	once    sync.Once
}

// New returns a host that has not joined.
func New(cfg Config) *Host {
	if cfg.Exclude == nil {
		cfg.Exclude = func() []uintptr { return nil }
	}
	return &Host{
		cfg: cfg, consent: NewConsent(cfg.Missing), chat: chat.New(chat.Config{Journal: cfg.Journal}),
		leaving: make(chan struct{}),
	}
}

// State is what the customer sees.
func (h *Host) State() *session.Value[State] { return &h.state }

// Consent is the customer's word.
func (h *Host) Consent() *Consent { return h.consent }

// Chat is what is written to and by the technician.
func (h *Host) Chat() *chat.Chat { return h.chat }

// Leave ends the session, from any goroutine, at once and for good.
func (h *Host) Leave() {
	h.once.Do(func() { close(h.leaving) })
	h.consent.StopSharing()
}

// Join joins the session with this number at site and runs it until it is over.
// It returns nil when the customer or the technician ended it, a *Refused,
// ErrSite or ErrTechnician, wrapped, when it never began, transport.ErrLost,
// wrapped, when the line was lost. It may be called once.
func (h *Host) Join(ctx context.Context, site *link.Site, number, name string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := make(chan struct{})
	go func() {
		defer close(stop)
		select {
		case <-h.leaving:
			h.update(func(s *State) { s.By = ByCustomer })
			if h.state.Get().Phase != Active { // else the session says goodbye
				cancel()
			}
		case <-ctx.Done():
		}
	}()
	err := h.join(ctx, site, number, name)
	h.consent.StopSharing()
	switch {
	case errors.Is(err, session.ErrEnded):
		h.update(func(s *State) { s.By = ByTechnician })
		err = nil
	case h.state.Get().By == ByCustomer:
		err = nil
	}
	h.update(func(s *State) { s.Phase, s.Err, s.Shown = Over, err, image.Rectangle{} })
	cancel()
	<-stop
	return err
}

func (h *Host) update(f func(*State)) {
	h.state.Update(func(s State) State { f(&s); return s })
}

func (h *Host) join(ctx context.Context, site *link.Site, number, name string) error {
	id, err := transport.NewIdentity()
	if err != nil {
		return err
	}
	end, err := quic.NewEndpoint(quic.Config{Identity: id, Urgency: session.Urgency, Log: h.cfg.Log})
	if err != nil {
		return err
	}
	defer func() { _ = end.Close() }() // the line has been closed before
	h.update(func(s *State) { s.Phase = Contacting })
	fp := id.Fingerprint()
	lk, joined, err := knock(ctx, site, &link.Join{Number: number, Name: name, Offer: link.Offer{
		Protocol: link.Protocol, Fingerprint: fp[:], Candidates: end.Candidates(link.MaxCandidates),
	}})
	if err != nil {
		return err
	}
	defer sayLeft(ctx, lk, joined)
	h.update(func(s *State) { s.Phase, s.Technician, s.Site = Connecting, joined.Technician, joined.Site })
	conn, err := connect(ctx, end, &joined.Offer)
	if err != nil {
		return err
	}
	return h.run(ctx, conn, lk, joined, name)
}

// knock asks the site to be let in.
func knock(ctx context.Context, site *link.Site, j *link.Join) (*link.Conn, *link.Joined, error) {
	ctx, cancel := context.WithTimeout(ctx, siteTimeout)
	defer cancel()
	lk, err := site.Customer(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrSite, err)
	}
	if err := lk.Send(ctx, &link.Message{Join: j}); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrSite, err)
	}
	for {
		m, err := lk.Recv(ctx)
		switch {
		case err != nil:
			_ = lk.Drop() // it is of no use any more
			return nil, nil, fmt.Errorf("%w: %w", ErrSite, err)
		case m.Refused != nil:
			_ = lk.Close() // the site has said its last word
			return nil, nil, &Refused{m.Refused.Reason, m.Refused.Retry}
		case m.End != nil, m.Left != nil:
			_ = lk.Close() // likewise
			return nil, nil, &Refused{Reason: link.Ended}
		case m.Joined != nil:
			return lk, m.Joined, nil
		}
	}
}

func connect(ctx context.Context, end *quic.Endpoint, o *link.Offer) (*quic.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	fp, err := transport.ParseFingerprint(o.Fingerprint)
	if err != nil {
		return nil, err
	}
	conn, err := end.Dial(ctx, fp, o.Candidates)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTechnician, err)
	}
	return conn, nil
}

func sayLeft(ctx context.Context, lk *link.Conn, j *link.Joined) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	_ = lk.Send(ctx, &link.Message{Left: &link.Left{Session: j.Session, Participant: j.Participant}}) // it sees the close as well
	_ = lk.Close()
}

// run runs the session over conn.
func (h *Host) run(ctx context.Context, conn *quic.Conn, lk *link.Conn, j *link.Joined, name string) error {
	h.chat.SetNames(name, j.Technician)
	s := session.New(session.Config{
		Conn:     conn,
		Self:     session.Person{Name: name, Role: session.Customer, System: runtime.GOOS},
		PeerName: j.Technician,
		Features: []session.Feature{h.chat, &control.Host{
			Open: h.cfg.Input, Shown: h.shown.Get, Stop: h.cfg.StopKey, Log: h.cfg.Log,
		}},
		Guard: h.consent, Decider: h.consent, Allowed: h.consent.Grants(), Log: h.cfg.Log,
	})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var g errgroup.Group
	g.Go(func() error { h.heedSite(ctx, lk, conn); return nil })
	g.Go(func() error { h.publish(ctx, s); return nil })
	g.Go(func() error {
		h.shown.Watch(ctx, func(r image.Rectangle) { h.update(func(s *State) { s.Shown = r }) })
		return nil
	})
	g.Go(func() error {
		s.State().Watch(ctx, func(st session.State) {
			if st.Phase == session.Active {
				h.update(func(s *State) { s.Phase = Active })
			}
		})
		return nil
	})
	g.Go(func() error {
		select {
		case <-h.leaving:
			s.End()
		case <-ctx.Done():
		}
		return nil
	})
	err := s.Run(ctx)
	cancel()
	_ = g.Wait() // they return no errors
	return err
}

// heedSite listens to what the site says while the session runs. The end of the
// link alone means nothing: the machines are connected without it.
func (h *Host) heedSite(ctx context.Context, lk *link.Conn, conn *quic.Conn) {
	for {
		m, err := lk.Recv(ctx)
		if errors.Is(err, link.ErrMessage) {
			continue
		}
		if err != nil {
			return
		}
		if m.Left == nil && m.End == nil {
			continue
		}
		h.update(func(s *State) { s.Gone = true })
		if !conn.Alive(ctx, doubt) && ctx.Err() == nil {
			conn.Drop()
			return
		}
		h.update(func(s *State) { s.Gone = false })
	}
}

// publish shows the screen whenever that is granted.
func (h *Host) publish(ctx context.Context, s *session.Session) {
	sh := &screen.Host{
		Displays: h.cfg.Displays, Open: h.cfg.Capture, Encoder: h.cfg.Encoder, Exclude: h.cfg.Exclude,
		Paused: h.consent.Grants(), Shown: &h.shown, Log: h.cfg.Log,
	}
	seen := uint64(0)
	for {
		_, at, err := h.consent.Grants().Next(ctx, seen)
		if err != nil {
			return
		}
		seen = at
		granted, cancel, ok := h.consent.Grant(ctx, session.View)
		if !ok {
			continue
		}
		err = h.show(granted, s, sh)
		cancel()
		if err != nil && ctx.Err() == nil && granted.Err() == nil {
			h.cfg.Log.WarnContext(ctx, "sharing ended", "err", err)
			h.consent.StopSharing() // so that what the customer sees is what is
		}
	}
}

func (h *Host) show(ctx context.Context, s *session.Session, sh *screen.Host) error {
	ch, err := s.Open(ctx, screen.Name, transport.Ordered)
	if err != nil {
		return err
	}
	defer func() { _ = ch.Close() }() // the other side may have closed it
	return sh.Publish(ctx, ch)
}
