package panel

import (
	"time"

	"fyne.io/fyne/v2"

	"tandem/app/console/viewer"
	"tandem/app/session"
	"tandem/app/session/screen"
)

// A sight is where the customer's desktop is seen, which outlives the panels.
type sight struct {
	viewer *viewer.Viewer // nil while there is none
	seat   *viewer.Seat   // where it is to be; nil where panels have none, and out of sight
	turned bool           // the technician has left the full screen that viewers begin in
	keeps  bool           // the technician has taken the keys back from the customer
	known  time.Time      // of the newest picture that a viewer was opened for, or is to be
	fresh  bool           // there is one to be opened
}

// showView opens the viewer for a picture that was not shown yet, or leaves it
// to be opened.
func (p *Set) showView(st screen.ViewState) {
	p.fresh = p.fresh && st.Live
	if st.Live && !st.First.IsZero() && !st.First.Equal(p.known) {
		p.known, p.fresh = st.First, true
		p.openFresh()
	}
	p.tick(time.Now())
}

// openFresh opens the viewer where that takes the keys from nobody.
func (p *Set) openFresh() {
	switch {
	case p.viewer != nil:
		p.fresh = false // it shows the picture, wherever it is
	case p.fresh && p.mayOpen():
		p.open(false)
	}
}

// mayOpen reports whether the viewer may open by itself. In a seat it takes the
// keys from nobody.
func (p *Set) mayOpen() bool {
	if p.all.cfg.Seats && (p.turned || !p.all.cfg.FullScreen) {
		return p.seat != nil
	}
	return p.inFront() && !p.all.viewing(p)
}

// Sit has the viewer be in a part of a window from now on, for as long as the
// panels are in sight there; nil: they are not any more. What is granted goes on.
func (p *Set) Sit(seat *viewer.Seat) {
	if p.seated() {
		p.viewer.Leave()
	}
	p.seat = seat
	if v := p.Session.Viewer().State().Get(); p.viewer == nil && v.Live && !v.First.IsZero() && granted(p.st, session.View) && p.mayOpen() {
		p.open(false)
	}
	p.tick(time.Now())
}

// seated reports whether the viewer is to be seen beside the panels.
func (p *Set) seated() bool { return p.viewer != nil && p.viewer.Seated() }

// OpenViewer opens the viewer, or brings it to the front.
func (p *Set) OpenViewer() {
	if p.viewer == nil && p.all.cfg.Seats && p.seat == nil {
		p.all.cfg.Show(p.Session, Desktop) // which gives it a seat
	}
	if p.viewer == nil {
		p.open(false)
	}
	p.viewer.Raise()
}

// open opens the viewer, in full screen though it has a seat.
func (p *Set) open(full bool) {
	p.fresh = false
	cfg := p.all.cfg
	p.viewer = viewer.Open(viewer.Config{
		App: cfg.App, Post: cfg.Post, Session: p.Session, Hook: cfg.Hook, Position: cfg.Position,
		Account: cfg.Desk.State().Get().Account, FullScreen: cfg.FullScreen && !p.turned,
		Seat: p.seat, Full: full, KeysStay: p.keeps,
		Chat: func() { cfg.Show(p.Session, Talk) },
		Help: p.all.help, Shortcuts: p.all.shortcuts(), Do: func(k fyne.Shortcut) { p.all.press(p.Session, k) },
		Quality: func(m screen.Mode) {
			if now := p.all.Of(p.Session); now != nil {
				now.ending.options.tell(m)
			}
		},
		Turned: func(full bool) {
			now := p.all.Of(p.Session)
			switch {
			case now == nil:
			case full:
				now.open(true)
			default:
				now.turned = true
				now.OpenViewer()
			}
		},
		Closed: func() {
			now := p.all.Of(p.Session)
			if now == nil {
				now = p
			}
			now.keeps = now.viewer.KeysStay()
			now.viewer = nil
		},
	})
}

// showDesktop brings the viewer to the front, where there is something to see.
func (p *Set) showDesktop() {
	if granted(p.st, session.View) {
		p.OpenViewer()
	}
}

// live reports whether the customer's desktop is to be seen.
func (p *Set) live() bool {
	v := p.Session.Viewer().State().Get()
	return v.Live && !v.Paused && !v.First.IsZero() && granted(p.st, session.View)
}
