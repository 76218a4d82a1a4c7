package viewer

import (
	"image"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/session"
	"tandem/app/session/screen"
	"tandem/app/session/ui"
	"tandem/capture"
	"tandem/transport/link"
)

// Config says what a viewer shows. All fields are required but those said to
// be optional.
type Config struct {
	App     fyne.App
	Post    ui.Poster
	Session *desk.Session
	Account string // whose taste is remembered; optional
	Hook    Hook
	// Position tells where a window is on the screen.
	Position func(fyne.Window) (x, y int, ok bool)
	// FullScreen shows the picture in full screen at 1:1 from the start.
	FullScreen bool
	// Seat is where the viewer is but in full screen; nil: in a window of its own.
	Seat *Seat
	// Full has what was remembered of full screen count, too, where there is a Seat.
	Full bool
	// Turned is called when the viewer has gone, and given nothing back, for it is to
	// be opened again, Full or no longer; with a Seat only.
	Turned func(full bool)
	// KeysStay keeps the technician's keys here at first, though he controls.
	KeysStay bool
	// Chat brings the chat of the session to the front.
	Chat func()
	// Help shows the shortcuts; optional.
	Help func()
	// Shortcuts are the program's, which work while keys do not go to the customer;
	// optional. Do does what one of them is for.
	Shortcuts []fyne.Shortcut
	Do        func(fyne.Shortcut)
	// Quality is called when another quality is asked for here; optional.
	Quality func(screen.Mode)
	// Closed is called when the window has gone; optional.
	Closed func()
}

// A Viewer is an open window, or in a part of one. All methods are for the GUI
// goroutine.
type Viewer struct {
	cfg     Config
	win     fyne.Window
	seated  bool // in a part of win, which is another's
	at      look.Place
	surface *surface
	bar     *bar
	frame   *frame
	mode    mode
	asked   screen.Mode // the quality
	again   func()      // makes the window look at the cursor again
	stops   []func()
	once    sync.Once
	closed  bool

	glass   *cover // nil while there is none
	covered bool   // by the glass, so that what Fyne has is old

	picture *image.RGBA
	st      desk.SessionState
	view    screen.ViewState
}

// Open shows a session's picture.
func Open(cfg Config) *Viewer {
	v := &Viewer{
		cfg: cfg,
		st:  cfg.Session.State().Get(), view: cfg.Session.Viewer().State().Get(), // each is shown with the other
	}
	v.recall()
	v.surface = newSurface(cfg.Session.Control().Send, hears{
		release: cfg.Session.Control().Release,
		pointer: v.pointer,
		scroll:  func(e *fyne.ScrollEvent) { v.frame.scroll(e) },
		escape:  v.escape,
		key:     v.key,
		keys:    v.shortcut,
		laid:    v.settle,
		focus:   v.focused,
	})
	v.surface.keysGo = !cfg.KeysStay
	v.bar = newBar(v)
	v.seated = cfg.Seat != nil && !v.mode.full()
	v.frame = newFrame(v.surface, v.bar.content, v.seated)
	if v.seated {
		v.win = cfg.Seat.win
		v.setMode(v.mode)
		v.follow()
		cfg.Seat.take(settler{v.surface, v})
		v.again = cfg.Seat.look
	} else {
		v.openWindow()
		v.setMode(v.mode)
		v.follow()
		v.win.Show()
		v.again = cfg.Hook(v.win, settler{v.surface, v})
	}
	v.cover()
	v.refocus()
	return v
}

// openWindow makes the window that the viewer is alone in.
func (v *Viewer) openWindow() {
	v.win = v.cfg.App.NewWindow("Tandem")
	v.win.SetPadded(false)
	v.win.SetCloseIntercept(v.Close)
	v.win.Canvas().SetOnTypedKey(v.key) // while nothing has the focus
	for _, s := range v.cfg.Shortcuts { // while the bar has the keys
		v.win.Canvas().AddShortcut(s, v.shortcut)
	}
	v.at = look.Place{Name: v.pref("place"), Size: fyne.NewSize(1180, 760), Prefs: v.cfg.App.Preferences(), Position: v.cfg.Position}
	v.at.Restore(v.win)
}

// follow shows the model from now on.
func (v *Viewer) follow() {
	s := v.cfg.Session
	v.stops = []func(){
		ui.Bind(v.cfg.Post, s.State(), v.showSession),
		ui.Bind(v.cfg.Post, s.Viewer().State(), v.showView),
		ui.Bind(v.cfg.Post, s.Viewer().Cursor(), v.showCursor),
		ui.Every(v.cfg.Post, time.Second, v.showStats),
		s.Viewer().Look(),
	}
}

// Close closes the viewer, and gives the view and the control back.
func (v *Viewer) Close() {
	v.leave(func() {
		for _, p := range []session.Permission{session.Control, session.View} {
			_ = v.cfg.Session.Withdraw(p) // nobody is there to be told: nothing to give back
			if v.st.Grants.Allows(p) {
				_ = v.cfg.Session.Yield(p) // likewise
			}
		}
	})
}

// Leave closes the viewer, and gives nothing back.
func (v *Viewer) Leave() { v.leave(func() {}) }

// leave closes the viewer, once nothing is held any more and giveBack was called.
func (v *Viewer) leave(giveBack func()) {
	v.once.Do(func() {
		v.closed = true
		for _, stop := range v.stops {
			stop()
		}
		v.surface.letGo()
		giveBack()
		if v.seated {
			if c := v.win.Canvas(); c.Focused() == v.surface {
				c.Unfocus()
			}
			v.cfg.Seat.leave()
		} else {
			if !v.mode.full() {
				v.at.Keep(v.win)
			}
			v.win.Close()
		}
		if v.cfg.Closed != nil {
			v.cfg.Closed()
		}
	})
}

// KeysStay reports whether the technician keeps the keys though he controls.
func (v *Viewer) KeysStay() bool { return v.surface.control && !v.surface.keysGo }

// Seated reports whether the viewer is in its Seat.
func (v *Viewer) Seated() bool { return v.seated }

// Raise brings the window to the front, and gives the picture the keys.
func (v *Viewer) Raise() {
	v.win.RequestFocus()
	v.focus()
}

// focus gives the picture the keys.
func (v *Viewer) focus() {
	if !v.closed {
		v.win.Canvas().Focus(v.surface)
	}
}

// refocus is focus where the window is the viewer's: in another's the technician says
// when the keys go to the customer, and to which.
func (v *Viewer) refocus() {
	if !v.seated {
		v.focus()
	}
}

// focused shows whether the picture has the keys.
func (v *Viewer) focused() {
	if v.seated && !v.closed {
		v.frame.mark(v.surface.focused && v.surface.typing())
		v.bar.showLine()
	}
}

func (v *Viewer) showPicture() {
	if !v.shows() {
		return
	}
	pic, dirty := v.cfg.Session.Viewer().Take(v.picture)
	if len(dirty) == 0 {
		return
	}
	v.picture = pic
	v.surface.show(pic, dirty)
	v.frame.picture()
	v.settle()
}

func (v *Viewer) showCursor(c capture.Cursor) {
	v.surface.setCursor(c)
	v.settle()
	if v.surface.control && v.again != nil {
		v.again()
	}
}

func (v *Viewer) showView(st screen.ViewState) {
	v.view = st
	v.bar.showDisplays(st)
	v.showState()
	if v.picture == nil {
		v.showPicture() // the news of it may have come before
	}
}

func (v *Viewer) showSession(st desk.SessionState) {
	v.st = st
	name := link.FormatNumber(v.cfg.Session.Number) + " – Tandem"
	if st.Customer.Name != "" {
		name = st.Customer.Name + " – " + name
	}
	if !v.seated {
		v.win.SetTitle(name)
	}
	v.surface.keys.repeats = st.Customer.System != "linux"
	v.showState()
	if v.picture == nil {
		v.showPicture() // the news of it may have come before the grant
	}
}

// showState shows what follows from the states of the session and the view.
func (v *Viewer) showState() {
	control := v.st.Grants.Allows(session.Control) && v.view.Live && !v.view.Paused
	if control != v.surface.control {
		v.surface.setControl(control)
		v.refocus()
		v.focused()
	}
	if !v.shows() && v.picture != nil {
		v.picture = nil // what is not shown any more is not kept either
		v.surface.blank()
	}
	v.bar.showState(v.st)
	v.frame.notice(notice(v.st, v.view))
	v.settle()
}

// shows reports whether there is a picture to be shown.
func (v *Viewer) shows() bool {
	st := v.cfg.Session.Viewer().State().Get() // may be newer than what is shown
	return st.Live && !st.Paused && !st.First.IsZero() && v.st.Grants.Allows(session.View)
}

func (v *Viewer) showStats() {
	if v.mode.full() && v.frame.barBottom() == 0 {
		return // nobody sees them, and all of the window would be painted
	}
	st, ok := v.cfg.Session.Stats()
	v.bar.showStats(figures(st, ok, v.cfg.Session.Viewer().Figures().Get(), !v.seated))
	v.bar.showState(v.st)
}
