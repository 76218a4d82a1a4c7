package window

import (
	"context"
	"image"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"golang.org/x/sync/errgroup"

	"tandem/app/manager/host"
	"tandem/app/manager/visit"
	"tandem/app/session/ui"
	"tandem/transport/link"
)

// title stands on every window.
const title = "Tandem Support"

// A Wish is what the customer wants to join, as far as it is known.
type Wish struct {
	Site   string // the address
	Number string // nine digits
	Name   string
}

// Complete reports whether nothing is missing.
func (w Wish) Complete() bool { return w.Site != "" && w.Number != "" && w.Name != "" }

// Config says what a program works with. All fields are required but those said
// to be optional.
type Config struct {
	Wish     Wish                                     // what is known at the start
	Visit    func() *visit.Visit                      // makes a session
	Site     func(address string) (*link.Site, error) // tells how a site proves itself
	Remember func(Wish)                               // called when one is joined; optional
	Call     func()                                   // calls the customer to a prompt; optional
	Place    func() image.Rectangle                   // the display to be on, in pixels; optional
	Post     ui.Poster
	Doze     func(ctx context.Context, still func() bool) // as of a doze.Loop; optional
	Log      *slog.Logger
}

// A Program is the Manager with windows. Use New, then Run.
type Program struct {
	cfg  Config
	app  fyne.App
	main fyne.Window
	wish Wish

	// Only the GUI goroutine touches these.
	begin   func(func(context.Context)) // runs something until the program ends
	visit   *visit.Visit                // nil outside of a session
	phase   host.Phase                  // of the visit, as it is shown
	unbind  []func()                    // stop what shows the visit
	live    *live                       // nil unless the session is active
	prompt  *prompt                     // nil unless one is shown
	watch   *watch                      // nil while no other customer's screen is shown
	averted bool                        // this customer has closed it, though it is in sight
	dismiss func()                      // closes the question whether to leave; nil if it is not asked
}

// New returns a program that shows nothing yet.
func New(a fyne.App, cfg Config) *Program {
	if cfg.Remember == nil {
		cfg.Remember = func(Wish) {}
	}
	if cfg.Call == nil {
		cfg.Call = func() {}
	}
	a.Settings().SetTheme(look{})
	a.SetIcon(brand())
	return &Program{cfg: cfg, app: a, wish: cfg.Wish}
}

// Run shows the windows until the customer closes them or ctx ends. It is
// called on the main goroutine, and when it returns nothing of the program
// runs any more.
func (p *Program) Run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var g errgroup.Group
	p.beginIn(ctx, &g)
	stop := context.AfterFunc(ctx, func() { p.cfg.Post(p.app.Quit) })
	defer stop()
	p.open()
	if p.cfg.Doze != nil {
		p.begin(func(ctx context.Context) { p.cfg.Doze(ctx, p.still) })
	}
	ui.Run(p.app)
	if p.visit != nil {
		p.visit.Leave()
		awaitOver(ctx, p.visit)
	}
	cancel()
	_ = g.Wait() // they return no errors
}

// beginIn has p run things in g until ctx ends.
func (p *Program) beginIn(ctx context.Context, g *errgroup.Group) {
	p.begin = func(f func(context.Context)) {
		g.Go(func() error { f(ctx); return nil })
	}
}

// goodbye is how long the end of a session may take.
const goodbye = 4 * time.Second

// awaitOver lets a session that was left say goodbye.
func awaitOver(ctx context.Context, v *visit.Visit) {
	ctx, cancel := context.WithTimeout(ctx, goodbye)
	defer cancel()
	v.State().Watch(ctx, func(s host.State) {
		if s.Phase == host.Over {
			cancel()
		}
	})
}

func (p *Program) open() {
	p.main = p.app.NewWindow(title)
	if d, ok := p.main.(desktop.Window); ok {
		d.RequestAlwaysOnTop()
	}
	p.main.SetMaster()
	p.main.SetCloseIntercept(p.closing)
	p.app.Lifecycle().SetOnEnteredForeground(func() { p.inFront(true) })
	p.app.Lifecycle().SetOnExitedForeground(func() { p.inFront(false) })
	if p.wish.Complete() {
		p.join()
	} else {
		p.showForm("")
	}
	p.main.Resize(fyne.NewSize(windowWidth, min(windowHeight, p.room())))
	p.main.Show()
	if room := p.room(); room < windowHeight { // the scale is known only now
		p.main.Resize(fyne.NewSize(windowWidth, room))
	}
	p.place()
}

// The window's size while nothing needs more.
const (
	windowWidth  = 380
	windowHeight = 600
)

// margin is how far the window stays away from the corner, with room for a taskbar.
const margin = 56

// titleHeight has room for the bar above the window that moves it.
const titleHeight = 32

// place puts the window into the lower right corner, where it hides the least.
func (p *Program) place() {
	d, ok := p.main.(desktop.Window)
	if !ok || p.cfg.Place == nil {
		return
	}
	c := p.main.Canvas()
	room := p.cfg.Place()
	at := room.Max.Sub(image.Pt(int((c.Size().Width+margin/2)*c.Scale()), int((c.Size().Height+margin)*c.Scale())))
	if at.In(room) {
		d.RequestPosition(at.X, at.Y)
	}
}

// room is how high the window can be on its display.
func (p *Program) room() float32 {
	if p.cfg.Place == nil || p.cfg.Place().Empty() {
		return 2 * windowHeight
	}
	return float32(p.cfg.Place().Dy())/p.main.Canvas().Scale() - margin - titleHeight
}

// still reports that nothing moves in the windows by itself: there is a session,
// nothing is asked, and no cursor blinks.
func (p *Program) still() bool {
	return p.live != nil && p.prompt == nil && p.watch == nil && p.dismiss == nil && (!p.live.talk.front || p.main.Canvas().Focused() == nil)
}

func (p *Program) inFront(is bool) {
	if p.live != nil {
		p.live.talk.inFront(is)
	}
}

// join joins what is wished for.
func (p *Program) join() {
	site, err := p.cfg.Site(p.wish.Site)
	if err != nil {
		p.cfg.Log.Warn("no such site", "site", p.wish.Site, "err", err)
		p.showForm(badAddress())
		return
	}
	p.cfg.Remember(p.wish)
	v, w := p.cfg.Visit(), p.wish
	p.visit, p.phase = v, host.Idle
	p.begin(func(ctx context.Context) {
		if err := v.Run(ctx, site, w.Number, w.Name); err != nil {
			p.cfg.Log.WarnContext(ctx, "session ended", "err", err)
		}
	})
	p.showConnecting(site.URL)
	p.unbind = append(p.unbind,
		ui.Bind(p.cfg.Post, v.State(), func(s host.State) { p.show(v, s) }),
		ui.Bind(p.cfg.Post, v.Consent().Prompts(), func(ps []host.Prompt) { p.ask(v, ps) }))
}

// show shows how far v is.
func (p *Program) show(v *visit.Visit, s host.State) {
	if p.visit != v {
		return
	}
	p.sight(v, s)
	if s.Phase == p.phase {
		if p.live != nil {
			p.live.refresh()
		}
		return
	}
	p.phase = s.Phase
	switch s.Phase {
	case host.Active:
		p.showLive(v)
	case host.Over:
		p.over(s)
	case host.Idle, host.Contacting, host.Connecting:
		p.showConnecting(p.wish.Site)
	}
}

// over shows the end of the visit.
func (p *Program) over(s host.State) {
	for _, stop := range p.unbind {
		stop()
	}
	p.unbind, p.visit, p.live = nil, nil, nil
	p.closePrompt()
	p.unwatch()
	if p.dismiss != nil {
		p.dismiss()
	}
	p.showEnd(s)
}
