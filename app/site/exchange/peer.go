package exchange

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/coder/websocket"
	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"tandem/app/site/limit"
	"tandem/transport"
	"tandem/transport/link"
)

// Times and bounds of a link.
const (
	pingEach   = 15 * time.Second
	pingWait   = 15 * time.Second // for the answer to a ping
	writeWait  = 10 * time.Second // for the other side to take a message
	leaveWait  = 5 * time.Second  // for the store to note that somebody has left
	queueLen   = 64               // messages that wait to be written
	maxStrikes = 5                // messages out of turn or malformed
	perSecond  = 20               // messages read
	burst      = 100              // messages read at once
)

// A farewell is a reason why the site breaks a link that it tells the peer.
type farewell string

// Error implements error.
func (f farewell) Error() string { return string(f) }

const (
	errClosing farewell = "the site stops"
	errStrikes farewell = "does not keep to the protocol"
	errRate    farewell = "too many messages"
	errVoided  farewell = "signed out"
	errIdle    farewell = "did nothing"
)

var errSlow = errors.New("does not read")

// A talker knows what the messages of one kind of link mean. Its methods are
// called one at a time, but for tick.
type talker interface {
	// hear acts on a message. It returns errTurn for one out of turn.
	hear(ctx context.Context, m *link.Message) error
	// tick is called with every ping. An error breaks the link.
	tick(ctx context.Context) error
	// gone is called once, after the end of the link.
	gone(ctx context.Context, lost bool)
}

var errTurn = errors.New("message out of turn")

// A peer is the open link of one machine.
type peer struct {
	conn    *link.Conn
	addr    string // as limit.Address has it
	ip      string // for people to see
	out     chan *link.Message
	tooSlow chan struct{} // has one element when out was full
	strikes int
}

// send queues m, or lets the link break if the queue is full. It never waits.
func (p *peer) send(m *link.Message) {
	select {
	case p.out <- m:
	default:
		select {
		case p.tooSlow <- struct{}{}:
		default:
		}
	}
}

func (p *peer) refuse(reason link.Reason, retry time.Duration) {
	p.send(&link.Message{Refused: &link.Refused{Reason: reason, Retry: retry}})
}

// serve runs one link from the upgrade of the request to its end.
func (x *Exchange) serve(w http.ResponseWriter, r *http.Request, talk func(*peer) talker) {
	addr := address(r)
	if status := x.enter(addr); status != 0 {
		w.Header().Set("Retry-After", "30")
		http.Error(w, "too many links", status)
		return
	}
	defer x.exit(addr)
	ws, err := websocket.Accept(w, r, nil)
	if err != nil {
		return // Accept has answered
	}
	p := &peer{
		conn: link.NewConn(ws), addr: addr, ip: limit.IP(r.RemoteAddr).String(),
		out: make(chan *link.Message, queueLen), tooSlow: make(chan struct{}, 1),
	}
	x.Count("links_total", 1)
	t := talk(p)
	err = x.run(r.Context(), p, t)
	_ = p.conn.Drop() // is closed already or of no use
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), leaveWait)
	defer cancel()
	t.gone(ctx, !errors.Is(err, transport.ErrClosed))
	x.Log.DebugContext(ctx, "link closed", "address", p.ip, "why", err)
}

// run reads, writes and pings until one of them fails.
func (x *Exchange) run(ctx context.Context, p *peer, t talker) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return p.part(x.read(ctx, p, t)) })
	g.Go(func() error { return p.part(x.write(ctx, p)) })
	g.Go(func() error { return p.part(x.ping(ctx, p, t)) })
	return g.Wait()
}

// part tells the peer why the link ends, if it is the site that ends it. That
// must be before the context ends, which cuts the line.
func (p *peer) part(err error) error {
	var why farewell
	if errors.As(err, &why) {
		_ = p.conn.Shut(string(why)) // a peer that does not listen need not know
	}
	return err
}

func (x *Exchange) read(ctx context.Context, p *peer, t talker) error {
	rate := rate.NewLimiter(perSecond, burst)
	for {
		m, err := p.conn.Recv(ctx)
		if !rate.Allow() {
			return errRate
		}
		switch {
		case errors.Is(err, link.ErrMessage):
		case err != nil:
			return err
		default:
			err = t.hear(ctx, m)
		}
		if err == nil {
			continue
		}
		if !errors.Is(err, errTurn) && !errors.Is(err, link.ErrMessage) {
			return err
		}
		x.Count("bad_messages_total", 1)
		if p.strikes++; p.strikes >= maxStrikes {
			return errStrikes
		}
		p.refuse(link.BadRequest, 0)
	}
}

func (x *Exchange) write(ctx context.Context, p *peer) error {
	for {
		select {
		case m := <-p.out:
			wctx, cancel := context.WithTimeout(ctx, writeWait)
			err := p.conn.Send(wctx, m)
			cancel()
			if err != nil {
				return err
			}
		case <-p.tooSlow:
			return errSlow
		case <-x.closing:
			return errClosing
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (x *Exchange) ping(ctx context.Context, p *peer, t talker) error {
	tick := time.NewTicker(pingEach)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if err := t.tick(ctx); err != nil {
				return err
			}
			pctx, cancel := context.WithTimeout(ctx, pingWait)
			err := p.conn.Ping(pctx)
			cancel()
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
