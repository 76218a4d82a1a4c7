package visit

import (
	"context"
	"image"

	"golang.org/x/sync/errgroup"

	"tandem/app/manager/host"
	"tandem/app/session"
	"tandem/capture/border"
)

// A picture is what the frame is to look like.
type picture struct {
	around image.Rectangle
	state  border.State
}

// drawFrame keeps the frame around what is seen until ctx ends, and takes it away.
func (v *Visit) drawFrame(ctx context.Context) {
	if v.frame == nil {
		return
	}
	defer v.warn(ctx, v.frame.Close)
	changed := make(chan struct{}, 1)
	poke := func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
	var g errgroup.Group
	g.Go(func() error { v.State().Watch(ctx, func(host.State) { poke() }); return nil })
	g.Go(func() error { v.Consent().Grants().Watch(ctx, func(session.Grants) { poke() }); return nil })
	var last picture
	for ctx.Err() == nil {
		if p := v.picture(); p != last {
			last = p
			v.warn(ctx, func() error {
				if p.around.Empty() {
					return v.frame.Hide()
				}
				return v.frame.Show(p.around, p.state)
			})
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
	_ = g.Wait() // they return no errors
}

// picture returns what the frame is to look like now.
func (v *Visit) picture() picture {
	s, g := v.State().Get(), v.Consent().Grants().Get()
	if s.Shown.Empty() {
		return picture{}
	}
	p := picture{around: s.Shown}
	if g.Allows(session.Control) && !g.Paused {
		p.state = border.Controlled
	}
	return p
}

func (v *Visit) warn(ctx context.Context, f func() error) {
	if err := f(); err != nil {
		v.cfg.Host.Log.WarnContext(ctx, "frame", "err", err)
	}
}
