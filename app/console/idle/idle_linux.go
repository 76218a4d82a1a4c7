package idle

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"tandem/capture/x11/wire"
)

// open keeps one line to the X server, for the life of the program.
func open() func() (time.Duration, error) {
	var mu sync.Mutex // the line is used by one at a time
	display := sync.OnceValues(dial)
	return func() (time.Duration, error) {
		mu.Lock()
		defer mu.Unlock()
		d, err := display()
		if err != nil {
			return 0, err
		}
		return d.lasting()
	}
}

// A display is a line to an X server that has MIT-SCREEN-SAVER.
type display struct {
	*wire.Conn
	saver wire.Extension
}

func dial() (*display, error) {
	c, err := wire.Dial("")
	if err != nil {
		return nil, fmt.Errorf("idle: %w", err)
	}
	saver, err := c.Extension("MIT-SCREEN-SAVER")
	if err == nil && saver.Major == 0 {
		err = errors.ErrUnsupported
	}
	if err != nil {
		_ = c.Close() // nothing was asked of it
		return nil, fmt.Errorf("idle: %w", err)
	}
	return &display{c, saver}, nil
}

// lasting asks by "X11 Screen Saver Extension", ScreenSaverQueryInfo.
func (d *display) lasting() (time.Duration, error) {
	const (
		queryInfo = 1
		idle      = 16 // the place in the reply, in milliseconds
	)
	for d.Queued() != nil { // every client is told of a new keyboard layout
	}
	r, err := d.Reply(d.Send(d.saver.Major, queryInfo, d.Screen.Root))
	if err != nil {
		return 0, fmt.Errorf("idle: %w", err)
	}
	return time.Duration(r.U32(idle)) * time.Millisecond, nil
}
