package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"golang.org/x/sync/errgroup"

	"tandem/app/console/desk"
	"tandem/app/console/idle"
	"tandem/app/console/local"
	"tandem/app/console/signin"
	"tandem/app/console/sound"
	"tandem/app/session"
	clipboards "tandem/app/session/clipboard/native"
	"tandem/app/session/ui"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/store"
	"tandem/store/bolt"
	"tandem/transport/link"
)

// signInTimeout is how long a site may take to answer.
const signInTimeout = 20 * time.Second

// The preferences of the program.
const (
	prefSite = "site"
	prefCA   = "site.ca"
	prefUser = "user"
)

// A program is the running Console.
type program struct {
	cfg  config
	app  fyne.App
	log  *slog.Logger
	post ui.Poster

	ring *sound.Player

	ctx    context.Context // ends when the program does
	cancel context.CancelFunc
	group  *errgroup.Group // of the desk
	desk   *desk.Desk      // nil before someone has signed in
	close  func()          // the shape's windows; nil while there is none
	wait   func() int      // ends what runs behind the windows, and returns the exit code

	kept     store.Store     // of the desk; nil until there is one
	site     *local.Site     // on this computer; nil while there is none
	sites    *errgroup.Group // runs it
	stopSite context.CancelFunc
}

func newProgram(ctx context.Context, c config, a fyne.App, log *slog.Logger) *program {
	p := &program{cfg: c, log: log, ring: sound.New(), group: new(errgroup.Group), sites: new(errgroup.Group)}
	p.ctx, p.cancel = context.WithCancel(ctx)
	p.app, p.wait = quitting{a, p.cancel}, sync.OnceValue(p.end)
	post := ui.InTurn(ui.Post)
	p.post = func(f func()) {
		if p.ctx.Err() == nil { // or there are no windows any more
			post(f)
		}
	}
	p.group.Go(func() error { p.ring.Run(p.ctx); return nil })
	return p
}

// begin signs in with what the command line says, or asks.
func (p *program) begin() {
	switch {
	case p.cfg.PasswordFile != "":
		f := signin.Form{Site: p.cfg.Site, CAFile: p.cfg.SiteCA, User: p.cfg.User}
		ui.Work(p.post, func() error { return p.signInFromFile(f) }, func(err error) { p.began(f, err) })
	case p.cfg.Site == "" && p.cfg.Start:
		ui.Work(p.post, p.startLocal, func(err error) { p.began(p.remembered(), err) })
	default:
		p.ask(p.remembered(), nil)
	}
}

// began opens the desk, or asks in a window if signing in has failed.
func (p *program) began(f signin.Form, err error) {
	if err != nil {
		p.log.ErrorContext(p.ctx, "not signed in", "err", err)
		p.ask(f, err)
		return
	}
	p.open()
}

// remembered is what is known of the site and the user without asking.
func (p *program) remembered() signin.Form {
	f := signin.Form{Site: p.cfg.Site, CAFile: p.cfg.SiteCA, User: p.cfg.User}
	if prefs := p.app.Preferences(); f.Site == "" {
		f.Site = prefs.String(prefSite)
		if f.CAFile == "" {
			f.CAFile = prefs.String(prefCA)
		}
	}
	if f.User == "" {
		f.User = p.app.Preferences().String(prefUser)
	}
	return f
}

// ask opens the sign-in window.
func (p *program) ask(f signin.Form, err error) {
	cfg := signin.Config{App: p.app, Post: p.post, Form: f, SignIn: p.signIn, Done: p.open, Err: err}
	if p.cfg.Site == "" {
		cfg.Local = p.startLocal
	}
	signin.Open(cfg)
}

func (p *program) signInFromFile(f signin.Form) error {
	b, err := os.ReadFile(p.cfg.PasswordFile)
	if err != nil {
		return fmt.Errorf("read the password: %w", err)
	}
	f.Password = strings.TrimRight(string(b), "\r\n")
	return p.signIn(f)
}

// signIn signs in to a site and remembers it.
func (p *program) signIn(f signin.Form) error {
	site, err := link.NewSite(strings.TrimSpace(f.Site), f.CAFile, "")
	if err != nil {
		return err
	}
	d := p.newDesk(site)
	ctx, cancel := context.WithTimeout(p.ctx, signInTimeout)
	defer cancel()
	if err := d.SignIn(ctx, strings.TrimSpace(f.User), f.Password); err != nil {
		return err
	}
	prefs := p.app.Preferences()
	prefs.SetString(prefSite, f.Site)
	prefs.SetString(prefCA, f.CAFile)
	prefs.SetString(prefUser, f.User)
	return p.enter(d)
}

// startLocal starts a site on this computer and signs in there.
func (p *program) startLocal() error {
	if p.site == nil {
		dir, err := local.Dir()
		if err != nil {
			return err
		}
		s, err := local.Open(dir, p.log)
		if err != nil {
			return err
		}
		p.site = s
		// It runs until the desk has ended, which tells the customers through it.
		ctx, stop := context.WithCancel(context.WithoutCancel(p.ctx))
		p.stopSite = stop
		p.sites.Go(func() error { return s.Run(ctx) })
	}
	site, err := p.site.Link()
	if err != nil {
		return err
	}
	in, err := p.site.SignIn(p.ctx)
	if err != nil {
		return err
	}
	d := p.newDesk(site)
	d.Adopt(in)
	return p.enter(d)
}

func (p *program) newDesk(site *link.Site) *desk.Desk {
	return desk.New(desk.Config{
		Site:      site,
		Decoder:   func() codec.Decoder { return tile.NewDecoder(tile.Config{}) },
		Encoder:   func() codec.Encoder { return tile.NewEncoder(tile.Config{}) },
		Keep:      p.keep(),
		Clipboard: clipboards.Open,
		Idle:      idle.New(),
		Request:   session.Permission(p.cfg.Request),
		Lang:      p.cfg.Lang,
		Log:       p.log,
	})
}

// keep is where sessions are kept so that they go on after this program was
// killed; nil where another Console of this user has it, or the disk does not.
func (p *program) keep() store.Store {
	if p.kept != nil {
		return p.kept
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		p.log.ErrorContext(p.ctx, "sessions are not kept", "err", err)
		return nil
	}
	kept, err := bolt.Open(filepath.Join(dir, "tandem", "desk"))
	if err != nil {
		p.log.ErrorContext(p.ctx, "sessions are not kept", "err", err)
		return nil
	}
	p.kept = kept
	return kept
}

// enter runs the desk that someone has signed in to, and waits until it knows
// what the site has set for them.
func (p *program) enter(d *desk.Desk) error {
	p.desk = d
	p.group.Go(func() error {
		err := d.Run(p.ctx)
		if errors.Is(err, link.ErrSignIn) { // the site has forgotten us
			p.post(func() { p.thrownOut(err) })
		}
		return nil
	})
	return settings(p.ctx, d)
}

// open opens the windows of the desk.
func (p *program) open() {
	st := p.desk.State().Get()
	if st.Link == desk.SignedOut { // meanwhile
		p.ask(p.remembered(), link.ErrSignIn)
		return
	}
	p.group.Go(func() error {
		p.ring.Follow(p.ctx, p.desk, func() bool { return sound.On(p.app.Preferences()) })
		return nil
	})
	p.close = p.shape(st.Settings).Open(p.app, p.desk)
	p.serveScripts(p.desk)
}

// thrownOut asks for another sign-in in place of the windows.
func (p *program) thrownOut(err error) {
	if p.close == nil {
		return // the sign-in window is still there and says it
	}
	p.ask(p.remembered(), err)
	p.close()
	p.close = nil
}
