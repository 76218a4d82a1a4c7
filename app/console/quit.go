package main

import (
	"context"
	"os"
	"time"

	"fyne.io/fyne/v2"

	"tandem/app/session/ui"
)

// hung is how long the windows may take to end.
const hung = 3 * time.Second

// A quitting is the app of a program that has more to end than its windows.
type quitting struct {
	fyne.App
	quit func()
}

// Quit ends the program.
func (q quitting) Quit() { q.quit() }

// run shows windows until somebody closes the last or ctx ends, and returns the
// exit code. It ends also when the windows hang.
func (p *program) run(a fyne.App) int {
	context.AfterFunc(p.ctx, func() {
		ui.Post(a.Quit)
		<-time.After(hung)
		os.Exit(p.wait())
	})
	a.Lifecycle().SetOnStarted(p.begin)
	ui.Run(a)
	return p.wait()
}

// end does what wait does, once.
func (p *program) end() int {
	p.cancel()
	_ = p.group.Wait() // they return no errors
	if p.kept != nil {
		if err := p.kept.Close(); err != nil {
			p.log.Error("sessions are not kept", "err", err)
		}
	}
	if p.stopSite != nil {
		p.stopSite()
	}
	if err := p.sites.Wait(); err != nil {
		p.log.Error("site on this computer", "err", err)
		return 1
	}
	return 0
}
