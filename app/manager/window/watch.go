package window

import (
	"image"

	"fyne.io/fyne/v2"

	"tandem/app/manager/host"
	"tandem/app/manager/visit"
	"tandem/app/manager/wording"
	"tandem/app/session/screen"
	"tandem/app/session/ui"
	"tandem/capture"
)

// A watch is the window with the screen of another customer. Nothing that is done
// in it goes anywhere.
type watch struct {
	window fyne.Window
	view   *glimpse
	pic    *image.RGBA
	stops  []func()
}

// watchSize is how large the window is at first.
var watchSize = fyne.NewSize(960, 600)

// sight opens the window with the other customer's screen when that comes into
// sight, and closes it as soon as it is not any more: the session's own window
// says why. Once this customer has closed it, it is theirs to open it again.
func (p *Program) sight(v *visit.Visit, s host.State) {
	seen := s.Phase == host.Active && s.Aside && s.Sight == host.InSight && v.Viewer() != nil
	if !seen {
		p.unwatch()
		p.averted = false
		return
	}
	if p.watch == nil && !p.averted {
		p.openWatch(v, s)
	}
}

func (p *Program) openWatch(v *visit.Visit, s host.State) {
	name, _ := wording.Helped(s.People)
	w := &watch{window: p.app.NewWindow(wording.ScreenOf(name) + " – " + title), view: newGlimpse()}
	w.window.SetContent(w.view)
	w.window.SetPadded(false)
	w.window.SetCloseIntercept(func() {
		p.averted = true
		p.unwatch()
		if p.live != nil {
			p.live.refresh()
		}
	})
	w.window.Resize(watchSize)
	w.window.Show()
	p.watch = w
	viewer := v.Viewer()
	w.show(viewer)
	w.stops = []func(){
		viewer.Look(),
		ui.Follow(p.cfg.Post, viewer.News(), func() { w.show(viewer) }),
		ui.Bind(p.cfg.Post, viewer.Cursor(), func(c capture.Cursor) { w.view.point(c) }),
	}
}

// show shows what is new.
func (w *watch) show(v *screen.Viewer) {
	pic, dirty := v.Take(w.pic)
	w.pic = pic
	w.view.show(pic, dirty)
}

// unwatch closes the window with the other customer's screen.
func (p *Program) unwatch() {
	if p.watch == nil {
		return
	}
	w := p.watch
	p.watch = nil
	for _, stop := range w.stops {
		stop()
	}
	w.window.SetCloseIntercept(nil)
	w.window.Close()
}
