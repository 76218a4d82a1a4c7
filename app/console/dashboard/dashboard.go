package dashboard

import (
	"fmt"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/panel"
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
	// Tabs is the order of the tabs: some or all of those of link.Tabs. Others
	// are passed over, and what is missing comes behind, in the usual order.
	Tabs []string
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
	cfg    Config
	win    fyne.Window
	at     look.Place
	sets   *panel.Sets
	list   *panel.List
	header *panel.Header
	room   *fyne.Container // holds what is shown of the chosen session
	empty  fyne.CanvasObject
	pages  map[*panel.Set]*page
	asked  *panel.Question // whether to close
	stops  []func()
	once   sync.Once
}

func open(cfg Config, a fyne.App, d *desk.Desk) *board {
	b := &board{cfg: cfg, win: a.NewWindow("Tandem"), pages: map[*panel.Set]*page{}}
	pc := panel.Config{
		App: a, Post: cfg.Post, Desk: d, FullScreen: cfg.FullScreen, Hook: cfg.Hook, Position: cfg.Position,
		Show: b.bring, Sessions: b.bringList, Mine: b.openMine,
	}
	b.sets = panel.NewSets(pc)
	b.sets.Chosen = b.chosen
	b.list = panel.NewList(pc, b.sets)
	b.list.Choose = b.sets.Choose
	b.header = panel.NewHeader(a, d)
	b.empty = emptyState()
	b.room = container.New(panel.Room{Size: fyne.NewSize(640, 520)}, b.empty)
	split := container.NewHSplit(b.list.Content, b.room)
	split.SetOffset(0.22)
	b.win.SetContent(panel.NewTips(cfg.Post, look.Below(b.header.Content, split, nil)))
	b.asked = &panel.Question{Win: b.win, Desk: d, Post: cfg.Post, Quit: b.quit}
	b.win.SetCloseIntercept(b.asked.Ask)
	panel.Keys(b.win, panel.Shortcuts(b.sets, b.list, b.asked.Ask), nil, func() { b.asked.Cancel(b.list) })
	b.at = look.Place{Name: "dashboard", Size: fyne.NewSize(1120, 700), Prefs: a.Preferences(), Position: cfg.Position}
	b.at.Restore(b.win)
	b.stops = []func(){
		ui.Bind(cfg.Post, d.State(), b.show),
		ui.Bind(cfg.Post, d.Overview(), b.showOverview),
		ui.Every(cfg.Post, time.Second, func() { b.sets.Tick(); b.list.Tick() }),
	}
	b.win.Show()
	return b
}

// emptyState says what to do first.
func emptyState() fyne.CanvasObject {
	line := func(text string) *widget.Label {
		return widget.NewLabelWithStyle(text, fyne.TextAlignCenter, fyne.TextStyle{})
	}
	what := line(lang.L("Nobody is being helped yet"))
	what.TextStyle.Bold, what.SizeName = true, theme.SizeNameSubHeadingText
	return container.NewCenter(container.NewVBox(what,
		line(lang.L("Start a session, then read the number and the address to your customer.")),
		line(lang.L("Ctrl+N starts a session. F1 lists all such keys."))))
}

// show shows a state of the desk.
func (b *board) show(st desk.State) {
	b.header.Show(st)
	b.sets.Show(st)
	b.list.ShowDesk(st)
	for s := range b.pages {
		if b.sets.Of(s.Session) == nil {
			delete(b.pages, s)
		}
	}
}

// showOverview shows who needs attention.
func (b *board) showOverview(o desk.Overview) {
	b.list.Show(o)
	front := (*desk.Session)(nil)
	if s := b.sets.Front(); s != nil {
		front = s.Session
		b.pages[s].mark()
	}
	title := "Tandem"
	if n := panel.Needy(o, front); n > 0 {
		title = fmt.Sprintf("(%d) Tandem", n)
	}
	if b.win.Title() != title {
		b.win.SetTitle(title)
	}
}

// chosen shows the page of s; nil: of none.
func (b *board) chosen(s *panel.Set) {
	content := b.empty
	if s != nil {
		if b.pages[s] == nil {
			b.pages[s] = newPage(s, b.cfg.Tabs)
		}
		content = b.pages[s].content
		b.list.Select(s.Session)
	} else {
		b.list.Select(nil)
	}
	if b.room.Objects[0] != content {
		b.room.Objects[0] = content
		b.room.Refresh()
	}
}

// bring brings a panel of a session to the front.
func (b *board) bring(s *desk.Session, kind string) {
	set := b.sets.Of(s)
	if set == nil {
		return
	}
	b.sets.Choose(s)
	b.pages[set].show(kind)
	b.win.RequestFocus()
	set.Focus(kind)
}

// bringList gives the list of the sessions the keys.
func (b *board) bringList() {
	b.win.RequestFocus()
	b.list.Focus()
}

// openMine opens what technicians set for themselves.
func (b *board) openMine() {
	b.win.RequestFocus()
	b.header.Mine()
}

func (b *board) quit() {
	b.close()
	b.cfg.Quit()
}

// close closes everything that is open, and ends nothing.
func (b *board) close() {
	b.once.Do(func() {
		for _, stop := range b.stops {
			stop()
		}
		b.sets.Close()
		b.at.Keep(b.win)
		b.win.Close()
	})
}
