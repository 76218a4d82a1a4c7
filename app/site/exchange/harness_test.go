package exchange

import (
	"context"
	"crypto/sha256"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"

	"tandem/app/site/account"
	"tandem/app/site/ledger"
	"tandem/store"
	"tandem/store/bolt"
	"tandem/transport/link"
)

// A rig is an Exchange with a server on pipes, under a clock of its own.
type rig struct {
	t        *testing.T
	x        *Exchange
	accounts *account.Accounts
	ledger   *ledger.Ledger
	store    store.Store
	client   *http.Client
	stop     context.CancelFunc // of the Exchange
	writes   *writes            // the ledger's
}

// writes is a store that has something happen before the next write.
type writes struct {
	store.Store
	before atomic.Pointer[func()]
}

func (w *writes) Txn(ctx context.Context, t store.Txn) error {
	if f := w.before.Swap(nil); f != nil {
		(*f)()
	}
	return w.Store.Txn(ctx, t)
}

// bubble runs f with a rig. At its end everything must have ended, too.
func bubble(t *testing.T, f func(t *testing.T, r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s, err := bolt.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		w := &writes{Store: s}
		r := &rig{t: t, store: s, accounts: account.New(s, time.Now), ledger: ledger.New(w, time.Now), writes: w}
		// Not by Add, which takes a second to hash with -race.
		alice := []byte(`{"name":"alice","display":"Alice Martin","hash":"none","stamp":"first"}`)
		if err := s.Txn(t.Context(), store.Txn{Then: []store.Change{{Key: "account/alice", Value: alice}}}); err != nil {
			t.Fatal(err)
		}
		r.x = New(Config{
			Accounts: r.accounts, Ledger: r.ledger, Site: "Example", Page: func() string { return "https://example.com" },
			Log: slog.New(slog.DiscardHandler), Now: time.Now,
		})
		mux := http.NewServeMux()
		mux.HandleFunc(link.PathTechnician, r.x.Technician)
		mux.HandleFunc(link.PathCustomer, r.x.Customer)
		l := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
		srv := &http.Server{Handler: mux}
		tr := &http.Transport{DialContext: l.dial}
		r.client = &http.Client{Transport: tr}
		var g sync.WaitGroup
		ctx, stop := context.WithCancel(context.Background())
		r.stop = stop
		g.Go(func() { _ = srv.Serve(l) }) // ErrServerClosed
		g.Go(func() {
			if err := r.x.Run(ctx); err != nil {
				t.Error(err)
			}
		})
		t.Cleanup(func() {
			stop()
			tr.CloseIdleConnections()
			if err := srv.Close(); err != nil {
				t.Error(err)
			}
			g.Wait()
			if r.x.Open() != 0 {
				t.Errorf("%d links are open", r.x.Open())
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		f(t, r)
	})
}

// dial opens a link.
func (r *rig) dial(path, token string) (*websocket.Conn, int) {
	r.t.Helper()
	h := http.Header{}
	if token != "" {
		h.Set("Authorization", "Bearer "+token)
	}
	ws, resp, err := websocket.Dial(r.t.Context(), "http://site"+path, &websocket.DialOptions{HTTPClient: r.client, HTTPHeader: h})
	if err != nil && resp == nil {
		r.t.Fatal(err)
	}
	return ws, resp.StatusCode
}

func (r *rig) token(account string) string {
	r.t.Helper()
	token, err := r.accounts.Issue(r.t.Context(), account)
	if err != nil {
		r.t.Fatal(err)
	}
	return token
}

// A machine is a client that reads all the time.
type machine struct {
	t    *testing.T
	conn *link.Conn
	ws   *websocket.Conn
	in   chan *link.Message
	end  chan error // one, when the link has ended
}

func (r *rig) technician() *machine { return r.technicianOf("alice") }

func (r *rig) technicianOf(account string) *machine {
	r.t.Helper()
	ws, status := r.dial(link.PathTechnician, r.token(account))
	if ws == nil {
		r.t.Fatalf("status %d", status)
	}
	m := reading(r.t, ws)
	if w := m.next().Welcome; w == nil {
		r.t.Fatal("no welcome")
	}
	return m
}

func (r *rig) customer() *machine {
	r.t.Helper()
	ws, status := r.dial(link.PathCustomer, "")
	if ws == nil {
		r.t.Fatalf("status %d", status)
	}
	return reading(r.t, ws)
}

func reading(t *testing.T, ws *websocket.Conn) *machine {
	m := &machine{t: t, conn: link.NewConn(ws), ws: ws, in: make(chan *link.Message, 1000), end: make(chan error, 1)}
	go func() {
		for {
			msg, err := m.conn.Recv(context.Background())
			if err != nil {
				_ = m.conn.Drop()
				m.end <- err
				return
			}
			m.in <- msg
		}
	}()
	return m
}

func (m *machine) send(msg *link.Message) {
	m.t.Helper()
	if err := m.conn.Send(m.t.Context(), msg); err != nil {
		m.t.Fatalf("send: %v", err)
	}
}

func (m *machine) raw(b []byte) {
	m.t.Helper()
	if err := m.ws.Write(m.t.Context(), websocket.MessageBinary, b); err != nil {
		m.t.Fatalf("send: %v", err)
	}
}

// next returns the next message, which must come at once.
func (m *machine) next() *link.Message {
	m.t.Helper()
	synctest.Wait()
	select {
	case msg := <-m.in:
		return msg
	case err := <-m.end:
		m.t.Fatalf("the link ended: %v", err)
	default:
		m.t.Fatal("no message")
	}
	return nil
}

// quiet fails if there is a message.
func (m *machine) quiet() {
	m.t.Helper()
	synctest.Wait()
	select {
	case msg := <-m.in:
		m.t.Errorf("got %+v; want nothing", *msg)
	case err := <-m.end:
		m.t.Errorf("the link ended: %v", err)
	default:
	}
}

func (m *machine) refused(want link.Reason) *link.Refused {
	m.t.Helper()
	msg := m.next()
	if msg.Refused == nil || msg.Refused.Reason != want {
		m.t.Fatalf("got %+v; want refused as %s", msg, want)
	}
	return msg.Refused
}

// drop breaks the link without a word, as a kill does.
func (m *machine) drop() {
	_ = m.conn.Drop()
	synctest.Wait()
}

func (m *machine) start() *link.Started {
	m.t.Helper()
	m.send(&link.Message{Start: &link.Start{}})
	msg := m.next()
	if msg.Started == nil {
		m.t.Fatalf("got %+v; want Started", msg)
	}
	return msg.Started
}

func joinAs(number, name string) *link.Message {
	return &link.Message{Join: &link.Join{Number: number, Name: name, Offer: offer(name)}}
}

func offer(of string) link.Offer {
	sum := sha256.Sum256([]byte(of))
	return link.Offer{Protocol: link.Protocol, Fingerprint: sum[:], Candidates: []string{"192.0.2.7:50000"}}
}

func answerTo(k *link.Knock) *link.Message {
	return &link.Message{Answer: &link.Answer{Session: k.Session, Participant: k.Participant, Offer: offer("alice")}}
}

// inside has a customer join and be let in.
func inside(tech, cust *machine, s *link.Started) *link.Knock {
	tech.t.Helper()
	cust.send(joinAs(s.Number, "Bob"))
	k := tech.next().Knock
	if k == nil {
		tech.t.Fatal("no knock")
	}
	tech.send(answerTo(k))
	if j := cust.next().Joined; j == nil || j.Technician != "Alice Martin" || j.Participant != k.Participant {
		tech.t.Fatalf("joined: %+v", j)
	}
	return k
}

// pipes is a listener whose connections are in memory. They have no buffer: who
// does not read holds up who writes, at once.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	a, b := net.Pipe()
	select {
	case p.conns <- b:
		return a, nil
	case <-p.done:
		return nil, io.ErrClosedPipe
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }
