package main

import (
	"fyne.io/fyne/v2"

	"tandem/app/console/dashboard"
	"tandem/app/console/desk"
	"tandem/app/console/iconbar"
	"tandem/app/console/multisession"
	"tandem/app/console/native"
)

// A Shape lays the desk out in windows.
type Shape interface {
	// Open opens the windows; close closes them and ends nothing. Both are
	// for the GUI goroutine.
	Open(a fyne.App, d *desk.Desk) (close func())
}

// shapes are the names of all shapes.
var shapes = []string{"dashboard", "iconbar", "multisession"}

// shape returns the shape that the command line names.
func (p *program) shape() Shape {
	switch p.cfg.Shape {
	case "iconbar":
		return iconbar.New(iconbar.Config{
			Post: p.post, FullScreen: p.cfg.FullScreen, Hook: native.Hook, Position: native.Position, Quit: p.app.Quit,
		})
	case "multisession":
		return multisession.New(multisession.Config{
			Post: p.post, FullScreen: p.cfg.FullScreen, Hook: native.Hook, Position: native.Position, Quit: p.app.Quit,
		})
	}
	return dashboard.New(dashboard.Config{
		Post: p.post, FullScreen: p.cfg.FullScreen, Hook: native.Hook, Position: native.Position, Quit: p.app.Quit,
	})
}
