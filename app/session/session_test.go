package session_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tandem/app/session"
	"tandem/transport"
	"tandem/transport/mem"
)

// customer is a Guard and Decider whose word the test gives.
type customer struct {
	verdict func(ctx context.Context, r session.Request) session.Outcome
	yielded []session.Permission
	held    []bool

	mu      sync.Mutex
	granted map[session.Permission]context.CancelFunc
	ctxs    map[session.Permission]context.Context
}

func newCustomer(verdict func(context.Context, session.Request) session.Outcome) *customer {
	return &customer{verdict: verdict, granted: map[session.Permission]context.CancelFunc{}, ctxs: map[session.Permission]context.Context{}}
}

func (c *customer) Decide(ctx context.Context, _ session.Person, r session.Request) session.Outcome {
	return c.verdict(ctx, r)
}

func (c *customer) Yielded(p session.Permission) { c.yielded = append(c.yielded, p) }

func (c *customer) Held(on bool) { c.held = append(c.held, on) }

func (c *customer) allow(p session.Permission) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ctxs[p], c.granted[p] = context.WithCancel(context.Background())
}

func (c *customer) revoke(p session.Permission) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.granted[p]()
	delete(c.ctxs, p)
}

func (c *customer) Grant(ctx context.Context, p session.Permission) (context.Context, context.CancelFunc, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctxs[p] == nil {
		return nil, nil, false
	}
	ctx, cancel := context.WithCancel(ctx)
	context.AfterFunc(c.ctxs[p], cancel)
	return ctx, cancel, true
}

// echo is a feature that needs control and sends back what it gets.
type echo struct{ ended chan error }

func (e *echo) Name() string              { return "echo" }
func (e *echo) Needs() session.Permission { return session.Control }

func (e *echo) Serve(ctx context.Context, ch transport.Channel) error {
	for {
		m, err := ch.Recv(ctx)
		if err == nil {
			err = ch.Send(ctx, m)
		}
		if err != nil {
			e.ended <- err
			return err
		}
	}
}

type pair struct {
	technician, customer *session.Session
	line                 *mem.Conn
	cust                 *customer
	grants               *session.Value[session.Grants]
	echo                 *echo
	results              chan error // of both Runs, technician's and customer's in any order
}

func run(ctx context.Context, c *customer) *pair {
	a, b := mem.Pair()
	p := &pair{line: a, cust: c, grants: new(session.Value[session.Grants]), echo: &echo{make(chan error, 1)}, results: make(chan error, 2)}
	p.technician = session.New(session.Config{
		Conn: a, Self: session.Person{Name: "Alice", Role: session.Technician, System: "linux"},
	})
	p.customer = session.New(session.Config{
		Conn: b, Self: session.Person{Name: "Bob", Role: session.Customer, System: "windows"}, PeerName: "Alice of Example",
		Features: []session.Feature{p.echo}, Guard: c, Decider: c, Allowed: p.grants,
	})
	for _, s := range []*session.Session{p.technician, p.customer} {
		go func() { p.results <- s.Run(ctx) }()
	}
	synctest.Wait()
	return p
}

func TestBothKnowEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := run(t.Context(), newCustomer(nil))
		if st := p.technician.State().Get(); st.Phase != session.Active || st.Peer != (session.Person{Name: "Bob", Role: session.Customer, System: "windows"}) {
			t.Errorf("technician sees %+v; want Bob, active", st)
		}
		if st := p.customer.State().Get(); st.Phase != session.Active || st.Peer.Name != "Alice of Example" {
			t.Errorf("customer sees %+v; want the name that the site has verified", st)
		}
		p.technician.End()
		first, second := <-p.results, <-p.results
		if !(first == nil && errors.Is(second, session.ErrEnded) || errors.Is(first, session.ErrEnded) && second == nil) {
			t.Errorf("Run = %v and %v; want nil for who ended and ErrEnded for the other", first, second)
		}
	})
}

func TestTheEndForOneAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := run(t.Context(), newCustomer(nil))
		p.technician.Dismiss()
		p.technician.End() // too late to say anything else
		first, second := <-p.results, <-p.results
		if err := errors.Join(first, second); !errors.Is(err, session.ErrDismissed) || !errors.Is(err, session.ErrEnded) {
			t.Errorf("Run = %v and %v; want ErrDismissed, which is an ErrEnded, for one", first, second)
		}
	})
}

func TestRequestOutcomes(t *testing.T) {
	for _, want := range []session.Outcome{session.Allowed, session.Declined, session.Expired, session.TooSoon} {
		synctest.Test(t, func(t *testing.T) {
			p := run(t.Context(), newCustomer(func(context.Context, session.Request) session.Outcome {
				time.Sleep(5 * time.Second)
				return want
			}))
			if err := p.technician.Ask(session.View); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
			if got := p.technician.State().Get().Asked[session.View].Outcome; got != session.Pending {
				t.Errorf("before the answer: %q; want pending", got)
			}
			time.Sleep(5 * time.Second)
			if got := p.technician.State().Get().Asked[session.View].Outcome; got != want {
				t.Errorf("after the answer: %q; want %q", got, want)
			}
			p.end()
		})
	}
}

func TestWithdrawEndsThePrompt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gone := false
		p := run(t.Context(), newCustomer(func(ctx context.Context, _ session.Request) session.Outcome {
			<-ctx.Done()
			gone = true
			return session.Withdrawn
		}))
		if err := errors.Join(p.technician.Ask(session.Control), p.technician.Withdraw(session.Control)); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if got := p.technician.State().Get().Asked[session.Control].Outcome; got != session.Withdrawn || !gone {
			t.Errorf("outcome %q, prompt gone %v; want withdrawn, true", got, gone)
		}
		p.end()
	})
}

func TestUnknownPermissionIsNotAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := run(t.Context(), newCustomer(func(context.Context, session.Request) session.Outcome {
			t.Error("the customer was asked for what this program does not know")
			return session.Allowed
		}))
		if err := p.technician.Ask("everything"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if got := p.technician.State().Get().Asked["everything"].Outcome; got != session.Unable {
			t.Errorf("outcome %q; want unable", got)
		}
		p.end()
	})
}

func TestFeatureRunsOnlyWhileGranted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := run(t.Context(), newCustomer(nil))
		try := func() error {
			ch, err := p.technician.Open(t.Context(), "echo", transport.Ordered)
			if err != nil {
				return err
			}
			if err := ch.Send(t.Context(), []byte("hello")); err != nil {
				return err
			}
			_, err = ch.Recv(t.Context())
			return err
		}
		if err := try(); !errors.Is(err, transport.ErrRefused) {
			t.Errorf("without a grant: %v; want ErrRefused", err)
		}
		p.cust.allow(session.Control)
		if err := try(); err != nil {
			t.Errorf("with a grant: %v", err)
		}
		p.cust.revoke(session.Control)
		if err := <-p.echo.ended; !errors.Is(err, context.Canceled) {
			t.Errorf("the feature ended with %v; want its context's end", err)
		}
		if err := try(); !errors.Is(err, transport.ErrRefused) {
			t.Errorf("after the grant was taken back: %v; want ErrRefused", err)
		}
		p.end()
	})
}

func TestGrantsAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := run(t.Context(), newCustomer(nil))
		p.grants.Set(session.Grants{Permissions: []session.Permission{session.View}, Paused: true, Missing: []string{session.MissingOpenGL}})
		synctest.Wait()
		g := p.technician.State().Get().Grants
		if !g.Allows(session.View) || g.Allows(session.Control) || !g.Paused || len(g.Missing) != 1 {
			t.Errorf("technician was told %+v", g)
		}
		if err := p.technician.Yield(session.View); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if len(p.cust.yielded) != 1 || p.cust.yielded[0] != session.View {
			t.Errorf("customer's side heard that %v is given back; want view", p.cust.yielded)
		}
		if err := p.technician.Hold(true); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if len(p.cust.held) != 1 || !p.cust.held[0] {
			t.Errorf("customer's side heard of hold %v; want true, once", p.cust.held)
		}
		p.end()
	})
}

func TestLostLineEndsBothWithErrLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := run(t.Context(), newCustomer(nil))
		p.line.Break()
		for range 2 {
			if err := <-p.results; !errors.Is(err, transport.ErrLost) {
				t.Errorf("Run = %v; want ErrLost", err)
			}
		}
		if st := p.technician.State().Get(); st.Phase != session.Over || !errors.Is(st.Err, transport.ErrLost) {
			t.Errorf("state %+v; want over, lost", st)
		}
	})
}

func TestStoppedProgramSaysGoodbye(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		a, b := mem.Pair()
		tech := session.New(session.Config{Conn: a, Self: session.Person{Name: "A", Role: session.Technician}})
		cust := session.New(session.Config{Conn: b, Self: session.Person{Name: "B", Role: session.Customer}})
		results := make(chan error, 1)
		go func() { results <- cust.Run(t.Context()) }()
		stopped := make(chan error, 1)
		go func() { stopped <- tech.Run(ctx) }()
		synctest.Wait()
		cancel()
		if err := <-results; !errors.Is(err, session.ErrEnded) {
			t.Errorf("the other side got %v; want ErrEnded", err)
		}
		if err := <-stopped; !errors.Is(err, context.Canceled) {
			t.Errorf("the stopped side got %v; want its context's end", err)
		}
	})
}

func TestNonsenseEndsTheSession(t *testing.T) {
	for name, garbage := range map[string][]byte{
		"not CBOR":        {0xff, 0x00},
		"empty":           {},
		"two kinds":       {0xa2, 0x03, 0xa1, 0x01, 0x01, 0x06, 0xa0},
		"second hello":    {0xa1, 0x01, 0xa4, 0x01, 0x01, 0x02, 0xa0, 0x03, 0x61, 'x', 0x04, 0x01},
		"outcome to host": {0xa1, 0x04, 0xa2, 0x01, 0x01, 0x02, 0x67, 'a', 'l', 'l', 'o', 'w', 'e', 'd'},
		"grants to host":  {0xa1, 0x05, 0xa1, 0x01, 0x81, 0x67, 'c', 'o', 'n', 't', 'r', 'o', 'l'},
		"oversized":       make([]byte, 9<<10),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, b := mem.Pair()
				c := newCustomer(nil)
				cust := session.New(session.Config{Conn: b, Self: session.Person{Name: "B", Role: session.Customer}, Guard: c, Decider: c})
				result := make(chan error, 1)
				go func() { result <- cust.Run(t.Context()) }()
				_, own, err := a.Accept(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				hello := []byte{0xa1, 0x01, 0xa4, 0x01, 0x01, 0x02, 0xa0, 0x03, 0x61, 'x', 0x04, 0x01}
				for _, m := range [][]byte{hello, garbage} {
					if err := own.Send(t.Context(), m); err != nil {
						t.Fatal(err)
					}
				}
				if err := <-result; !errors.Is(err, session.ErrMessage) {
					t.Errorf("Run = %v; want ErrMessage", err)
				}
			})
		})
	}
}

func TestSilentPeerIsNotGreetedForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, _ := mem.Pair()
		tech := session.New(session.Config{Conn: a, Self: session.Person{Name: "A", Role: session.Technician}})
		if err := tech.Run(t.Context()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Run = %v; want a timeout", err)
		}
	})
}

func (p *pair) end() {
	p.technician.End()
	<-p.results
	<-p.results
}

// colleagues are two technicians, of whom the first opens the channel.
func colleagues(ctx context.Context) (a, b *session.Session, line *mem.Conn, results chan error) {
	x, y := mem.Pair()
	a = session.New(session.Config{Conn: x, Self: session.Person{Name: "Alice", Role: session.Technician}, Colleague: true, Opens: true})
	b = session.New(session.Config{Conn: y, Self: session.Person{Name: "Carl", Role: session.Technician}, Colleague: true, PeerName: "Alice of Example"})
	results = make(chan error, 2)
	for _, s := range []*session.Session{a, b} {
		go func() { results <- s.Run(ctx) }()
	}
	synctest.Wait()
	return a, b, x, results
}

func TestColleaguesGreetAndAskNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b, _, results := colleagues(t.Context())
		if st := b.State().Get(); st.Phase != session.Active || st.Peer != (session.Person{Name: "Alice of Example", Role: session.Technician}) {
			t.Errorf("Carl sees %+v; want Alice, active", st)
		}
		a.End()
		first, second := <-results, <-results
		if !errors.Is(errors.Join(first, second), session.ErrEnded) {
			t.Errorf("Run = %v and %v; want ErrEnded for one", first, second)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		a, _, _, results := colleagues(t.Context())
		if err := a.Ask(session.Control); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(<-results, <-results); !errors.Is(err, session.ErrMessage) {
			t.Errorf("a request between technicians ends with %v; want ErrMessage", err)
		}
	})
}

func TestATechnicianIsNoCustomerAndTheReverse(t *testing.T) {
	for _, roles := range [][2]session.Role{{session.Technician, session.Customer}, {session.Customer, session.Customer}} {
		synctest.Test(t, func(t *testing.T) {
			x, y := mem.Pair()
			opens := roles[0] == session.Technician
			results := make(chan error, 2)
			for _, c := range []session.Config{
				{Conn: x, Self: session.Person{Role: roles[0]}, Colleague: opens},
				{Conn: y, Self: session.Person{Role: roles[1]}},
			} {
				s := session.New(c)
				go func() { results <- s.Run(t.Context()) }()
			}
			if err := errors.Join(<-results, <-results); err == nil {
				t.Errorf("roles %v meet; want an error", roles)
			}
		})
	}
}
