package quic

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/quic-go/quic-go"

	"tandem/transport"
)

// ordered is a channel whose messages are frames on its stream.
type ordered struct {
	c  *Conn
	s  *quic.Stream
	in transport.Framer

	mu   sync.Mutex // one Send at a time
	head [binary.MaxVarintLen64]byte
}

var (
	_ transport.Channel = (*ordered)(nil)
	_ transport.Refuser = (*ordered)(nil)
	_ transport.Meter   = (*ordered)(nil)
)

// Stats tells how the line does.
func (o *ordered) Stats() transport.Stats { return o.c.Stats() }

func (o *ordered) Send(ctx context.Context, msg []byte) error {
	if len(msg) > transport.MaxMessage {
		return fmt.Errorf("transport/quic: send: %w: %d bytes", transport.ErrTooLarge, len(msg))
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	stop := context.AfterFunc(ctx, func() { _ = o.s.SetWriteDeadline(time.Unix(1, 0)) }) // wakes Write
	defer stop()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	head := binary.AppendUvarint(o.head[:0], uint64(len(msg)))
	if _, err := o.s.Write(head); err != nil {
		return o.failed(ctx, err)
	}
	if _, err := o.s.Write(msg); err != nil {
		return o.failed(ctx, err)
	}
	return nil
}

// failed ends the stream after a Send that got stuck half-way.
func (o *ordered) failed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		o.s.CancelWrite(codeProtocol)
		return ctx.Err()
	}
	return fmt.Errorf("transport/quic: send: %w", wrap(err))
}

func (o *ordered) Recv(ctx context.Context) ([]byte, error) {
	stop := context.AfterFunc(ctx, func() { _ = o.s.SetReadDeadline(time.Unix(1, 0)) }) // wakes Read
	defer stop()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	msg, err := o.in.Next(transport.MaxMessage)
	switch {
	case err == nil:
		return msg, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, transport.ErrTooLarge):
		reset(o.s, codeProtocol)
		return nil, fmt.Errorf("transport/quic: receive: %w", err)
	}
	return nil, fmt.Errorf("transport/quic: receive: %w", wrap(err))
}

func (o *ordered) Close() error {
	o.s.CancelRead(codeClosed)
	return o.s.Close()
}

func (o *ordered) Refuse() error {
	reset(o.s, codeRefused)
	return nil
}
