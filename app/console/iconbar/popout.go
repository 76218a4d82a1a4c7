package iconbar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/panel"
)

// A key is what a pop-out shows.
type key struct {
	session *desk.Session // nil: of all sessions
	name    string
}

// A popout is a panel in a window of its own.
type popout struct {
	win   fyne.Window
	at    look.Place
	name  string // of the panel
	close func()
}

// title says what is shown, and whose.
func (p *popout) title(s *panel.Set) {
	if t := p.name + " · " + s.Title(); p.win.Title() != t {
		p.win.SetTitle(t)
	}
}

// pop opens a panel of s, or brings it to the front.
func (b *bar) pop(i int, s *panel.Set) {
	if s == nil {
		return
	}
	k := b.icons[i].kind
	body, size := container.NewPadded(k.show(s)), k.size
	size = size.Max(body.MinSize().AddWidthHeight(0, 4*theme.Padding())) // so that nothing scrolls by a hair
	if k.focus == nil {
		body = container.NewPadded(container.NewVScroll(k.show(s)))
	}
	p := b.open(key{s.Session, k.name}, size, body)
	p.name = k.title
	p.title(s)
	if k.focus != nil {
		k.focus(s)
	}
}

// popClients opens the list of all sessions.
func (b *bar) popClients() {
	b.open(key{nil, "sessions"}, fyne.NewSize(320, 400), b.list.Content).win.SetTitle(b.clients.what)
}

// open shows content in a window, or raises the one it is in.
func (b *bar) open(k key, size fyne.Size, content fyne.CanvasObject) *popout {
	if p := b.popouts[k]; p != nil {
		p.win.RequestFocus()
		return p
	}
	p := &popout{win: b.app.NewWindow("Tandem")}
	p.at = look.Place{Name: "iconbar." + k.name, Size: size, Prefs: b.app.Preferences(), Position: b.cfg.Position}
	p.close = func() {
		p.at.Keep(p.win)
		delete(b.popouts, k)
		p.win.Close()
	}
	b.popouts[k] = p
	p.win.SetContent(content)
	p.win.SetCloseIntercept(p.close)
	p.win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			p.close()
		}
	})
	if x, y, ok := b.cfg.Position(b.win); ok {
		if w, is := p.win.(desktop.Window); is { // below the bar, unless it was elsewhere
			w.RequestPosition(x, y+int(b.win.Canvas().Size().Height*b.win.Canvas().Scale())+below)
		}
	}
	p.at.Restore(p.win)
	p.win.Show()
	return p
}

// below is the room for the title bar of a pop-out, in pixels.
const below = 32

// askToQuit ends the program, after asking when a session runs.
func (b *bar) askToQuit() {
	question := panel.Quitting(b.desk)
	if question == "" {
		b.quit()
		return
	}
	k := key{nil, "quit"}
	content, stay := panel.NewQuestion(question, func(end bool) {
		b.popouts[k].close()
		if end {
			b.quit()
		}
	})
	p := b.open(k, content.MinSize(), content)
	p.win.SetTitle(panel.QuitTitle())
	p.win.Canvas().Focus(stay)
}

func (b *bar) quit() {
	b.close()
	b.cfg.Quit()
}
