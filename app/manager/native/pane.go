package native

import (
	"errors"
	"image"
	"time"

	"fyne.io/fyne/v2/lang"

	"tandem/app/manager/host"
	"tandem/app/manager/native/surface"
	"tandem/app/manager/wording"
)

// inert is how long a prompt takes no click after it appeared or moved.
const inert = 600 * time.Millisecond

// errLost means that the system has gone away.
var errLost = errors.New("native: the display is gone")

// A pane is a window and what can be clicked in it.
type pane struct {
	win     surface.Window
	spots   []spot
	armed   time.Time   // when it takes clicks
	pressed image.Point // where the button went down
	at      time.Time   // and when
	moved   time.Time   // when it was moved, or some of the spots were
	down    bool        // and that counts
}

// An event is something done to a pane.
type event struct {
	in *pane
	surface.Event
}

func (p *program) open(name string, corner bool) (*pane, error) {
	a := new(pane)
	win, err := p.cfg.Desktop.Open(name, corner, func(e surface.Event) {
		select {
		case p.events <- event{a, e}:
		default: // a click too many is better lost than late
		}
	})
	if err != nil {
		return nil, err
	}
	a.win = win
	return a, nil
}

// draw shows what is so now.
func (p *program) draw() error {
	p.settle()
	var s *sheet
	switch {
	case p.page == unknown:
		s = p.lost()
	case p.page == typing:
		s = p.keypad()
	case p.page == ended:
		s = p.over(p.end)
	case p.leaving:
		s = p.askLeave()
	case p.visit.State().Get().Phase == host.Active:
		s = p.live(p.visit)
	default:
		s = p.connecting(p.visit)
	}
	p.main.spots = s.spots
	if err := p.main.win.Show(s.end(mainHeight)); err != nil {
		return err
	}
	return p.drawPrompt()
}

// settle notes the end of the visit.
func (p *program) settle() {
	if p.visit == nil || p.visit.State().Get().Phase != host.Over {
		return
	}
	p.end, p.page = p.visit.State().Get(), ended
	p.watching()
	p.visit, p.leaving, p.crowd = nil, false, crowd{}
}

// drawPrompt shows the oldest prompt, in a window of its own.
func (p *program) drawPrompt() error {
	var ps []host.Prompt
	if p.visit != nil {
		ps = p.visit.Consent().Prompts().Get()
	}
	if p.asked != 0 && (len(ps) == 0 || ps[0].ID != p.asked) {
		_ = p.prompt.win.Close() // it may be gone already
		p.prompt, p.asked = nil, 0
	}
	if len(ps) == 0 {
		return nil
	}
	if p.asked == 0 {
		w := wording.PromptOf(ps[0], "", 0)
		pane, err := p.open(w.Title+" – "+title, false)
		if err != nil {
			return err
		}
		p.prompt, p.asked = pane, ps[0].ID
		p.prompt.armed = time.Now().Add(inert)
		p.cfg.Desktop.Call()
	}
	s := p.question(p.visit, ps[0], !time.Now().Before(p.prompt.armed))
	p.prompt.spots = s.spots
	return p.prompt.win.Show(s.end(0))
}

// handle handles what was done to a pane that is still there.
func (p *program) handle(e event) error {
	if e.in != p.main && e.in != p.prompt {
		return nil
	}
	switch e.Kind {
	case surface.Press:
		e.in.at = time.Now()
		e.in.pressed, e.in.down = e.At, !e.in.at.Before(e.in.armed)
	case surface.Release:
		e.in.click(e.At)
	case surface.Moved:
		e.in.moved = time.Now()
		if e.in == p.prompt {
			e.in.armed, e.in.down = time.Now().Add(inert), false
		}
	case surface.Closing:
		p.closing(e.in)
	case surface.Lost:
		return errLost
	}
	return nil
}

// click does what a spot is for, if the button went down and up in it.
func (a *pane) click(at image.Point) {
	if !a.down || time.Now().Before(a.armed) {
		return
	}
	a.down = false
	for _, s := range a.spots {
		if a.pressed.In(s.in) && at.In(s.in) {
			if !s.late || a.at.Sub(a.moved) >= inert {
				s.do()
			}
			return
		}
	}
}

// closing handles the wish to close a window.
func (p *program) closing(a *pane) {
	switch {
	case a == p.prompt:
		p.visit.Consent().Answer(p.asked, false)
	case p.visit == nil:
		p.quit()
	case p.visit.State().Get().Phase != host.Active, p.leaving:
		p.visit.Leave()
		p.quit()
	default:
		p.leaving = true
	}
}

// askLeave is the page that asks whether to leave the session.
func (p *program) askLeave() *sheet {
	s := newSheet(p.fonts, mainWidth)
	who := map[string]string{"Technician": p.visit.State().Get().Technician}
	s.banner(violet, lang.L("Leave the session?"), lang.L("{{.Technician}} can no longer help you then.", who), "", bannerHeight)
	s.row(plain(lang.L("Stay"), func() { p.leaving = false }), strong(lang.L("Leave"), red, func() {
		p.visit.Leave()
		p.quit()
	}))
	return s
}
