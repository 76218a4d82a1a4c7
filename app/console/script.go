package main

import (
	"time"

	"tandem/app/console/desk"
	"tandem/app/session/ui"
)

// serveScripts does what the command line asks for besides windows: it starts
// a session as soon as the site is reached, and writes the newest one's number to
// a file: of one that was running when the program was killed only if none is
// to be started.
func (p *program) serveScripts(d *desk.Desk) {
	start, last, begun := p.cfg.Start, "", time.Now()
	stop := ui.Bind(p.post, d.State(), func(st desk.State) {
		if start && st.Link == desk.Up {
			start = false
			ui.Work(p.post, func() error { return d.Start(p.ctx) }, func(err error) {
				if err != nil {
					p.log.ErrorContext(p.ctx, "session not started", "err", err)
				}
			})
		}
		if p.cfg.NumberFile == "" || len(st.Sessions) == 0 {
			return
		}
		if s := st.Sessions[len(st.Sessions)-1]; s.Number != last && (!p.cfg.Start || s.Started.After(begun)) {
			number := s.Number
			last = number
			ui.Work(p.post, func() error { return writeNumber(p.cfg.NumberFile, number) }, func(err error) {
				if err != nil {
					p.log.ErrorContext(p.ctx, "number not written", "err", err)
				}
			})
		}
	})
	p.group.Go(func() error {
		<-p.ctx.Done()
		stop()
		return nil
	})
}
