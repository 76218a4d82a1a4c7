package desk

import (
	"context"
	"time"

	"tandem/app/session"
	"tandem/transport/link"
)

// lookIdle is how often it is looked whether somebody sits at the keyboard.
const lookIdle = 5 * time.Second

// SetAway says that the technician is away, or back. It shows in State.Available.
func (d *Desk) SetAway(away bool) {
	d.update(func(s *State) { s.SaidAway = away }) // which has the overview made anew
}

// watchAvailable keeps State.Available, and the site told, until ctx ends.
func (d *Desk) watchAvailable(ctx context.Context) {
	tick := time.NewTicker(lookIdle)
	defer tick.Stop()
	changed := make(chan struct{}, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		d.overview.Watch(ctx, func(Overview) {
			select {
			case changed <- struct{}{}:
			default:
			}
		})
	}()
	var told link.Available
	var on *link.Conn // where it was told
	for {
		is := d.available()
		if d.state.Get().Available != is {
			d.update(func(s *State) { s.Available = is })
		}
		if lk := d.line(); lk != nil && (lk != on || told != is) {
			if err := d.send(ctx, &link.Message{Availability: &link.Availability{Is: is}}); err == nil { // else soon again
				told, on = is, lk
			}
		}
		select {
		case <-tick.C:
		case <-changed:
		case <-ctx.Done():
			<-done
			return
		}
	}
}

// line returns the link to the site; nil while it is down.
func (d *Desk) line() *link.Conn {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.link
}

// available works out whether the technician can take on more: away is who says
// so or has not touched anything for long, busy who has many sessions.
func (d *Desk) available() link.Available {
	st := d.state.Get()
	settings := st.Settings.Known()
	if st.SaidAway {
		return link.Away
	}
	if d.cfg.Idle != nil {
		if idle, err := d.cfg.Idle(); err == nil && idle >= settings.AwayAfter { // who cannot tell says it by hand
			return link.Away
		}
	}
	most, running := settings.BusyAt, 0
	if st.Single {
		most = 1
	}
	for _, s := range st.Sessions {
		if s.state.Get().Phase != Over {
			running++
		}
	}
	if running >= most {
		return link.Busy
	}
	return link.Online
}

// request is what is asked by itself of every customer who joins.
func (d *Desk) request() session.Permission {
	if p := d.cfg.Request; p != session.None {
		return p
	}
	return session.Permission(d.state.Get().Settings.Request)
}
