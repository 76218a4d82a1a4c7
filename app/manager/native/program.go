package native

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/manager/host"
	"tandem/app/manager/native/surface"
	"tandem/app/manager/visit"
	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/input"
	"tandem/transport/link"
)

// title stands on every window.
const title = "Tandem Support"

// A Wish is what the customer wants to join, as far as it is known.
type Wish struct{ Site, Number, Name string }

// Config says what the plain windows work with. All fields are required.
type Config struct {
	Wish    Wish
	Visit   func() *visit.Visit
	Site    func(address string) (*link.Site, error)
	Desktop surface.Desktop // closed by the caller
	Log     *slog.Logger
}

// What the main window shows.
type page uint8

const (
	typing  page = iota // the number
	unknown             // that the site is not known
	visiting
	ended
)

// A program is the Manager in plain windows. One goroutine runs it.
type program struct {
	cfg   Config
	fonts *fonts
	wish  Wish
	page  page
	end   host.State // of the session that ended last

	events chan event
	stirs  chan struct{} // holds a token when the model has changed
	begin  func(func(context.Context))

	visit    *visit.Visit
	watching context.CancelFunc // stops what watches the visit
	main     *pane
	prompt   *pane
	asked    uint64 // the prompt that is shown; 0: none
	quitting bool
	crowd    crowd
	leaving  bool // the customer has closed the window once in a session
}

// Run shows the windows until the customer closes them or ctx ends. Nothing of
// it runs afterwards.
func Run(ctx context.Context, cfg Config) error {
	f, err := newFonts(cfg.Desktop.Scale())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var g errgroup.Group
	p := &program{
		cfg: cfg, fonts: f, wish: cfg.Wish, events: make(chan event, 64), stirs: make(chan struct{}, 1),
		begin: func(f func(context.Context)) { g.Go(func() error { f(ctx); return nil }) },
	}
	err = p.run(ctx)
	if p.visit != nil {
		p.visit.Leave()
		p.awaitOver(ctx)
	}
	cancel()
	_ = g.Wait() // they return no errors
	return err
}

// goodbye is how long the end of a session may take.
const goodbye = 4 * time.Second

func (p *program) awaitOver(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, goodbye)
	defer cancel()
	p.visit.State().Watch(ctx, func(s host.State) {
		if s.Phase == host.Over {
			cancel()
		}
	})
}

func (p *program) run(ctx context.Context) error {
	var err error
	if p.main, err = p.open(title, true); err != nil {
		return err
	}
	switch {
	case p.wish.Site == "":
		p.page = unknown
	case p.wish.Number == "":
		p.page = typing
	default:
		p.join()
	}
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for !p.quitting {
		if err := p.draw(); err != nil {
			return err
		}
		var again <-chan time.Time
		if p.asked != 0 {
			again = tick.C
		}
		select {
		case e := <-p.events:
			if err := p.handle(e); err != nil {
				return err
			}
		case <-p.stirs:
		case <-again:
		case <-ctx.Done():
			return nil
		}
	}
	return nil
}

func (p *program) quit() { p.quitting = true }

// join joins what is wished for.
func (p *program) join() {
	site, err := p.cfg.Site(p.wish.Site)
	if err != nil {
		p.cfg.Log.Warn("no such site", "site", p.wish.Site, "err", err)
		p.page = unknown
		return
	}
	v, w := p.cfg.Visit(), p.wish
	p.visit, p.page, p.leaving = v, visiting, false
	watched, stop := context.WithCancel(context.Background())
	p.watching = stop
	p.begin(func(ctx context.Context) {
		if err := v.Run(ctx, site, w.Number, w.Name); err != nil {
			p.cfg.Log.WarnContext(ctx, "session ended", "err", err)
		}
	})
	watch(p, watched, v.State())
	watch(p, watched, v.Consent().Prompts())
	watch(p, watched, v.Consent().Grants())
	watch(p, watched, v.Key())
	watch(p, watched, v.Notices())
	watch(p, watched, v.Chat().Lines())
}

// watch has the windows drawn again whenever v changes.
func watch[T host.State | []host.Prompt | session.Grants | input.Usage | []chat.Line | []host.Notice](p *program, watched context.Context, v *session.Value[T]) {
	p.begin(func(ctx context.Context) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(watched, cancel)()
		v.Watch(ctx, func(T) {
			select {
			case p.stirs <- struct{}{}:
			default:
			}
		})
	})
}
