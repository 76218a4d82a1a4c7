package wire

import (
	"context"
	"errors"
	"os"
	"time"
)

// Wait waits until ctx ends for something to happen and returns it, or nil when
// ctx has ended. It is valid until the next call. Nothing wakes up meanwhile.
func (c *Conn) Wait(ctx context.Context) (*Event, error) {
	if e := c.events.pop(); e != nil {
		return e, nil
	}
	if err := c.Flush(); err != nil {
		return nil, err
	}
	if err := c.line.SetReadDeadline(time.Time{}); err != nil {
		return nil, c.fail(err)
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		_ = c.line.SetReadDeadline(time.Now()) // fails on a line that is closed, as reading does
	})
	defer func() {
		if !stop() {
			<-ended // or it would end what is read next
		}
	}()
	return c.event()
}

// event receives an event, nil when the line's deadline has come.
func (c *Conn) event() (*Event, error) {
	for {
		if err := c.fill(headSize); err != nil {
			if errors.Is(err, os.ErrDeadlineExceeded) {
				return nil, nil
			}
			return nil, c.fail(err)
		}
		_ = c.message() // an error is of a request that nobody waits for
		if e := c.events.pop(); e != nil {
			return e, nil
		}
	}
}
