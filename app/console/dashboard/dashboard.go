package dashboard

import (
	"context"
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/viewer"
	"tandem/app/session/ui"
)

// Config says how a dashboard is shown.
type Config struct {
	Post ui.Poster
	// FullScreen opens viewers in full screen at 1:1.
	FullScreen bool
	// Hook is for the viewers.
	Hook viewer.Hook
	// Position tells where a window is on the screen.
	Position func(fyne.Window) (x, y int, ok bool)
	// Quit is called when the technician wants to end the program, once.
	Quit func()
}

// A Dashboard is the shape. Use New.
type Dashboard struct{ cfg Config }

// New returns a dashboard that is not open.
func New(cfg Config) *Dashboard { return &Dashboard{cfg} }

// Open shows d in a window of a. close closes it without asking, and without
// ending a session. Both are for the GUI goroutine.
func (b *Dashboard) Open(a fyne.App, d *desk.Desk) (close func()) {
	return open(b.cfg, a, d).close
}

// A board is an open dashboard.
type board struct {
	cfg  Config
	app  fyne.App
	desk *desk.Desk
	win  fyne.Window
	at   look.Place

	header *header
	list   *sessionList
	place  *fyne.Container // holds what is shown of the chosen session
	empty  fyne.CanvasObject
	pages  map[*desk.Session]*page
	chosen *desk.Session
	stops  []func()
	once   sync.Once
	asking bool // whether to close
}

func open(cfg Config, a fyne.App, d *desk.Desk) *board {
	b := &board{cfg: cfg, app: a, desk: d, win: a.NewWindow("Tandem"), pages: map[*desk.Session]*page{}}
	b.header = newHeader()
	b.list = newSessionList(b.start, b.choose)
	b.list.unread = b.unread
	b.empty = emptyState()
	b.place = container.New(room{fyne.NewSize(640, 520)}, b.empty)
	side := container.NewHSplit(b.list.content, b.place)
	side.SetOffset(0.22)
	b.win.SetContent(container.NewBorder(b.header.content, nil, nil, nil, side))
	b.win.SetCloseIntercept(b.askToQuit)
	b.win.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: fyne.KeyModifierShortcutDefault},
		func(fyne.Shortcut) { b.start() })
	b.at = look.Place{Name: "dashboard", Size: fyne.NewSize(1020, 680), Prefs: a.Preferences(), Position: cfg.Position}
	b.at.Restore(b.win)
	b.stops = []func(){
		ui.Bind(cfg.Post, d.State(), b.show),
		ui.Bind(cfg.Post, d.Overview(), func(o desk.Overview) { b.list.full(o.Full) }),
		ui.Every(cfg.Post, time.Second, b.tick),
	}
	b.win.Show()
	return b
}

// emptyState says what to do first.
func emptyState() fyne.CanvasObject {
	what := widget.NewLabelWithStyle(lang.L("Nobody is being helped yet"), fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	what.SizeName = theme.SizeNameSubHeadingText
	how := widget.NewLabelWithStyle(lang.L("Start a session, then read the number and the address to your customer."),
		fyne.TextAlignCenter, fyne.TextStyle{})
	return container.NewCenter(container.NewVBox(what, how))
}

// show shows a state of the desk.
func (b *board) show(st desk.State) {
	b.header.show(st)
	for _, s := range st.Sessions {
		if b.pages[s] == nil {
			b.pages[s] = newPage(b, s)
			b.choose(s)
		}
	}
	for s, p := range b.pages {
		if !slices.Contains(st.Sessions, s) {
			p.close()
			delete(b.pages, s)
			if b.chosen == s {
				b.chosen = nil
			}
		}
	}
	if b.chosen == nil && len(st.Sessions) > 0 {
		b.chosen = st.Sessions[len(st.Sessions)-1]
	}
	b.list.show(st, b.chosen)
	b.showChosen()
}

// unread is how many of a customer's lines nobody has seen.
func (b *board) unread(s *desk.Session) int {
	if p := b.pages[s]; p != nil {
		return p.unread()
	}
	return 0
}

// choose shows a session's page.
func (b *board) choose(s *desk.Session) {
	b.chosen = s
	b.desk.Front(s)
	b.list.choose(s)
	b.showChosen()
}

func (b *board) showChosen() {
	o := b.empty
	if p := b.pages[b.chosen]; p != nil {
		o = p.content
		p.seen()
	}
	if b.place.Objects[0] != o {
		b.place.Objects[0] = o
		b.place.Refresh()
	}
}

// tick shows what changes with time alone.
func (b *board) tick() {
	for _, p := range b.pages {
		p.tick()
	}
	b.list.tick()
}

// start starts a session.
func (b *board) start() {
	if b.list.start.Disabled() {
		return
	}
	b.list.starting()
	ui.Work(b.cfg.Post, func() error { return b.desk.Start(context.Background()) }, b.list.started)
}

// close closes everything that is open, and ends nothing.
func (b *board) close() {
	b.once.Do(func() {
		for _, stop := range b.stops {
			stop()
		}
		for _, p := range b.pages {
			p.close()
		}
		b.at.Keep(b.win)
		b.win.Close()
	})
}
