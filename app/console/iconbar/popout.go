package iconbar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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

// clientsName is the name of the list of all sessions.
const clientsName = "sessions"

// title says what is shown, and whose.
func (p *popout) title(s *panel.Set) {
	if t := p.name + " · " + s.Title(); p.win.Title() != t {
		p.win.SetTitle(t)
	}
}

// pop opens a panel of s, or brings it to the front.
func (b *bar) pop(k panel.Kind, s *panel.Set) {
	if s == nil {
		return
	}
	if p := b.popouts[key{s.Session, k.Name}]; p != nil {
		p.win.RequestFocus()
		s.Focus(k.Name)
		return
	}
	body := k.Of(s)
	size := fyne.NewSize(k.Size.Width, max(k.Size.Height, look.Settle(body, k.Size.Width).Height+8*theme.Padding())) // so that nothing scrolls by a hair
	if k.Focus == nil {
		body = container.NewVScroll(container.New(look.Column{Bar: true}, body))
	}
	p := b.open(key{s.Session, k.Name}, size, container.NewPadded(body))
	p.name = k.Title
	p.title(s)
	s.Focus(k.Name)
}

// popClients opens the list of all sessions.
func (b *bar) popClients() {
	b.open(key{nil, clientsName}, fyne.NewSize(320, 400), b.list.Content).win.SetTitle(clientsWords())
}

// bringClients opens the list of all sessions, and gives it the keys.
func (b *bar) bringClients() {
	b.popClients()
	b.list.Focus()
}

// popMine opens what technicians set for themselves.
func (b *bar) popMine() {
	size := look.Settle(b.mine.Content, 330).AddWidthHeight(10, 8*theme.Padding())
	b.open(key{nil, "mine"}, size, container.NewPadded(container.NewVScroll(container.New(look.Column{Bar: true}, b.mine.Content)))).win.SetTitle(panel.MineWords())
}

// showMine shows whether the technician is there.
func (b *bar) showMine(st desk.State) {
	tone, words := panel.Availability(st)
	b.about.what = words + " · " + panel.Tip(panel.MineWords(), panel.Myself)
	b.about.SetIcon(tone.Icon())
}

// resized lays the pop-outs of a session out anew.
func (b *bar) resized(s *desk.Session) {
	for k, p := range b.popouts {
		if k.session == s {
			p.win.Content().Refresh()
		}
	}
}

// popKeys opens the list of shortcuts.
func (b *bar) popKeys() {
	k, list := key{nil, "keys"}, panel.ShortcutList(b.keys)
	if p := b.popouts[k]; p != nil {
		p.win.RequestFocus()
		return
	}
	p := b.open(k, fyne.NewSize(500, 670), list)
	p.win.SetTitle(panel.ShortcutsTitle())
	p.win.Canvas().Focus(list)
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
	p.win.SetContent(panel.NewTips(b.cfg.Post, content))
	p.win.SetCloseIntercept(p.close)
	panel.Keys(p.win, b.keys, b.popKeys, func() { b.escape(k) })
	p.at.Restore(p.win)
	b.makeRoom(p)
	p.win.Show()
	return p
}

// escape takes back what the pop-out of k asks, or closes it.
func (b *bar) escape(k key) {
	if s := b.sets.Of(k.session); s != nil && s.Cancel(k.name) {
		return
	}
	if k.name == clientsName && b.list.Cancel() {
		return
	}
	b.popouts[k].close()
}

// askToQuit ends the program, after asking when a session runs.
func (b *bar) askToQuit() {
	question, end := panel.Quitting(b.desk)
	if question == "" {
		b.quit()
		return
	}
	k := key{nil, "quit"}
	content, stay := panel.NewQuestion(b.cfg.Post, b.desk, question, end, func(a panel.Answer) {
		b.popouts[k].close()
		if a != panel.Stay {
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
