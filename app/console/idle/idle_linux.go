package idle

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/screensaver"
	"github.com/jezek/xgb/xproto"
)

// open keeps one line to the X server, for the life of the program.
func open() func() (time.Duration, error) {
	display := sync.OnceValues(dial)
	return func() (time.Duration, error) {
		c, err := display()
		if err != nil {
			return 0, err
		}
		root := xproto.Setup(c).DefaultScreen(c).Root
		r, err := screensaver.QueryInfo(c, xproto.Drawable(root)).Reply()
		if err != nil {
			return 0, fmt.Errorf("idle: %w", err)
		}
		return time.Duration(r.MsSinceUserInput) * time.Millisecond, nil
	}
}

func dial() (*xgb.Conn, error) {
	c, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("idle: %w", err)
	}
	if err := screensaver.Init(c); err != nil {
		c.Close()
		return nil, fmt.Errorf("idle: %w: %w", errors.ErrUnsupported, err)
	}
	return c, nil
}
