package window

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/sync/errgroup"

	"tandem/app/manager/host"
	"tandem/app/manager/hosttest"
	"tandem/app/manager/visit"
	"tandem/app/session"
	"tandem/input"
	"tandem/transport/link"
)

// patience is how long a test waits for something that should be there at once.
const patience = 20 * time.Second

// A desk is a program whose GUI goroutine is the test's.
type desk struct {
	*Program
	site    *hosttest.Site
	tech    *hosttest.Technician
	posted  chan func()
	pressed func() // presses the stop key; nil until it is watched
}

// start opens a program that joins at once.
func start(t *testing.T, wish Wish) *desk {
	t.Helper()
	d := &desk{site: hosttest.New(t), posted: make(chan func(), 64)}
	bound := make(chan func(), 1)
	visited := func() *visit.Visit {
		return visit.New(visit.Config{
			Host: hosttest.NewMachine().Config(),
			StopKey: func(ctx context.Context, ready func(input.Usage), pressed func()) error {
				select {
				case bound <- pressed:
				default:
				}
				ready(input.KeyF12)
				<-ctx.Done()
				return nil
			},
		})
	}
	d.Program = New(test.NewTempApp(t), Config{
		Wish: wish, Visit: visited, Log: slog.New(slog.DiscardHandler),
		Site: func(address string) (*link.Site, error) {
			if address == "nowhere" {
				return nil, link.ErrAddress
			}
			return d.site.Site, nil
		},
		Post: func(f func()) { d.posted <- f },
	})
	ctx, cancel := context.WithCancel(context.Background())
	g := new(errgroup.Group)
	d.beginIn(ctx, g)
	t.Cleanup(func() {
		cancel()
		done := make(chan struct{})
		go func() { defer close(done); _ = g.Wait() }()
		for {
			select {
			case f := <-d.posted:
				f()
			case <-done:
				return
			}
		}
	})
	d.open()
	if wish.Complete() {
		d.pressed = <-bound
	}
	return d
}

// joined opens a program that is in a session.
func joined(t *testing.T) *desk {
	t.Helper()
	d := start(t, Wish{"support.example.com", hosttest.Number, "Bob"})
	d.until(t, "in the session", func() bool { return d.live != nil })
	select {
	case d.tech = <-d.site.Technicians:
	case <-time.After(patience):
		t.Fatal("no technician")
	}
	return d
}

// until runs the GUI until is holds.
func (d *desk) until(t *testing.T, what string, is func() bool) {
	t.Helper()
	late := time.After(patience)
	for !is() {
		select {
		case f := <-d.posted:
			f()
		case <-late:
			t.Fatalf("never %s", what)
		}
	}
}

// ask has the technician ask, and waits for the prompt.
func (d *desk) ask(t *testing.T, p session.Permission) *prompt {
	t.Helper()
	if err := d.tech.Session.Ask(p); err != nil {
		t.Fatal(err)
	}
	d.until(t, "asked", func() bool { return d.prompt != nil })
	return d.prompt
}

// allow has the technician ask and the customer allow it.
func (d *desk) allow(t *testing.T, p session.Permission) {
	t.Helper()
	later(d.ask(t, p).allow)
	click(d.prompt.allow)
	d.until(t, "granted", func() bool { return d.prompt == nil && d.visit.Consent().Grants().Get().Allows(p) })
}

// later lets the time pass in which a button is inert.
func later(b *deliberate) {
	b.now = func() time.Time { return time.Now().Add(inert) }
}

func click(b *deliberate) {
	b.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	b.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	b.Tapped(&fyne.PointEvent{})
}

// texts returns all that is written in an object.
func texts(o fyne.CanvasObject) string {
	var all []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widget.Label:
			all = append(all, o.Text)
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	walk(o)
	return strings.Join(all, "\n")
}

func TestAPromptTakesNoKeys(t *testing.T) {
	d := joined(t)
	w := d.ask(t, session.View).window
	c := w.Canvas()
	later(d.prompt.allow)
	for range 4 {
		if f := c.Focused(); f != nil {
			t.Fatalf("the prompt has the focus on %T", f)
		}
		for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyEscape, fyne.KeyTab} {
			if on := c.OnTypedKey(); on != nil {
				on(&fyne.KeyEvent{Name: k})
			}
		}
		c.FocusNext()
	}
	if _, focusable := any(d.prompt.allow).(fyne.Focusable); focusable {
		t.Error("Allow takes the focus")
	}
	if len(d.visit.Consent().Prompts().Get()) != 1 {
		t.Error("a key answered the prompt")
	}
}

func TestAClickOnItsWayHitsNothing(t *testing.T) {
	d := joined(t)
	d.ask(t, session.View)
	click(d.prompt.allow)
	click(d.prompt.decline)
	if len(d.visit.Consent().Prompts().Get()) != 1 {
		t.Fatal("a click right after the prompt appeared answered it")
	}
	d.prompt.allow.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	later(d.prompt.allow)
	d.prompt.allow.Tapped(&fyne.PointEvent{})
	if d.visit.Consent().Grants().Get().Allows(session.View) {
		t.Fatal("a press before it was armed counts")
	}
	click(d.prompt.allow)
	d.until(t, "granted", func() bool { return d.visit.Consent().Grants().Get().Allows(session.View) })
}

func TestAMovedButtonIsInertAgain(t *testing.T) {
	test.NewTempApp(t)
	at := time.Now()
	pressed := 0
	b := newDeliberate("Allow", nil, func() { pressed++ })
	b.now = func() time.Time { return at }
	for i, move := range []func(){
		func() { b.Resize(fyne.NewSize(100, 30)) },
		func() { b.Move(fyne.NewPos(5, 5)) },
		b.arm,
	} {
		move()
		click(b)
		at = at.Add(inert - time.Millisecond)
		click(b)
		if pressed != i {
			t.Fatalf("step %d: pressed while inert", i)
		}
		at = at.Add(time.Millisecond)
		click(b)
		if pressed != i+1 {
			t.Fatalf("step %d: not pressed when armed", i)
		}
	}
}

func TestPromptsSayWhoAsksForWhat(t *testing.T) {
	d := joined(t)
	view := texts(d.ask(t, session.View).window.Content())
	for _, want := range []string{"Alice from Example Support", "see your screen", "Stop sharing", "s left"} {
		if !strings.Contains(view, want) {
			t.Errorf("the prompt for the view lacks %q:\n%s", want, view)
		}
	}
	later(d.prompt.allow)
	click(d.prompt.allow)
	d.until(t, "gone", func() bool { return d.prompt == nil })
	control := texts(d.ask(t, session.Control).window.Content())
	for _, want := range []string{"Alice from Example Support", "control your computer", "F12"} {
		if !strings.Contains(control, want) {
			t.Errorf("the prompt for control lacks %q:\n%s", want, control)
		}
	}
}

func TestAWithdrawnPromptGoesAway(t *testing.T) {
	d := joined(t)
	d.ask(t, session.View)
	if err := d.tech.Session.Withdraw(session.View); err != nil {
		t.Fatal(err)
	}
	d.until(t, "taken away", func() bool { return d.prompt == nil })
}

func TestFourControls(t *testing.T) {
	d := joined(t)
	tiles := []*tile{d.live.pause, d.live.stopControl, d.live.stopSharing, d.live.leave}
	check := func(when string, want ...bool) {
		t.Helper()
		d.until(t, when+" with the right controls enabled", func() bool {
			for i, c := range tiles {
				if c.button.Disabled() == want[i] || c.words.Text == "" {
					return false
				}
			}
			return true
		})
	}
	check("at the start", false, false, false, true)
	d.allow(t, session.View)
	check("seen", true, false, true, true)
	d.allow(t, session.Control)
	check("controlled", true, true, true, true)
	test.Tap(d.live.pause.button)
	d.until(t, "on hold", func() bool { return d.live.pause.button.Text == "Continue" })
	test.Tap(d.live.pause.button)
	d.until(t, "going on", func() bool { return d.live.pause.button.Text == "Pause view" })
	test.Tap(d.live.stopControl.button)
	check("after Stop control", true, false, true, true)
	test.Tap(d.live.stopSharing.button)
	check("after Stop sharing", false, false, false, true)
	test.Tap(d.live.leave.button)
	d.until(t, "over", func() bool { return d.visit == nil })
	if got := texts(d.main.Content()); !strings.Contains(got, "You have left") {
		t.Errorf("after Leave: %q", got)
	}
}

// What is above must not move what is below: a customer in a hurry has to hit it.
func TestControlsStayInPlace(t *testing.T) {
	d := joined(t)
	d.main.Resize(fyne.NewSize(380, 600))
	place := func() fyne.Position {
		return d.app.Driver().AbsolutePositionForObject(d.live.stopControl.button)
	}
	before := place()
	d.allow(t, session.View)
	d.until(t, "seen", func() bool { return !d.live.pause.button.Disabled() })
	seen := place()
	d.allow(t, session.Control)
	d.until(t, "controlled", func() bool { return !d.live.stopControl.button.Disabled() })
	if before != seen || seen != place() {
		t.Errorf("Stop control moves: %v, %v, %v", before, seen, place())
	}
}

func TestTheStopKeyWorksWhileTheGUIHangs(t *testing.T) {
	d := joined(t)
	d.allow(t, session.View)
	d.allow(t, session.Control)
	ctx, cancel, ok := d.visit.Consent().Of(d.visit.State().Get().People[0].ID).Grant(t.Context(), session.Control)
	if !ok {
		t.Fatal("control is not granted")
	}
	defer cancel()
	// Nobody runs what is posted from here on: the GUI hangs.
	d.pressed()
	if ctx.Err() == nil {
		t.Error("control goes on after the stop key")
	}
	waitCtx, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	d.tech.Session.State().Watch(waitCtx, func(s session.State) {
		if !s.Grants.Allows(session.Control) {
			stop()
		}
	})
	if d.tech.Session.State().Get().Grants.Allows(session.Control) {
		t.Error("the technician is not told while the GUI hangs")
	}
	d.visit.Leave()
	select {
	case err := <-d.tech.Over:
		if !errors.Is(err, session.ErrEnded) {
			t.Errorf("the technician's side ends with %v; want ErrEnded", err)
		}
	case <-time.After(patience):
		t.Error("Leave does nothing while the GUI hangs")
	}
}

func TestClosingTheWindowAsks(t *testing.T) {
	d := joined(t)
	d.closing()
	if d.dismiss == nil || d.visit == nil {
		t.Fatal("closing does not ask")
	}
	d.tech.Session.End()
	d.until(t, "over", func() bool { return d.visit == nil })
	if d.dismiss != nil {
		t.Error("the question stays after the end")
	}
	if got := texts(d.main.Content()); !strings.Contains(got, "Alice has ended the session.") {
		t.Errorf("at the end: %q", got)
	}
}

func TestChatBothWays(t *testing.T) {
	d := joined(t)
	d.inFront(false)
	if err := d.tech.Chat.Say("Hello Bob"); err != nil {
		t.Fatal(err)
	}
	d.until(t, "heard", func() bool { return len(d.live.talk.shown) == 1 })
	if d.live.talk.unread != 1 || !strings.Contains(d.main.Title(), "1") {
		t.Errorf("unread %d, title %q; want 1 in both", d.live.talk.unread, d.main.Title())
	}
	d.inFront(true)
	if d.live.talk.unread != 0 || d.main.Title() != title {
		t.Errorf("after looking: unread %d, title %q", d.live.talk.unread, d.main.Title())
	}
	test.Type(d.live.talk.entry, "Hello Alice")
	d.live.talk.entry.OnSubmitted("")
	d.until(t, "arrived", func() bool {
		ls := d.tech.Chat.Lines().Get()
		return len(ls) == 2 && ls[1].Text == "Hello Alice" && len(d.live.talk.shown) == 2
	})
	if d.live.talk.entry.Text != "" {
		t.Errorf("the entry keeps %q", d.live.talk.entry.Text)
	}
}

func TestFormTakesWhatPeopleType(t *testing.T) {
	for _, c := range []struct {
		site, number, name string
		want               Wish
		ok                 bool
	}{
		{"https://a.example", "123 456 789", "Bob", Wish{"https://a.example", "123456789", "Bob"}, true},
		{" a.example ", "123-456-789", " Bob  the\tBuilder ", Wish{"a.example", "123456789", "Bob the Builder"}, true},
		{"", "123456789", "Bob", Wish{}, false},
		{"a.example", "12345678", "Bob", Wish{}, false},
		{"a.example", "12345678x", "Bob", Wish{}, false},
		{"a.example", "123456789", "  ", Wish{}, false},
		{"a.example", "123456789", strings.Repeat("x", 49), Wish{}, false},
		{"a.example", "123456789", "B\u202eob", Wish{}, false},
	} {
		got, problem := check(c.site, c.number, c.name)
		if c.ok != (problem == "") || c.ok && got != c.want {
			t.Errorf("check(%q, %q, %q) = %+v, %q; want %+v, ok %v", c.site, c.number, c.name, got, problem, c.want, c.ok)
		}
	}
}

func TestAWrongNumberSaysSo(t *testing.T) {
	d := start(t, Wish{"support.example.com", "987654321", "Bob"})
	d.until(t, "over", func() bool { return d.phase == host.Over })
	if got := texts(d.main.Content()); !strings.Contains(got, "This number is not known.") {
		t.Errorf("at the end: %q", got)
	}
}

func TestABadAddressSaysSo(t *testing.T) {
	d := start(t, Wish{"nowhere", "", "Bob"})
	d.wish.Number = hosttest.Number
	d.join()
	if got := texts(d.main.Content()); !strings.Contains(got, "Please type the address") {
		t.Errorf("the form says %q", got)
	}
}
