package iconbar

import (
	"image"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/panel"
	"tandem/app/console/phrase"
	"tandem/app/console/viewer"
	"tandem/app/session/ui"
)

// Config says how the bar is shown.
type Config struct {
	Post ui.Poster
	// FullScreen opens viewers in full screen at 1:1.
	FullScreen bool
	// Hook is for the viewers.
	Hook viewer.Hook
	// Position tells where a window is on the screen.
	Position func(fyne.Window) (x, y int, ok bool)
	// Screen tells what windows may use of the screen that one is on; optional.
	Screen func(fyne.Window) (r image.Rectangle, ok bool)
	// Quit is called when the technician wants to end the program, once.
	Quit func()
}

// An Iconbar is the shape. Use New.
type Iconbar struct{ cfg Config }

// New returns a bar that is not open.
func New(cfg Config) *Iconbar { return &Iconbar{cfg} }

// Open shows d in a bar of a. close closes it and its pop-outs without asking,
// and without ending a session. Both are for the GUI goroutine.
func (i *Iconbar) Open(a fyne.App, d *desk.Desk) (close func()) { return open(i.cfg, a, d).close }

// A bar is the open bar.
type bar struct {
	cfg  Config
	app  fyne.App
	desk *desk.Desk
	win  fyne.Window
	at   look.Place
	sets *panel.Sets
	list *panel.List

	start   *button
	clients *button
	about   *button // the technician
	mine    *panel.Mine
	icons   []*icon // of the session in front
	tone    *widget.Icon
	line    *widget.Label
	state   string // the line's words while there is no tip
	tip     string
	keys    []panel.Shortcut
	x, y    int // where the bar was last
	popouts map[key]*popout
	stops   []func()
	once    sync.Once
}

// first is how far the bar is from the corner of the screen the first time, in pixels.
const first = 60

func open(cfg Config, a fyne.App, d *desk.Desk) *bar {
	b := &bar{cfg: cfg, app: a, desk: d, win: a.NewWindow("Tandem"), popouts: map[key]*popout{}}
	pc := panel.Config{
		App: a, Post: cfg.Post, Desk: d, FullScreen: cfg.FullScreen, Hook: cfg.Hook, Position: cfg.Position,
		Show:     func(s *desk.Session, kind string) { b.pop(panel.Find(kind), b.sets.Of(s)) },
		Sessions: b.bringClients, Mine: b.popMine, Alone: true,
	}
	b.sets = panel.NewSets(pc)
	b.sets.Chosen = b.chosen
	b.list = panel.NewList(pc, b.sets)
	b.list.Choose = b.sets.Choose
	b.build()
	b.showState()
	b.win.SetCloseIntercept(b.askToQuit)
	b.keys = panel.Shortcuts(b.sets, b.list, b.askToQuit)
	panel.Keys(b.win, b.keys, b.popKeys, nil)
	if w, ok := b.win.(desktop.Window); ok {
		w.RequestAlwaysOnTop()
		w.RequestPosition(first, first) // the first time, with room for pop-outs
	}
	b.at = look.Place{Name: "iconbar", Size: b.win.Content().MinSize(), Prefs: a.Preferences(), Position: cfg.Position}
	b.at.Restore(b.win)
	b.win.SetFixedSize(true)
	b.stops = []func(){
		ui.Bind(cfg.Post, d.State(), b.show),
		ui.Bind(cfg.Post, d.Overview(), b.showOverview),
		ui.Every(cfg.Post, time.Second, b.tick),
	}
	b.win.Show()
	return b
}

// build makes what is seen of the bar.
func (b *bar) build() {
	row := container.NewHBox()
	b.start = newButton(theme.ContentAddIcon(), panel.Tip(startWords(), panel.Starting), b.tell, b.list.Start)
	b.clients = newButton(theme.ListIcon(), panel.Tip(clientsWords(), panel.Sessions), b.tell, b.popClients)
	row.Add(b.start.content)
	row.Add(b.clients.content)
	row.Add(widget.NewSeparator())
	for _, k := range panel.Kinds() {
		c := &icon{kind: k}
		c.button = newButton(theme.Icon(k.Icon), k.Tip(), b.tell, func() { b.pop(k, b.sets.Front()) })
		b.icons = append(b.icons, c)
		row.Add(c.button.content)
	}
	b.mine = panel.NewMine(b.app, b.desk)
	b.about = newButton(theme.AccountIcon(), "", b.tell, b.popMine)
	row.Add(widget.NewSeparator())
	row.Add(b.about.content)
	b.tone, b.line = widget.NewIcon(nil), widget.NewLabel("")
	b.line.Truncation = fyne.TextTruncateEllipsis
	b.win.SetContent(container.NewVBox(row, container.NewBorder(nil, nil, b.tone, nil, b.line)))
}

// tell shows a tip in place of the state; none when words is empty.
func (b *bar) tell(words string) {
	b.tip = words
	b.say()
}

// say shows the tip, or else how the session in front is.
func (b *bar) say() {
	words := b.state
	if b.tip != "" {
		words = b.tip
	}
	if b.line.Text != words {
		b.line.SetText(words)
	}
}

// show shows a state of the desk.
func (b *bar) show(st desk.State) {
	b.list.ShowDesk(st)
	b.mine.Show(st)
	b.showMine(st)
	b.sets.Show(st)
	for k, p := range b.popouts {
		if k.session != nil && b.sets.Of(k.session) == nil {
			p.close()
		}
	}
	b.showState()
}

// showOverview shows who needs attention.
func (b *bar) showOverview(o desk.Overview) {
	b.list.Show(o)
	front := (*desk.Session)(nil)
	unread := 0
	if s := b.sets.Front(); s != nil {
		front, unread = s.Session, s.Chat.Unread()
	}
	n := panel.Needy(o, front)
	if unread > 0 {
		n-- // the chat's own icon tells that
	}
	b.clients.news(n)
	b.icon(panel.Talk).button.news(unread)
	b.showState()
}

// chosen is called when another session is in front.
func (b *bar) chosen(s *panel.Set) {
	if s != nil {
		b.list.Select(s.Session)
		s.Changed = b.showState
		s.Resized = func() { b.resized(s.Session) }
		if s.Awaits() && s.State().Joined.IsZero() {
			b.pop(panel.Find(panel.Invitation), s)
		}
	} else {
		b.list.Select(nil)
	}
	b.showOverview(b.desk.Overview().Get())
}

// showState shows how the session in front is, and what can be done.
func (b *bar) showState() {
	b.start.able(b.list.Why())
	s := b.sets.Front()
	tone, words, title := look.Quiet, emptyWords(), "Tandem"
	if st := b.desk.State().Get(); st.Link != desk.Up {
		tone, words = panel.Link(st.Link)
	} else if s != nil {
		tone, words = phrase.Session(s.State())
	}
	if s != nil {
		title = s.Title()
	}
	why, waiting := noneWords(), 0
	if s != nil {
		why, waiting = "", len(s.State().Admissions)
	}
	b.icon(panel.Group).button.news(waiting)
	for _, c := range b.icons {
		c.button.able(why)
	}
	b.tone.SetResource(tone.Icon())
	b.state = words
	b.say()
	for k, p := range b.popouts {
		if of := b.sets.Of(k.session); of != nil {
			p.title(of)
		}
	}
	if b.win.Title() != title {
		b.win.SetTitle(title)
	}
}

// buttons are all of the bar's.
func (b *bar) buttons() []*button {
	all := []*button{b.start, b.clients, b.about}
	for _, i := range b.icons {
		all = append(all, i.button)
	}
	return all
}

// tick shows what changes with time alone, and remembers where the bar is.
func (b *bar) tick() {
	b.sets.Tick()
	b.list.Tick()
	b.showState()
	b.settle()
	b.at.Keep(b.win)
}

// settle takes the tip away after the bar was dragged: nobody tells that the
// pointer has left its icon then.
func (b *bar) settle() {
	if x, y, ok := b.cfg.Position(b.win); ok && (x != b.x || y != b.y) {
		b.x, b.y = x, y
		if b.win.Canvas().Focused() != nil {
			return // it tells of that one
		}
		for _, q := range b.buttons() {
			q.MouseOut()
		}
	}
}

// close closes everything that is open, and ends nothing.
func (b *bar) close() {
	b.once.Do(func() {
		for _, stop := range b.stops {
			stop()
		}
		for _, p := range b.popouts {
			p.close()
		}
		b.sets.Close()
		b.at.Keep(b.win)
		b.win.Close()
	})
}
