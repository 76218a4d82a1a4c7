// Package visit is one session of the customer's from joining to the end, with
// what belongs to it besides the network: the key that stops control and the
// frame around what is seen.
//
// # Decisions
//
// Nothing here waits for a window. The stop key takes control back from a
// goroutine of its own, so it works while the GUI hangs.
//
// The stop key is watched for the whole session and not only under control:
// the moment at which control begins is the wrong one to find that it is taken.
package visit

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/manager/host"
	"tandem/app/session"
	"tandem/capture/border"
	"tandem/input"
	"tandem/transport/link"
)

// bindTime is how long to wait for the stop key before joining without it.
const bindTime = 2 * time.Second

// Config says what a visit works with.
type Config struct {
	Host host.Config // its StopKey and Exclude are set by the visit
	// StopKey watches the stop key until ctx ends: it calls bound once it has
	// it and pressed each time it goes down. Optional.
	StopKey func(ctx context.Context, bound func(input.Usage), pressed func()) error
	// Frame opens the frame; optional.
	Frame func() (border.Border, error)
	// Answer answers the prompts by itself until ctx ends; for rehearsals only.
	Answer func(ctx context.Context, c *host.Consent)
}

// A Visit is one session. Use New for each.
type Visit struct {
	*host.Host
	cfg   Config
	key   session.Value[input.Usage]
	frame border.Border // nil: there is none
}

// New returns a visit that has not begun.
func New(cfg Config) *Visit {
	v := &Visit{cfg: cfg}
	if cfg.Frame != nil {
		f, err := cfg.Frame()
		if err != nil {
			cfg.Host.Log.Warn("no frame around the display", "err", err)
		} else {
			v.frame = f
			cfg.Host.Exclude = f.Windows
		}
	}
	cfg.Host.StopKey = v.key.Get
	v.Host = host.New(cfg.Host)
	return v
}

// Key is the stop key, 0 while there is none.
func (v *Visit) Key() *session.Value[input.Usage] { return &v.key }

// Run joins and runs the session until it is over, and returns what
// host.Host.Join does. The end of ctx means that the customer leaves. Nothing of it runs afterwards. It may be called once.
func (v *Visit) Run(ctx context.Context, site *link.Site, number, name string) error {
	aside, cancel := context.WithCancel(ctx)
	defer cancel()
	var g errgroup.Group
	ready := make(chan struct{})
	g.Go(func() error { v.watchKey(aside, ready); return nil })
	g.Go(func() error { v.drawFrame(aside); return nil })
	if v.cfg.Answer != nil {
		g.Go(func() error { v.cfg.Answer(aside, v.Consent()); return nil })
	}
	late := time.NewTimer(bindTime)
	defer late.Stop()
	select {
	case <-ready:
	case <-late.C:
		v.Consent().Lack(session.MissingStopKey)
	case <-ctx.Done():
	}
	// The end of ctx is a leave-taking like any other, which takes a moment at most.
	defer context.AfterFunc(ctx, v.Leave)()
	err := v.Join(context.WithoutCancel(ctx), site, number, name)
	cancel()
	_ = g.Wait() // they return no errors
	return err
}

// watchKey stops control whenever the key is pressed. It closes ready once it
// is known which key that is, if any.
func (v *Visit) watchKey(ctx context.Context, ready chan struct{}) {
	settled := false
	settle := func(k input.Usage) {
		v.key.Set(k)
		if !settled {
			settled = true
			close(ready)
		}
	}
	if v.cfg.StopKey == nil {
		v.Consent().Lack(session.MissingStopKey)
		settle(0)
		return
	}
	err := v.cfg.StopKey(ctx, settle, v.Consent().StopControl)
	if ctx.Err() == nil {
		v.cfg.Host.Log.WarnContext(ctx, "no stop key", "err", err)
		v.Consent().Lack(session.MissingStopKey)
	}
	settle(0)
}
