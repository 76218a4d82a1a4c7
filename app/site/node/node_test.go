package node

import (
	"context"
	"crypto/sha256"
	"log/slog"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/site/account"
	"tandem/app/site/mail"
	"tandem/app/site/mail/mailtest"
	"tandem/transport/link"
)

// password is that of the account that every test site has.
const password = "correct horse battery staple"

// run starts a site with an account, alice, and stops it with the test.
func run(t *testing.T, c Config) *Node {
	t.Helper()
	if c.Data == "" {
		c.Data = t.TempDir()
	}
	if c.Listen == "" {
		c.Listen = "127.0.0.1:0"
	}
	if c.Log == nil {
		c.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	n, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	err = n.Accounts().Add(t.Context(), account.Account{Name: "alice", Display: "Alice Martin"}, password)
	if err != nil && err != account.ErrExists {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var g errgroup.Group
	g.Go(func() error { return n.Run(ctx) })
	t.Cleanup(func() {
		cancel()
		if err := g.Wait(); err != nil {
			t.Error(err)
		}
	})
	return n
}

func site(t *testing.T, n *Node) *link.Site {
	t.Helper()
	s, err := link.NewSite(n.URL(), n.CertFile(), "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func offer(of string) link.Offer {
	sum := sha256.Sum256([]byte(of))
	return link.Offer{Protocol: link.Protocol, Fingerprint: sum[:], Candidates: []string{"192.0.2.7:50000"}}
}

func send(t *testing.T, c *link.Conn, m *link.Message) {
	t.Helper()
	if err := c.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
}

func recv(t *testing.T, c *link.Conn) *link.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	m, err := c.Recv(ctx)
	if err != nil {
		t.Fatalf("receive: %v", err)
	}
	return m
}

func TestASessionFromStartToEnd(t *testing.T) {
	n := run(t, Config{Name: "Example Support"})
	s := site(t, n)
	in, err := s.SignIn(t.Context(), "Alice", password)
	if err != nil || in.Name != "Alice Martin" || in.Site != "Example Support" {
		t.Fatalf("sign in: %+v, %v", in, err)
	}
	tech, err := s.Technician(t.Context(), in.Token)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tech.Drop() }()
	if recv(t, tech).Welcome == nil {
		t.Fatal("no welcome")
	}
	send(t, tech, &link.Message{Start: &link.Start{}})
	started := recv(t, tech).Started
	if started == nil || len(started.Number) != 9 || started.Page != n.URL() {
		t.Fatalf("started: %+v", started)
	}
	cust, err := s.Customer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cust.Drop() }()
	send(t, cust, &link.Message{Join: &link.Join{Number: started.Number, Name: "Bob", Offer: offer("bob")}})
	knock := recv(t, tech).Knock
	if knock == nil || knock.Name != "Bob" || knock.Session != started.Session || knock.Address != "127.0.0.1" {
		t.Fatalf("knock: %+v", knock)
	}
	send(t, tech, &link.Message{Answer: &link.Answer{Session: knock.Session, Participant: knock.Participant, Offer: offer("alice")}})
	joined := recv(t, cust).Joined
	if joined == nil || joined.Technician != "Alice Martin" || string(joined.Offer.Fingerprint) != string(offer("alice").Fingerprint) {
		t.Fatalf("joined: %+v", joined)
	}
	send(t, tech, &link.Message{End: &link.End{Session: started.Session}})
	if end := recv(t, cust).End; end == nil || end.By != "Alice Martin" {
		t.Fatalf("end: %+v", end)
	}
	send(t, cust, &link.Message{Join: &link.Join{Number: started.Number, Name: "Bob", Offer: offer("bob")}})
	if r := recv(t, cust).Refused; r == nil || r.Reason != link.Ended {
		t.Fatalf("refused: %+v", r)
	}
}

func TestAnInvitationGoesOutByMail(t *testing.T) {
	server := mailtest.New(t, &mailtest.Server{})
	n := run(t, Config{Name: "Example Support", Mail: mail.Config{Server: "smtp://" + server.Addr, From: "help@example.com"}})
	s := site(t, n)
	in, err := s.SignIn(t.Context(), "Alice", password)
	if err != nil {
		t.Fatal(err)
	}
	tech, err := s.Technician(t.Context(), in.Token)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tech.Drop() }()
	if w := recv(t, tech).Welcome; w == nil || !w.Mail {
		t.Fatalf("welcome %+v; want that the site sends mails", w)
	}
	send(t, tech, &link.Message{Start: &link.Start{}})
	started := recv(t, tech).Started
	send(t, tech, &link.Message{Invite: &link.Invite{Session: started.Session, To: "bob@example.com", Lang: "en"}})
	if i := recv(t, tech).Invited; i == nil || i.Reason != "" {
		t.Fatalf("invited: %+v", i)
	}
	mails := server.Mails()
	if len(mails) != 1 || mails[0].To != "bob@example.com" || !strings.Contains(mails[0].Data, started.Number) {
		t.Errorf("mails %+v; want one with %s", mails, started.Number)
	}
}
