package link

import (
	"context"
	"fmt"

	"github.com/coder/websocket"

	"tandem/transport"
)

// A Conn is an open link. One goroutine may send while another receives.
type Conn struct{ ws *websocket.Conn }

// NewConn makes a link of an accepted or dialled WebSocket and sets its limits.
func NewConn(ws *websocket.Conn) *Conn {
	ws.SetReadLimit(MaxMessage)
	return &Conn{ws}
}

// Send sends m.
func (c *Conn) Send(ctx context.Context, m *Message) error {
	b, err := m.Append(nil)
	if err != nil {
		return err
	}
	if err := c.ws.Write(ctx, websocket.MessageBinary, b); err != nil {
		return lost(ctx, err)
	}
	return nil
}

// Recv returns the next message. An ErrMessage leaves the link usable;
// transport.ErrClosed tells that the other side closed it in good order,
// transport.ErrLost that it broke.
func (c *Conn) Recv(ctx context.Context) (*Message, error) {
	kind, b, err := c.ws.Read(ctx)
	if err != nil {
		return nil, lost(ctx, err)
	}
	if kind != websocket.MessageBinary {
		return nil, fmt.Errorf("%w: text frame", ErrMessage)
	}
	return Parse(b)
}

// Shut ends the link because this side goes away, with a reason for the log.
func (c *Conn) Shut(reason string) error {
	return c.ws.Close(websocket.StatusGoingAway, reason)
}

// Ping waits for the other side to answer, which it does while it receives.
func (c *Conn) Ping(ctx context.Context) error {
	if err := c.ws.Ping(ctx); err != nil {
		return lost(ctx, err)
	}
	return nil
}

// Close ends the link in good order.
func (c *Conn) Close() error {
	return c.ws.Close(websocket.StatusNormalClosure, "")
}

// Drop breaks the link at once, without a word.
func (c *Conn) Drop() error { return c.ws.CloseNow() }

func lost(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if websocket.CloseStatus(err) == websocket.StatusNormalClosure {
		return fmt.Errorf("link: %w", transport.ErrClosed)
	}
	return fmt.Errorf("link: %w: %w", transport.ErrLost, err)
}
