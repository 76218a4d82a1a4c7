package app

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"

	"tandem/app/console/desk"
	"tandem/app/session"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/store/bolt"
	"tandem/transport/link"
)

// companyEnv carries what the child needs, separated by "|": site, certificate,
// store, account, number to assist (empty: it starts a session), and whether it
// hands over.
const companyEnv = "TANDEM_TEST_COMPANY"

// kept is a desk of an account with a store in dir.
func kept(t *testing.T, site *link.Site, dir, account string) *desk.Desk {
	t.Helper()
	store, err := bolt.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() }) // what matters is on the disk
	d := desk.New(desk.Config{
		Site: site, Decoder: func() codec.Decoder { return tile.NewDecoder(tile.Config{}) }, Keep: store,
		Log: slog.New(slog.DiscardHandler),
	})
	if err := d.SignIn(t.Context(), account, "correct horse battery"); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestCompanyChild is the process that the tests below kill.
func TestCompanyChild(t *testing.T) {
	args := strings.Split(os.Getenv(companyEnv), "|")
	if len(args) != 6 {
		t.Skip("only run by other tests")
	}
	site, err := link.NewSite(args[0], args[1], "")
	if err != nil {
		t.Fatal(err)
	}
	d := kept(t, site, args[2], args[3])
	tg := &together{t: t, site: site, desk: d}
	go func() { _ = d.Run(context.Background()) }() // until the process is killed
	if number := args[4]; number != "" {
		tg.until("link up", func() bool { return d.State().Get().Link == desk.Up })
		if err := d.Assist(t.Context(), number); err != nil {
			t.Fatal(err)
		}
		select {} // the parent ends it
	}
	tg.startSession()
	fmt.Println("number", tg.session.Number)
	tg.until("joined", func() bool { return tg.session.State().Get().Phase == desk.Active })
	if err := tg.session.Ask(session.View); err != nil {
		t.Fatal(err)
	}
	tg.admit(tg.session, "Carl")
	if args[5] != "" {
		tg.until("Carl is in", func() bool { return here(tg.session, "Carl") })
		p, _ := person(tg.session, "Carl")
		if err := tg.session.Transfer(p.ID); err != nil {
			t.Fatal(err)
		}
	}
	select {}
}

// child starts a process that is killed by what it returns.
func (tg *together) child(dir, account, number, handsOver string) (out *bufio.Scanner, kill func()) {
	tg.t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCompanyChild$")
	cmd.Env = append(os.Environ(), companyEnv+"="+strings.Join([]string{tg.site.URL, tg.caFile, dir, account, number, handsOver}, "|"))
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		tg.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		tg.t.Fatal(err)
	}
	kill = func() { _ = cmd.Process.Kill(); _ = cmd.Wait() } // the second time it is gone
	tg.t.Cleanup(kill)
	return bufio.NewScanner(pipe), kill
}

// started is a child that leads a session with Bob in it, who shows his screen,
// and with Carl, whose desk is here.
func started(t *testing.T, dir, handsOver string) (tg *together, carl *helper, kill func()) {
	t.Helper()
	tg = newSite(t)
	lines, kill := tg.child(dir, "alice", "", handsOver)
	number := ""
	for number == "" && lines.Scan() {
		number, _ = strings.CutPrefix(lines.Text(), "number ")
	}
	tg.joinNumber(number)
	tg.answer(session.View, true)
	carl = tg.colleague("Carl", nil)
	if err := carl.desk.Assist(t.Context(), number); err != nil {
		t.Fatal(err)
	}
	tg.until("Carl is in", func() bool { return len(carl.desk.State().Get().Sessions) == 1 })
	carl.session = carl.desk.State().Get().Sessions[0]
	tg.until("Carl sees", func() bool { return seenBy(carl.session) })
	return tg, carl, kill
}

// run runs a desk until the test ends, and waits for its session.
func (tg *together) run(d *desk.Desk) *desk.Session {
	tg.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = d.Run(ctx) }()
	tg.t.Cleanup(func() { cancel(); <-done })
	tg.until("the session is there", func() bool { return len(d.State().Get().Sessions) == 1 })
	return d.State().Get().Sessions[0]
}

func TestAPrimaryTechnicianWhoWasKilledComesBack(t *testing.T) {
	dir := t.TempDir()
	tg, carl, kill := started(t, dir, "")
	kill()
	tg.until("Carl knows", func() bool { return carl.session.State().Get().Apart && !seenBy(carl.session) })
	if r := carl.session.State().Get().Role; r != desk.Assistant {
		t.Errorf("Carl is %v while nobody leads; want an assistant", r)
	}
	tg.session = tg.run(kept(t, tg.site, dir, "alice"))
	tg.until("all see again, unasked", func() bool { return tg.seen() && seenBy(carl.session) && !carl.session.State().Get().Apart })
	if as := tg.session.State().Get().Admissions; len(as) != 0 || !here(tg.session, "Carl") {
		t.Errorf("admissions %+v; want Carl known", as)
	}
	if err := carl.session.Chat().Say("still here"); err != nil {
		t.Fatal(err)
	}
	tg.until("heard", func() bool {
		return len(tg.session.Chat().Lines().Get()) == 1 && len(tg.host.Chat().Lines().Get()) == 1
	})
}

func TestWhoHadLeftBeforeAKillIsGoneAfterIt(t *testing.T) {
	dir := t.TempDir()
	tg, carl, kill := started(t, dir, "")
	if err := carl.session.Leave(); err != nil {
		t.Fatal(err)
	}
	tg.until("the customer is told", func() bool { return strings.Contains(notices(tg.host), "went Carl;") })
	kill()
	tg.session = tg.run(kept(t, tg.site, dir, "alice"))
	if _, is := person(tg.session, "Carl"); is {
		t.Error("Carl, who had left, is waited for")
	}
	tg.until("seen again", tg.seen)
}

func TestWhoLeavesAfterAKillIsGone(t *testing.T) {
	dir := t.TempDir()
	tg, carl, kill := started(t, dir, "")
	kill()
	tg.until("Carl knows", func() bool { return carl.session.State().Get().Apart })
	if err := carl.session.Leave(); err != nil {
		t.Fatal(err)
	}
	tg.until("Carl has left", func() bool { return carl.session.State().Get().Phase == desk.Over })
	tg.session = tg.run(kept(t, tg.site, dir, "alice"))
	tg.until("seen again", tg.seen)
	tg.until("Carl is gone", func() bool { _, is := person(tg.session, "Carl"); return !is })
	tg.until("the customer is told", func() bool { return strings.Contains(notices(tg.host), "went Carl;") })
}

func TestAFormerOneWhoWasKilledComesBackAsAnAssistant(t *testing.T) {
	dir := t.TempDir()
	tg, carl, kill := started(t, dir, "hands over")
	tg.until("Carl leads", func() bool { return tg.host.State().Get().Technician == "Carl" && here(carl.session, "Alice") })
	kill()
	tg.until("Alice is away", func() bool { return !here(carl.session, "Alice") })
	tg.session = tg.run(kept(t, tg.site, dir, "alice"))
	tg.until("Alice is back", func() bool {
		return here(carl.session, "Alice") && tg.session.State().Get().Role == desk.Assistant && tg.seen()
	})
	if st := carl.session.State().Get(); st.Role != desk.Primary || len(st.Admissions) != 0 {
		t.Errorf("Carl is %v, with admissions %+v", st.Role, st.Admissions)
	}
	p, _ := person(carl.session, "Alice")
	if err := carl.session.Transfer(p.ID); err != nil {
		t.Fatal(err)
	}
	tg.until("Alice leads again", func() bool {
		return tg.host.State().Get().Technician == "Alice" && tg.session.State().Get().Role == desk.Primary && tg.seen()
	})
}

func TestAnAssistantWhoWasKilledComesBack(t *testing.T) {
	tg := newTogether(t, session.View)
	tg.join()
	tg.answer(session.View, true)
	tg.colleague("Carl", nil).stop() // for the account
	dir := t.TempDir()
	_, kill := tg.child(dir, "carl", tg.session.Number, "")
	tg.admit(tg.session, "Carl")
	tg.until("Carl sees", func() bool { p, ok := manager(tg.host, "Carl"); return ok && p.Sees })
	kill()
	tg.until("Carl is away", func() bool { return !here(tg.session, "Carl") })
	carl := tg.run(kept(t, tg.site, dir, "carl"))
	tg.until("Carl sees again, unasked", func() bool { return seenBy(carl) && here(tg.session, "Carl") })
	if st := carl.State().Get(); st.Role != desk.Assistant || st.Customer.Name != "Bob" {
		t.Errorf("comes back as %+v", st)
	}
}
