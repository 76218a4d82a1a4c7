package app

import (
	"context"
	"errors"
	"image"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"tandem/app/console/desk"
	"tandem/app/manager/host"
	"tandem/app/session"
	"tandem/app/session/clipboard/clipboardtest"
	"tandem/app/site/account"
	"tandem/app/site/node"
	"tandem/capture"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/input"
	"tandem/input/inputtest"
	"tandem/transport/link"
)

// patience is how long a test waits for anything.
const patience = 30 * time.Second

// still is a display that shows one picture for ever.
type still struct {
	once sync.Once
	img  []byte
}

func (s *still) Next(ctx context.Context) (f *capture.Frame, err error) {
	s.once.Do(func() { f = &capture.Frame{Pix: s.img, Stride: 400, Width: 100, Height: 50, Time: time.Now()} })
	if f == nil {
		<-ctx.Done()
		err = ctx.Err()
	}
	return f, err
}

func (s *still) Close() error { return nil }

// together is a site, a technician and a customer in one process, over real
// sockets on this machine.
type together struct {
	t        *testing.T
	node     *node.Node
	site     *link.Site
	desk     *desk.Desk
	session  *desk.Session
	host     *host.Host
	desktop  *inputtest.Recorder
	joined   chan error
	stopSite context.CancelFunc
	caFile   string                // the site's certificate
	board    clipboardtest.Desktop // the customer's
	own      clipboardtest.Desktop // the technician's
}

const picture = 0x5a // every byte of the customer's display

// newSite is the site alone, with alice's account.
func newSite(t *testing.T) *together {
	t.Helper()
	tg := &together{t: t, desktop: &inputtest.Recorder{}}
	n, err := node.New(node.Config{Data: filepath.Join(t.TempDir(), "site"), Listen: "127.0.0.1:0", Name: "Example"})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Accounts().Add(t.Context(), account.Account{Name: "alice", Display: "Alice"}, "correct horse battery"); err != nil {
		t.Fatal(err)
	}
	tg.node = n
	var wg sync.WaitGroup
	t.Cleanup(wg.Wait)
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	siteCtx, stopSite := context.WithCancel(ctx)
	tg.stopSite = stopSite
	wg.Go(func() { _ = n.Run(siteCtx) }) // ends with ctx
	tg.caFile = n.CertFile()
	if tg.site, err = link.NewSite(n.URL(), tg.caFile, ""); err != nil {
		t.Fatal(err)
	}
	return tg
}

func newTogether(t *testing.T, ask session.Permission) *together {
	t.Helper()
	tg := newSite(t)
	var wg sync.WaitGroup
	t.Cleanup(wg.Wait)
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	tg.desk = desk.New(desk.Config{
		Site: tg.site, Decoder: func() codec.Decoder { return tile.NewDecoder(tile.Config{}) }, Request: ask,
		Encoder:   func() codec.Encoder { return tile.NewEncoder(tile.Config{}) },
		Clipboard: tg.own.Open, Log: slog.New(slog.DiscardHandler),
	})
	tg.until("signed in", func() bool { return tg.desk.SignIn(ctx, "alice", "correct horse battery") == nil })
	wg.Go(func() { _ = tg.desk.Run(ctx) }) // ends with ctx
	tg.startSession()
	return tg
}

// startSession starts a session at the desk.
func (tg *together) startSession() {
	tg.t.Helper()
	tg.until("link up", func() bool { return tg.desk.State().Get().Link == desk.Up })
	if err := tg.desk.Start(tg.t.Context()); err != nil {
		tg.t.Fatal(err)
	}
	tg.until("session", func() bool { return len(tg.desk.State().Get().Sessions) == 1 })
	tg.session = tg.desk.State().Get().Sessions[0]
}

func (tg *together) until(what string, ok func() bool) {
	tg.t.Helper()
	for end := time.Now().Add(patience); !ok(); {
		if time.Now().After(end) {
			tg.t.Fatalf("%s: not within %v", what, patience)
		}
		<-time.After(5 * time.Millisecond)
	}
}

// newHost returns a customer's computer.
func (tg *together) newHost() *host.Host {
	img := make([]byte, 400*50)
	for i := range img {
		img[i] = picture
	}
	return host.New(host.Config{
		Displays: func() ([]capture.Display, error) {
			return []capture.Display{{Bounds: image.Rect(0, 0, 100, 50), Primary: true}}, nil
		},
		Capture:   func(capture.Config) (capture.Source, error) { return &still{img: img}, nil },
		Encoder:   func() codec.Encoder { return tile.NewEncoder(tile.Config{}) },
		Decoder:   func() codec.Decoder { return tile.NewDecoder(tile.Config{}) },
		Input:     func() (input.Injector, error) { return tg.desktop, nil },
		StopKey:   func() input.Usage { return input.KeyF12 },
		Clipboard: tg.board.Open,
		Log:       slog.New(slog.DiscardHandler),
	})
}

func (tg *together) join() {
	tg.t.Helper()
	tg.joinNumber(tg.session.Number)
	tg.until("joined", func() bool { return tg.session.State().Get().Phase == desk.Active })
}

// joinNumber has Bob join the session with this number.
func (tg *together) joinNumber(number string) {
	tg.t.Helper()
	h := tg.newHost()
	tg.host = h
	ctx, cancel := context.WithCancel(context.Background())
	joined := make(chan error, 1)
	done := make(chan struct{})
	tg.joined = joined
	tg.t.Cleanup(func() {
		cancel()
		<-done
	})
	go func() {
		defer close(done)
		joined <- h.Join(ctx, tg.site, number, "Bob")
	}()
	tg.until("joined", func() bool { return tg.host.State().Get().Phase == host.Active })
}

// answer waits for a prompt of p and answers it.
func (tg *together) answer(p session.Permission, allow bool) {
	tg.t.Helper()
	tg.until("prompt for "+string(p), func() bool {
		for _, q := range tg.host.Consent().Prompts().Get() {
			if q.Permission == p {
				if q.From.Name != "Alice" {
					tg.t.Errorf("the prompt names %q; want the name that the site knows", q.From.Name)
				}
				tg.host.Consent().Answer(q.ID, allow)
				return true
			}
		}
		return false
	})
}

func (tg *together) asked(p session.Permission) session.Outcome {
	return tg.session.State().Get().Asked[p].Outcome
}

func (tg *together) seen() bool {
	img, _ := tg.session.Viewer().Take(nil)
	return len(img.Pix) > 0 && !slices.ContainsFunc(img.Pix[:3], func(b byte) bool { return b != picture })
}

func TestTogether(t *testing.T) {
	tg := newTogether(t, session.None)
	tg.join()
	if st := tg.session.State().Get(); st.Customer.Name != "Bob" || st.Address != "127.0.0.1" {
		t.Errorf("the technician sees %+v; want Bob", st)
	}
	if st := tg.host.State().Get(); st.Technician != "Alice" || st.Site != "Example" {
		t.Errorf("the customer sees %+v; want Alice of Example", st)
	}
	if err := errors.Join(tg.session.Chat().Say("hello"), tg.host.Chat().Say("bonjour")); err != nil {
		t.Fatal(err)
	}
	tg.until("chat", func() bool {
		a, b := tg.session.Chat().Lines().Get(), tg.host.Chat().Lines().Get()
		return len(a) == 2 && len(b) == 2
	})

	if tg.seen() {
		t.Error("the display was seen without being asked for")
	}
	if err := tg.session.Ask(session.View); err != nil {
		t.Fatal(err)
	}
	tg.answer(session.View, true)
	tg.until("seen", tg.seen)
	tg.session.Control().Send(input.Text{S: "before control"})

	if err := tg.session.Ask(session.Control); err != nil {
		t.Fatal(err)
	}
	tg.answer(session.Control, true)
	tg.until("control", func() bool { return tg.asked(session.Control) == session.Allowed })
	tg.until("typed", func() bool {
		tg.session.Control().Send(input.Key{Usage: input.KeyA, Down: true})
		return slices.Contains(tg.desktop.Events(), input.Event(input.Key{Usage: input.KeyA, Down: true}))
	})
	tg.host.Consent().StopControl()
	tg.until("released", func() bool { return slices.Contains(tg.desktop.Events(), input.Event(input.Key{Usage: input.KeyA})) })
	tg.until("told", func() bool { return !tg.session.State().Get().Grants.Allows(session.Control) })
	if slices.Contains(tg.desktop.Events(), input.Event(input.Text{S: "before control"})) {
		t.Error("text was injected before control was granted")
	}

	tg.session.End()
	tg.until("over", func() bool { return tg.host.State().Get().Phase == host.Over })
	if st := tg.host.State().Get(); st.By != host.ByTechnician || st.Err != nil {
		t.Errorf("the customer sees %+v; want that the technician ended it", st)
	}
}

func TestClipboardBothWaysAndTakenBack(t *testing.T) {
	tg := newTogether(t, session.None)
	tg.join()
	tg.desk.Front(tg.session)
	if err := tg.session.Ask(session.Clipboard); err != nil {
		t.Fatal(err)
	}
	tg.board.Copy("unshared")
	tg.answer(session.Clipboard, true)
	tg.until("from the customer", func() bool { tg.board.Copy("Bob's"); return tg.own.Text() == "Bob's" })
	tg.own.Copy("Alice's")
	tg.until("from the technician", func() bool { return tg.board.Text() == "Alice's" })
	tg.host.Consent().ShareClipboard(false) // the switch
	tg.until("told", func() bool { return !tg.session.State().Get().Grants.Allows(session.Clipboard) })
	tg.board.Copy("a secret")
	tg.own.Copy("too late")
	tg.host.Consent().ShareClipboard(true) // by the customer's own hand
	tg.until("from the customer again", func() bool { tg.board.Copy("no secret"); return tg.own.Text() == "no secret" })
	if tg.board.Text() != "no secret" {
		t.Errorf("the customer has %q; want nothing of what was copied while it was off", tg.board.Text())
	}
}

func TestOnHoldNothingIsSeen(t *testing.T) {
	tg := newTogether(t, session.View)
	tg.join()
	tg.answer(session.View, true)
	tg.until("shown", func() bool { return !tg.host.State().Get().Shown.Empty() })
	if err := tg.session.Hold(true); err != nil {
		t.Fatal(err)
	}
	tg.until("nothing is shown", func() bool { return tg.host.State().Get().Shown.Empty() && tg.host.Consent().Grants().Get().Held })
	tg.host.Consent().Pause(true) // by the customer, who is told apart
	if err := tg.session.Hold(false); err != nil {
		t.Fatal(err)
	}
	tg.until("back", func() bool { return !tg.host.Consent().Grants().Get().Held })
	if g := tg.host.Consent().Grants().Get(); !g.Paused || !tg.host.State().Get().Shown.Empty() {
		t.Errorf("grants %+v; want the customer's own pause to stand", g)
	}
	tg.host.Consent().Pause(false)
	tg.until("shown again", func() bool { return !tg.host.State().Get().Shown.Empty() })
}

func TestDeclinedIsTold(t *testing.T) {
	tg := newTogether(t, session.Control)
	tg.join()
	tg.answer(session.View, false)
	tg.until("declined", func() bool { return tg.asked(session.View) == session.Declined })
	if err := tg.session.Ask(session.View); err != nil {
		t.Fatal(err)
	}
	tg.until("too soon", func() bool { return tg.asked(session.View) == session.TooSoon })
	if n := len(tg.host.Consent().Prompts().Get()); n != 0 || tg.seen() {
		t.Errorf("%d prompts, seen %v; want none, false", n, tg.seen())
	}
}

func TestControlIsAskedForAfterTheView(t *testing.T) {
	tg := newTogether(t, session.Control)
	tg.join()
	tg.answer(session.View, true)
	tg.answer(session.Control, true)
	tg.until("control", func() bool { return tg.session.State().Get().Grants.Allows(session.Control) })
	if err := tg.session.Yield(session.View); err != nil { // the viewer was closed
		t.Fatal(err)
	}
	tg.until("nothing granted", func() bool { return len(tg.host.Consent().Grants().Get().Permissions) == 0 })
}

func TestCustomerLeavesAndComesBack(t *testing.T) {
	tg := newTogether(t, session.None)
	tg.join()
	tg.host.Leave()
	tg.until("left", func() bool { return tg.session.State().Get().Gone == desk.CustomerLeft })
	if err := <-tg.joined; err != nil {
		t.Errorf("Join = %v; want nil after Leave", err)
	}
	tg.until("the number is free again", func() bool { return tg.session.State().Get().Phase == desk.Waiting })
	tg.join()
}

func TestNumberThatIsNoneOrEnded(t *testing.T) {
	tg := newTogether(t, session.None)
	tg.join()
	try := func(number string) link.Reason {
		err := tg.newHost().Join(t.Context(), tg.site, number, "Mallory")
		var r *host.Refused
		if !errors.As(err, &r) {
			t.Errorf("Join(%q) = %v; want a refusal", number, err)
			return ""
		}
		return r.Reason
	}
	tg.session.End()
	tg.until("over", func() bool { return tg.session.State().Get().Phase == desk.Over })
	if got := try(tg.session.Number); got != link.Ended {
		t.Errorf("an ended number: %q; want %q", got, link.Ended)
	}
	got := link.Reason("")
	for range 20 {
		if got = try("100000000"); got == link.SlowDown {
			break
		}
		if got != link.WrongNumber {
			t.Errorf("a wrong number: %q; want %q", got, link.WrongNumber)
		}
	}
	if got != link.SlowDown {
		t.Error("twenty wrong numbers in a row were all looked at")
	}
}

func TestSessionOutlivesTheSite(t *testing.T) {
	tg := newTogether(t, session.View)
	tg.join()
	tg.answer(session.View, true)
	tg.until("seen", tg.seen)
	tg.stopSite()
	tg.until("link down", func() bool { return tg.desk.State().Get().Link == desk.Down })
	<-time.After(4 * time.Second) // longer than either side doubts the other
	if err := tg.session.Chat().Say("still here"); err != nil {
		t.Fatal(err)
	}
	tg.until("chat without the site", func() bool { return len(tg.host.Chat().Lines().Get()) == 1 })
}
