package desktest

import (
	"context"
	"fmt"
	"image"
	"log/slog"
	"net"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/console/desk"
	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/session/clipboard"
	"tandem/app/session/clipboard/clipboardtest"
	"tandem/app/session/control"
	"tandem/app/session/screen"
	"tandem/capture"
	"tandem/capture/capturetest"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/input"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// joinTime is how long joining may take.
const joinTime = 20 * time.Second

// A Customer has joined a session and does as the test says.
type Customer struct {
	Screen *capturetest.Synthetic // what is shown
	Chat   *chat.Chat
	// Clipboard is that of the customer's computer.
	Clipboard clipboardtest.Desktop
	Answers   chan session.Outcome // of requests, each taken once
	Viewer    *screen.Viewer       // of what is shown to this customer

	site        *Site
	session     *desk.Session
	participant string
	offer       link.Offer
	fp          transport.Fingerprint
	conn        *quic.Conn
	wire        *wire
	live        *session.Session
	grants      session.Value[session.Grants]
	shown       session.Value[image.Rectangle]

	mu     sync.Mutex // guards what follows
	events []input.Event
}

// Join has a customer join s, who stays until the test ends unless Leave or
// Break is called.
func (s *Site) Join(d *desk.Session, name string) *Customer {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	short, done := context.WithTimeout(ctx, joinTime)
	defer done()
	id, err := transport.NewIdentity()
	if err != nil {
		s.t.Fatal(err)
	}
	pc, err := net.ListenUDP("udp", &net.UDPAddr{})
	if err != nil {
		s.t.Fatal(err)
	}
	w := &wire{PacketConn: pc}
	end, err := quic.NewEndpointOver(quic.Config{Identity: id, Urgency: session.Urgency}, w)
	if err != nil {
		s.t.Fatal(err)
	}
	c := &Customer{
		Screen: capturetest.NewSynthetic(image.Pt(320, 200)), Answers: make(chan session.Outcome),
		site: s, session: d, fp: id.Fingerprint(), wire: w,
		Viewer: screen.NewViewer(func() codec.Decoder { return tile.NewDecoder(tile.Config{}) }, slog.New(slog.DiscardHandler)),
	}
	answer := s.knock(c, name, id, end)
	c.offer = answer.Offer
	fp, err := transport.ParseFingerprint(answer.Offer.Fingerprint)
	if err != nil {
		s.t.Fatal(err)
	}
	if c.conn, err = end.Dial(short, fp, answer.Offer.Candidates); err != nil {
		s.t.Fatal(err)
	}
	c.Chat = chat.New(chat.Config{Me: name})
	talk := c.Chat.Join(chat.Member{ID: "alice", Name: "Alice", Role: session.Technician}, 0)
	c.live = session.New(session.Config{
		Conn: c.conn, Self: session.Person{Name: name, Role: session.Customer, System: "linux"},
		Features: []session.Feature{talk, &control.Host{Open: c.injector, Shown: c.shown.Get}, &clipboard.Host{Open: c.Clipboard.Open}, c.Viewer},
		Guard:    c, Decider: c, Allowed: &c.grants,
	})
	var g errgroup.Group
	g.Go(func() error { _ = c.live.Run(ctx); cancel(); return nil }) // the test looks at the desk
	g.Go(func() error { c.show(ctx); return nil })
	s.t.Cleanup(func() {
		cancel()
		_ = g.Wait() // they return no errors
		_ = end.Close()
	})
	return c
}

// knock tells the desk that c is there and returns its answer.
func (s *Site) knock(c *Customer, name string, id *transport.Identity, end *quic.Endpoint) *link.Answer {
	s.t.Helper()
	fp := id.Fingerprint()
	participant, answers := s.announce(c.session, name, "", link.Offer{Protocol: link.Protocol, Fingerprint: fp[:], Candidates: end.Candidates(link.MaxCandidates)})
	c.participant = participant
	select {
	case a := <-answers:
		return a
	case <-time.After(joinTime):
		s.t.Fatal("the desk does not answer a customer")
		return nil
	}
}

// announce tells the desk that somebody is there. The desk's answer, when it lets
// them in, comes through answers.
func (s *Site) announce(d *desk.Session, name, account string, o link.Offer) (participant string, answers chan *link.Answer) {
	s.t.Helper()
	answers = make(chan *link.Answer, 1)
	s.mu.Lock()
	s.joins++
	participant = fmt.Sprint("p", s.joins)
	s.answers[participant] = answers
	s.mu.Unlock()
	s.send(&link.Message{Knock: &link.Knock{Session: d.ID, Participant: participant, Name: name, Account: account, Address: "192.0.2.7", Offer: o}})
	return participant, answers
}

// show shows the screen whenever that is granted.
func (c *Customer) show(ctx context.Context) {
	h := &screen.Host{
		Displays: func() ([]capture.Display, error) {
			return []capture.Display{{Name: "synthetic", Bounds: image.Rect(0, 0, 320, 200), Primary: true}}, nil
		},
		Open:    c.Screen.Open,
		Encoder: func() codec.Encoder { return tile.NewEncoder(tile.Config{}) },
		Exclude: func() []uintptr { return nil },
		Paused:  &c.grants, Shown: &c.shown, Log: slog.New(slog.DiscardHandler),
	}
	c.grants.Watch(ctx, func(g session.Grants) {
		granted, cancel, ok := c.Grant(ctx, session.View)
		if !ok {
			return
		}
		defer cancel()
		ch, err := c.live.Open(granted, screen.Name, transport.Ordered)
		if err != nil {
			return
		}
		_ = h.Publish(granted, ch) // it ends with the grant
		_ = ch.Close()
	})
}

// Decide implements session.Decider: it waits for the test.
func (c *Customer) Decide(ctx context.Context, _ session.Person, r session.Request) session.Outcome {
	select {
	case o := <-c.Answers:
		if o == session.Allowed {
			c.Allow(r.Permission)
		}
		return o
	case <-ctx.Done():
		return session.Withdrawn
	}
}

// Yielded implements session.Decider.
func (c *Customer) Yielded(p session.Permission) { c.Revoke(p) }

// Held implements session.Decider.
func (c *Customer) Held(on bool) {
	c.Set(func(g *session.Grants) { g.Held, g.Paused = on, on })
}

// OnHold reports whether the customer was told that the session is on hold.
func (c *Customer) OnHold() bool { return c.grants.Get().Held }

// Grant implements session.Guard.
func (c *Customer) Grant(ctx context.Context, p session.Permission) (context.Context, context.CancelFunc, bool) {
	if !c.grants.Get().Allows(p) {
		return nil, nil, false
	}
	ctx, cancel := context.WithCancel(ctx)
	go c.grants.Watch(ctx, func(g session.Grants) { // ends with ctx
		if !g.Allows(p) {
			cancel()
		}
	})
	return ctx, cancel, true
}

// Allow grants p.
func (c *Customer) Allow(p session.Permission) {
	c.Set(func(g *session.Grants) {
		if !g.Allows(p) {
			g.Permissions = append(slices.Clone(g.Permissions), p)
			slices.Sort(g.Permissions)
		}
	})
}

// Revoke takes p back.
func (c *Customer) Revoke(p session.Permission) {
	c.Set(func(g *session.Grants) {
		g.Permissions = slices.DeleteFunc(slices.Clone(g.Permissions), func(o session.Permission) bool { return o == p })
	})
}

// Set changes what is granted.
func (c *Customer) Set(f func(*session.Grants)) {
	c.grants.Update(func(g session.Grants) session.Grants { f(&g); return g })
}

// Offer is where the desk can be reached, as it has told this customer.
func (c *Customer) Offer() link.Offer { return c.offer }

// Fingerprint is of the customer's certificate.
func (c *Customer) Fingerprint() transport.Fingerprint { return c.fp }

// Open opens a channel to the desk's feature of this name.
func (c *Customer) Open(ctx context.Context, name string) (transport.Channel, error) {
	return c.live.Open(ctx, name, transport.Ordered)
}

// Leave leaves in good order.
func (c *Customer) Leave() { c.live.End() }

// Break breaks the line without a word.
func (c *Customer) Break() { c.conn.Drop() }

// Events are what the technician did.
func (c *Customer) Events() []input.Event {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.events)
}

func (c *Customer) injector() (input.Injector, error) { return injector{c}, nil }

// An injector keeps what is injected.
type injector struct{ c *Customer }

func (i injector) Inject(e input.Event) error {
	i.c.mu.Lock()
	defer i.c.mu.Unlock()
	i.c.events = append(i.c.events, e)
	return nil
}

func (injector) Close() error { return nil }
