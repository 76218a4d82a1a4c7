package exchange

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"tandem/app/session/invite"
	"tandem/app/site/account"
	"tandem/app/site/ledger"
	"tandem/app/site/limit"
	"tandem/transport/link"
)

// Limits of the links.
const (
	MaxLinks   = 10_000 // in all
	MaxPerAddr = 100    // of one address; an office has many people behind one
)

// sweepEach is how often sessions whose number is void, or whose technician has
// not come back for awayWait, are looked for.
const (
	sweepEach = 15 * time.Second
	awayWait  = 15 * time.Minute
)

// A Config says what an Exchange works with. All fields but Count and Mail are needed.
type Config struct {
	Accounts *account.Accounts
	Ledger   *ledger.Ledger
	Site     string        // the name of the site
	Page     func() string // the address that technicians read out
	Log      *slog.Logger
	Now      func() time.Time
	Count    func(name string, n int64) // adds to a metric; nil: nobody counts
	// Mail sends an invitation; nil: the site sends none.
	Mail func(ctx context.Context, to string, i invite.Invitation) error
}

// An Exchange has the open links of a site. Use New, serve Technician and
// Customer, and let Run run.
type Exchange struct {
	Config

	mails    *limit.Limiter // of an account
	closing  chan struct{}  // closed when Run ends
	links    sync.WaitGroup
	register register // of technicians

	mu       sync.Mutex
	closed   bool                // guarded by mu
	open     int                 // guarded by mu
	byAddr   map[string]int      // guarded by mu
	sessions map[string]*session // guarded by mu
}

// A session is a live one: its primary technician, and who is in it or asks to be.
type session struct {
	id         string
	account    string
	technician *technician           // nil while away
	away       time.Time             // since when
	customers  map[string]*customer  // by participant
	assistants map[string]*assistant // likewise
	left       []string              // assistants who left while the technician was away
}

// tell sends m to the technician, unless away: what matters of it is told again
// when the session is resumed. It is called with Exchange.mu held.
func (s *session) tell(m *link.Message) {
	if s.technician != nil {
		s.technician.peer.send(m)
	}
}

// New returns an Exchange without links.
func New(c Config) *Exchange {
	if c.Count == nil {
		c.Count = func(string, int64) {}
	}
	return &Exchange{
		Config: c, closing: make(chan struct{}),
		byAddr: map[string]int{}, sessions: map[string]*session{},
		mails: limit.New(limit.Rate{Tries: 20, Per: time.Hour}, 10_000, c.Now),
	}
}

// Run ends sessions whose number is void, until ctx ends. Then it breaks all
// links and returns when they are gone.
func (x *Exchange) Run(ctx context.Context) error {
	t := time.NewTicker(sweepEach)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			for _, id := range x.Ledger.Expired() {
				x.end(ctx, id, "", ledger.ByTime)
			}
			for _, id := range x.abandoned("", awayWait) {
				x.end(ctx, id, "", ledger.ByLoss)
			}
			x.dismiss(ctx)
		case <-ctx.Done():
			x.mu.Lock()
			x.closed = true
			x.mu.Unlock()
			close(x.closing)
			x.links.Wait()
			return nil
		}
	}
}

// Open returns how many links are open.
func (x *Exchange) Open() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.open
}

// Technician serves the link of a technician with a bearer token.
func (x *Exchange) Technician(w http.ResponseWriter, r *http.Request) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	grant, err := account.Grant{}, error(account.ErrToken)
	if ok {
		grant, err = x.Accounts.Token(r.Context(), token)
	}
	if errors.Is(err, account.ErrToken) {
		http.Error(w, "no valid token", http.StatusUnauthorized)
		return
	}
	if err != nil {
		x.Log.ErrorContext(r.Context(), "cannot check a token", "err", err)
		http.Error(w, "the site cannot do this now", http.StatusServiceUnavailable)
		return
	}
	x.serve(w, r, func(p *peer) talker {
		t := &technician{x: x, peer: p, grant: grant, sessions: map[string]bool{}, assists: map[string]*assistant{}}
		t.welcome(grant.Account)
		x.register.set(t, link.Online) // until the Console says otherwise
		return t
	})
}

// Customer serves the link of a customer.
func (x *Exchange) Customer(w http.ResponseWriter, r *http.Request) {
	x.serve(w, r, func(p *peer) talker { return &customer{x: x, peer: p} })
}

// enter takes a place for a link, or says with which status there is none.
func (x *Exchange) enter(addr string) (status int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	switch {
	case x.closed || x.open >= MaxLinks:
		return http.StatusServiceUnavailable
	case x.byAddr[addr] >= MaxPerAddr:
		return http.StatusTooManyRequests
	}
	x.open++
	x.byAddr[addr]++
	x.links.Add(1)
	return 0
}

func (x *Exchange) exit(addr string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.open--
	if x.byAddr[addr]--; x.byAddr[addr] == 0 {
		delete(x.byAddr, addr)
	}
	x.links.Done()
}

func address(r *http.Request) string { return limit.Address(r.RemoteAddr) }
