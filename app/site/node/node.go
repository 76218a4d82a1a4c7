package node

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"time"

	"golang.org/x/net/netutil"
	"golang.org/x/sync/errgroup"

	"tandem/app/session/invite"
	"tandem/app/site/account"
	"tandem/app/site/exchange"
	"tandem/app/site/ledger"
	"tandem/app/site/mail"
	"tandem/app/site/page"
	"tandem/store"
	"tandem/store/bolt"
	"tandem/transport/link"
)

// Times and bounds of the server.
const (
	headerWait = 5 * time.Second
	bodyWait   = 15 * time.Second
	answerWait = 30 * time.Second
	idleWait   = 60 * time.Second
	stopWait   = 5 * time.Second
	sweepEach  = time.Hour
	maxHeader  = 16 << 10
	maxConns   = exchange.MaxLinks + 2_000
)

// A Node is a site. Use New, then Run or Close.
type Node struct {
	conf     Config
	public   *url.URL
	name     string
	cert     tls.Certificate
	own      bool // the certificate is one the site made
	listener net.Listener
	store    store.Store
	accounts *account.Accounts
	ledger   *ledger.Ledger
	exchange *exchange.Exchange
	pages    *page.Pages
	metrics  *metrics
}

// New opens a site: its store, its certificate, its port. Errors wrap those of
// package store where that is the reason.
func New(c Config) (*Node, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	s, err := bolt.Open(c.Data)
	if err != nil {
		return nil, err
	}
	n := &Node{conf: c, store: s, metrics: newMetrics()}
	if err := n.open(); err != nil {
		_ = n.Close() // the first error tells more
		return nil, err
	}
	return n, nil
}

func (n *Node) open() error {
	c := n.conf
	var addr net.Addr
	if c.Listen != "" {
		l, err := net.Listen("tcp", c.Listen)
		if err != nil {
			return fmt.Errorf("node: listen: %w", err)
		}
		n.listener, addr = l, l.Addr()
	}
	public, err := c.Public, error(nil)
	if public == "" && c.Cert != "" {
		public = certURL(c, addr)
	}
	if n.public, err = publicURL(public, addr); err != nil {
		return err
	}
	n.name = siteName(c, n.public)
	if err := link.CheckText(n.name); err != nil {
		return fmt.Errorf("node: name: %w", err)
	}
	if n.cert, n.own, err = loadCert(c, n.public.Hostname()); err != nil {
		return err
	}
	n.accounts = account.New(n.store, c.Now)
	n.ledger = ledger.New(n.store, c.Now)
	ended, err := n.ledger.Recover(context.Background())
	if err != nil {
		return err
	}
	if ended > 0 {
		c.Log.Warn("sessions were live when the site stopped", "ended", ended)
	}
	send, err := mailer(c.Mail)
	if err != nil {
		return err
	}
	n.exchange = exchange.New(exchange.Config{
		Mail: send, Accounts: n.accounts, Ledger: n.ledger, Site: n.name, Page: n.URL, Log: c.Log, Now: c.Now, Count: n.metrics.add,
	})
	n.pages, err = page.New(page.Config{
		Ledger: n.ledger, Site: n.name, URL: n.URL(), Pin: n.Pin(), Downloads: c.Downloads, Log: c.Log, Count: n.metrics.add,
	})
	return err
}

// mailer returns what sends invitations, nil for nothing.
func mailer(c mail.Config) (func(context.Context, string, invite.Invitation) error, error) {
	if c.Server == "" {
		return nil, nil
	}
	m, err := mail.New(c)
	if err != nil {
		return nil, err
	}
	return m.Send, nil
}

// URL returns the address that people are told.
func (n *Node) URL() string { return n.public.String() }

// Name returns what the site is called.
func (n *Node) Name() string { return n.name }

// Pin returns what programs recognise the site by, empty if it has a
// certificate that systems trust by themselves.
func (n *Node) Pin() string {
	if !n.own {
		return ""
	}
	return link.Pin(n.cert.Certificate[0])
}

// Addr returns the address that the site listens on, nil for none.
func (n *Node) Addr() net.Addr {
	if n.listener == nil {
		return nil
	}
	return n.listener.Addr()
}

// Accounts returns the accounts of the site.
func (n *Node) Accounts() *account.Accounts { return n.accounts }

// Local returns the token of a technician of this very machine, for whom an
// account is made if there is none. Nobody knows its password.
func (n *Node) Local(ctx context.Context, name, display string) (link.SignedIn, error) {
	a, err := n.accounts.Get(ctx, name)
	if errors.Is(err, account.ErrUnknown) {
		a = account.Account{Name: name, Display: display}
		err = n.accounts.Add(ctx, a, rand.Text())
	}
	if err != nil {
		return link.SignedIn{}, err
	}
	token, err := n.accounts.Issue(ctx, name)
	return link.SignedIn{Token: token, Name: a.Shown(), Account: a.Name, Site: n.name}, err
}

// LogConfig logs what the site works with.
func (n *Node) LogConfig(ctx context.Context) {
	n.conf.Log.InfoContext(ctx, "site", "url", n.URL(), "name", n.name, "listen", n.Addr(), "data", n.conf.Data,
		"cert", cmp.Or(n.conf.Cert, n.CertFile()), "pin", n.Pin(), "downloads", n.conf.Downloads, "smtp", n.conf.Mail.Server, "metrics", n.conf.Metrics)
}

// Run serves until ctx ends, then closes the site. It returns nil if that was
// all.
func (n *Node) Run(ctx context.Context) error {
	defer func() { _ = n.Close() }() // again is harmless
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return n.exchange.Run(ctx) })
	g.Go(func() error { return n.sweep(ctx) })
	if n.listener != nil {
		l := tls.NewListener(netutil.LimitListener(n.listener, maxConns), n.tls())
		n.serve(ctx, g, l, n.Handler())
		if err := n.serveAdmin(ctx, g); err != nil {
			n.conf.Log.WarnContext(ctx, "no admin socket", "err", err)
		}
	}
	if n.conf.Metrics != "" {
		l, err := net.Listen("tcp", n.conf.Metrics)
		if err != nil {
			g.Go(func() error { return fmt.Errorf("node: listen for metrics: %w", err) })
		} else {
			n.serve(ctx, g, l, n.metrics.handler(n))
		}
	}
	err := g.Wait()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWait)
	defer cancel()
	return errors.Join(err, n.ledger.EndAll(end), n.Close())
}

// serve serves HTTP on l in two goroutines of g until ctx ends.
func (n *Node) serve(ctx context.Context, g *errgroup.Group, l net.Listener, h http.Handler) {
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: headerWait, ReadTimeout: bodyWait, WriteTimeout: answerWait,
		IdleTimeout: idleWait, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(n.conf.Log.Handler(), slog.LevelDebug), // strangers cause these
	}
	g.Go(func() error {
		if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("node: serve: %w", err)
		}
		return nil
	})
	g.Go(func() error {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWait)
		defer cancel()
		if err := s.Shutdown(end); err != nil {
			_ = s.Close() // a download that does not end
		}
		return nil
	})
}

func (n *Node) tls() *tls.Config {
	return &tls.Config{
		Certificates: []tls.Certificate{n.cert}, MinVersion: tls.VersionTLS13,
		NextProtos: []string{"http/1.1"}, // what a WebSocket needs
	}
}

// sweep lets the store forget what is too old, every hour.
func (n *Node) sweep(ctx context.Context) error {
	t := time.NewTicker(sweepEach)
	defer t.Stop()
	for {
		if err := errors.Join(n.accounts.Sweep(ctx), n.ledger.Sweep(ctx)); err != nil && ctx.Err() == nil {
			n.conf.Log.ErrorContext(ctx, "cannot forget what is too old", "err", err)
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// Close closes what New opened, for a site that was never run.
func (n *Node) Close() error {
	if n.listener != nil {
		_ = n.listener.Close() // closed already by the server
	}
	return n.store.Close()
}

// CertFile returns the file with the certificate that the site made for
// itself, empty if it was given one.
func (n *Node) CertFile() string {
	if !n.own {
		return ""
	}
	return filepath.Join(n.conf.Data, certName)
}
