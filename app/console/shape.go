package main

import (
	"cmp"
	"context"
	"time"

	"fyne.io/fyne/v2"

	"tandem/app/console/dashboard"
	"tandem/app/console/desk"
	"tandem/app/console/iconbar"
	"tandem/app/console/multisession"
	"tandem/app/console/native"
	"tandem/transport/link"
)

// A Shape lays the desk out in windows.
type Shape interface {
	// Open opens the windows; close closes them and ends nothing. Both are
	// for the GUI goroutine.
	Open(a fyne.App, d *desk.Desk) (close func())
}

// shape returns the shape that the command line names, or else the site.
func (p *program) shape(s link.Settings) Shape {
	switch cmp.Or(p.cfg.Shape, s.Shape) {
	case link.Iconbar:
		return iconbar.New(iconbar.Config{
			Post: p.post, FullScreen: p.cfg.FullScreen, Hook: native.Hook, Position: native.Position, Quit: p.app.Quit,
			Screen: native.Screen,
		})
	case link.Multisession:
		return multisession.New(multisession.Config{
			Post: p.post, FullScreen: p.cfg.FullScreen, Hook: native.Hook, Position: native.Position, Quit: p.app.Quit,
			Minimised: native.Minimised,
		})
	}
	return dashboard.New(dashboard.Config{
		Post: p.post, FullScreen: p.cfg.FullScreen, Hook: native.Hook, Position: native.Position, Quit: p.app.Quit,
		Tabs: s.Tabs,
	})
}

// settingsWait is how long the windows wait for the site to say which they are.
// Then they are the usual ones.
const settingsWait = 5 * time.Second

// settings waits until the site has said what is set for the account. It returns
// link.ErrSignIn when the desk ends meanwhile.
func settings(ctx context.Context, d *desk.Desk) error {
	ctx, cancel := context.WithTimeout(ctx, settingsWait)
	defer cancel()
	for seen := uint64(0); ; {
		st, at, err := d.State().Next(ctx, seen)
		switch {
		case err != nil, st.Settings.Shape != "":
			return nil
		case st.Link == desk.SignedOut:
			return link.ErrSignIn
		}
		seen = at
	}
}
