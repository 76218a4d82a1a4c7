package panel

import (
	"fyne.io/fyne/v2"

	"tandem/app/console/desk"
	"tandem/app/console/viewer"
	"tandem/app/session/ui"
)

// Config is what the panels of a shape work with. All fields are required but
// those said to be optional.
type Config struct {
	App  fyne.App
	Post ui.Poster
	Desk *desk.Desk
	// FullScreen opens viewers in full screen at 1:1; optional.
	FullScreen bool
	// Hook is for the viewers.
	Hook viewer.Hook
	// Position tells where a window is on the screen.
	Position func(fyne.Window) (x, y int, ok bool)
	// Show brings the panel of a kind and a session to the front, and gives it the keys.
	Show func(s *desk.Session, kind string)
	// Sessions brings the list of all sessions to the front, and gives it the keys.
	Sessions func()
	// Mine opens what technicians set for themselves.
	Mine func()
	// Pictures has the list show what customers show, small; optional.
	Pictures bool
	// Seats has viewers where Sit says, but in full screen; optional: they have
	// windows of their own.
	Seats bool
	// Alone has the list say itself that it is empty: nothing beside it does; optional.
	Alone bool
}
