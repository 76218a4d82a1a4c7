package host

import (
	"context"
	"errors"
	"time"

	"tandem/transport/link"
	"tandem/transport/quic"
)

// doubt is how long to wait for a sign of life when the site says that the
// technician is gone, farewell how long to take leave of the site.
const (
	doubt    = 3 * time.Second
	farewell = 2 * time.Second
)

// An attendance listens to what the site says about a session. The end of its
// link alone means nothing: the machines are connected without it.
type attendance struct {
	h      *Host
	lk     *link.Conn
	joined *link.Joined
	giveUp context.CancelCauseFunc
	conn   func() *quic.Conn // the line to the leader; nil until the machines are connected

	cancel context.CancelFunc // stops the listening
	done   chan struct{}
}

// attend begins to listen. giveUp is called when the technician ends the
// session before the machines are connected.
func attend(ctx context.Context, h *Host, lk *link.Conn, j *link.Joined, conn func() *quic.Conn, giveUp context.CancelCauseFunc) *attendance {
	a := &attendance{h: h, lk: lk, joined: j, conn: conn, giveUp: giveUp, done: make(chan struct{})}
	// A link whose reader is cancelled breaks; this one is to be closed in good order.
	reading, cancel := context.WithCancel(context.WithoutCancel(ctx))
	a.cancel = cancel
	go func() { // ends with the link, which leave closes
		defer close(a.done)
		for {
			m, err := lk.Recv(reading)
			if err != nil && !errors.Is(err, link.ErrMessage) {
				return
			}
			if err == nil {
				a.heed(ctx, m)
			}
		}
	}()
	return a
}

func (a *attendance) heed(ctx context.Context, m *link.Message) {
	conn := a.conn()
	switch {
	case m.Left == nil && m.End == nil, ctx.Err() != nil:
		return
	case conn == nil:
		if m.End != nil {
			a.giveUp(&Refused{Reason: link.Ended})
		}
		return
	}
	a.h.update(func(s *State) { s.Gone = true })
	if !conn.Alive(ctx, doubt) && ctx.Err() == nil {
		conn.Drop()
	}
	a.h.update(func(s *State) { s.Gone = false })
}

// leave tells the site, closes the link, and waits for both, but not for long.
func (a *attendance) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	late := context.AfterFunc(ctx, a.cancel) // Close has no context
	defer late()
	_ = a.lk.Send(ctx, &link.Message{Left: &link.Left{Session: a.joined.Session, Participant: a.joined.Participant}}) // it sees the close as well
	_ = a.lk.Close()
	a.cancel()
	<-a.done
}
