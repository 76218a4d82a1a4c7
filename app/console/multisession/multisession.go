package multisession

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

// Config says how the window is shown.
type Config struct {
	Post ui.Poster
	// FullScreen opens viewers in full screen at 1:1.
	FullScreen bool
	// Hook is for the viewers.
	Hook viewer.Hook
	// Position tells where a window is on the screen.
	Position func(fyne.Window) (x, y int, ok bool)
	// Minimised tells that nobody can see a window; optional.
	Minimised func(fyne.Window) bool
	// Quit is called when the technician wants to end the program, once.
	Quit func()
}

// A Multisession is the shape. Use New.
type Multisession struct{ cfg Config }

// New returns a window that is not open.
func New(cfg Config) *Multisession { return &Multisession{cfg} }

// Open shows d in a window of a. close closes it without asking, and without
// ending a session. Both are for the GUI goroutine.
func (m *Multisession) Open(a fyne.App, d *desk.Desk) (close func()) {
	return open(m.cfg, a, d).close
}

// A window is the open window.
type window struct {
	cfg    Config
	app    fyne.App
	desk   *desk.Desk
	win    fyne.Window
	at     look.Place
	sets   *panel.Sets
	list   *panel.List
	header *panel.Header
	tips   *panel.Tips
	room   *fyne.Container // holds what is shown of the chosen session
	shown  *page           // whose panels are in room; nil: nobody's
	seat   *viewer.Seat    // in shown
	empty  fyne.CanvasObject
	pages  map[*panel.Set]*page
	asked  *panel.Question // whether to close
	keys   []panel.Shortcut
	stops  []func()
	once   sync.Once
}

// listWidth is how wide the list is at least: names and states can be read.
const listWidth = 190

func open(cfg Config, a fyne.App, d *desk.Desk) *window {
	w := &window{cfg: cfg, app: a, desk: d, win: a.NewWindow("Tandem"), pages: map[*panel.Set]*page{}}
	pc := panel.Config{
		App: a, Post: cfg.Post, Desk: d, FullScreen: cfg.FullScreen, Hook: cfg.Hook, Position: cfg.Position,
		Show: w.bring, Sessions: w.bringList, Mine: w.openMine, Pictures: true, Seats: true,
	}
	w.sets = panel.NewSets(pc)
	w.sets.Chosen = w.chosen
	w.list = panel.NewList(pc, w.sets)
	w.list.Choose = w.sets.Choose
	w.header = panel.NewHeader(a, d)
	w.empty = emptyState()
	w.room = container.New(panel.Room{Size: fyne.NewSize(586, 400)}, w.empty)
	split := container.NewHSplit(container.NewStack(look.Wide(listWidth), w.list.Content), w.room)
	split.SetOffset(0.24)
	w.tips = panel.NewTips(cfg.Post, look.Below(w.header.Content, split, nil))
	w.win.SetContent(w.tips)
	w.seat = viewer.NewSeat(w.win, cfg.Hook, w.tips.Over, func(o fyne.CanvasObject) { w.shown.put(o) })
	w.asked = &panel.Question{Win: w.win, Desk: d, Post: cfg.Post, Quit: w.quit}
	w.win.SetCloseIntercept(w.asked.Ask)
	w.keys = panel.Shortcuts(w.sets, w.list, w.asked.Ask)
	panel.Keys(w.win, w.keys, nil, func() { w.asked.Cancel(w.list) })
	w.at = look.Place{Name: "multisession", Size: fyne.NewSize(1180, 740), Prefs: a.Preferences(), Position: cfg.Position}
	w.at.Restore(w.win)
	w.stops = []func(){
		ui.Bind(cfg.Post, d.State(), w.show),
		ui.Bind(cfg.Post, d.Overview(), w.showOverview),
		ui.Every(cfg.Post, time.Second, func() { w.sets.Tick(); w.list.Tick() }),
		ui.Every(cfg.Post, time.Second/2, w.pictures),
	}
	w.win.Show()
	return w
}

// bring brings a panel of a session to the front.
func (w *window) bring(s *desk.Session, kind string) {
	set := w.sets.Of(s)
	if set == nil {
		return
	}
	w.sets.Choose(s)
	p := w.pages[set]
	p.show(kind)
	if p.own != nil {
		p.own.RequestFocus()
	} else {
		w.win.RequestFocus()
	}
	set.Focus(kind)
}

// bringList brings the list of all sessions to the front, from wherever the
// technician is, and gives it the keys.
func (w *window) bringList() {
	w.win.RequestFocus()
	w.list.Focus()
}

// openMine opens what technicians set for themselves.
func (w *window) openMine() {
	w.win.RequestFocus()
	w.header.Mine()
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
		line(lang.L("Start more of them to help several customers: who needs you comes first in the list.")),
		line(lang.L("Ctrl+N starts a session, Ctrl+Page Up and Ctrl+Page Down go through them. F1 lists all such keys."))))
}

// show shows a state of the desk.
func (w *window) show(st desk.State) {
	w.header.Show(st)
	w.sets.Show(st)
	w.list.ShowDesk(st)
	for s := range w.pages {
		if w.sets.Of(s.Session) != s {
			w.pages[s].close()
			delete(w.pages, s)
		}
	}
}

// pictures shows what customers show, which costs nothing while nobody sees it.
func (w *window) pictures() {
	if w.cfg.Minimised == nil || !w.cfg.Minimised(w.win) {
		w.list.Pictures()
	}
}

// showOverview shows who needs attention.
func (w *window) showOverview(o desk.Overview) {
	w.list.Show(o)
	front := (*desk.Session)(nil)
	if s := w.sets.Front(); s != nil {
		front = s.Session
	}
	title := "Tandem"
	if n := panel.Needy(o, front); n > 0 {
		title = fmt.Sprintf("(%d) Tandem", n)
	}
	if w.win.Title() != title {
		w.win.SetTitle(title)
	}
}

// chosen shows the panels of s; nil: of none.
func (w *window) chosen(s *panel.Set) {
	if s == nil {
		w.list.Select(nil)
		w.place(nil)
		return
	}
	if w.pages[s] == nil {
		w.pages[s] = newPage(w, s)
	}
	w.list.Select(s.Session)
	w.place(w.pages[s])
}

// renew makes the page of a session anew, for another window.
func (w *window) renew(old *page) *page {
	old.set.Sit(nil)
	if w.shown == old {
		w.shown = nil
	}
	delete(w.pages, old.set)
	set := w.sets.Renew(old.set.Session)
	w.pages[set] = newPage(w, set)
	return w.pages[set]
}

// place shows p as that of the chosen session, nil: that there is none.
func (w *window) place(p *page) {
	content := w.empty
	if p != nil {
		content = p.inside()
	}
	if w.shown != nil && w.shown != p {
		w.shown.set.Sit(nil)
	}
	w.shown = nil
	if w.room.Objects[0] != content {
		w.tips.Hush()
		w.room.Objects[0] = content
		w.room.Refresh()
	}
	if p != nil && p.own == nil {
		w.shown = p
		p.set.Sit(w.seat)
	}
}

func (w *window) quit() {
	w.close()
	w.cfg.Quit()
}

// close closes everything that is open, and ends nothing.
func (w *window) close() {
	w.once.Do(func() {
		for _, stop := range w.stops {
			stop()
		}
		for _, p := range w.pages {
			p.close()
		}
		w.sets.Close()
		w.at.Keep(w.win)
		w.win.Close()
	})
}
