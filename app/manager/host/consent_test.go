package host_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"tandem/app/manager/host"
	"tandem/app/session"
	"tandem/transport"
	"tandem/transport/mem"
)

// feature needs a permission and runs for as long as it lasts.
type feature struct {
	name  string
	needs session.Permission
	ended chan time.Time
}

func (f *feature) Name() string              { return f.name }
func (f *feature) Needs() session.Permission { return f.needs }

func (f *feature) Serve(ctx context.Context, _ transport.Channel) error {
	<-ctx.Done()
	f.ended <- time.Now()
	return ctx.Err()
}

// talk is a session over a simulated line with a consent on the customer's side.
type talk struct {
	consent    *host.Consent
	technician *session.Session
	line       *mem.Conn
	control    *feature
	over       chan error
}

func begin(ctx context.Context) *talk {
	a, b := mem.Pair()
	x := &talk{
		consent: host.NewConsent([]string{session.MissingOpenGL}), line: a, over: make(chan error, 2),
		control: &feature{"use", session.Control, make(chan time.Time, 9)},
	}
	x.consent.Lead("alice")
	voice := x.consent.Of("alice")
	x.technician = session.New(session.Config{Conn: a, Self: session.Person{Name: "self-made", Role: session.Technician}})
	customer := session.New(session.Config{
		Conn: b, Self: session.Person{Name: "Bob", Role: session.Customer}, PeerName: "Alice",
		Features: []session.Feature{x.control}, Guard: voice, Decider: voice, Allowed: voice.Grants(),
	})
	for _, s := range []*session.Session{x.technician, customer} {
		go func() { x.over <- s.Run(ctx) }()
	}
	synctest.Wait()
	return x
}

func (x *talk) end() {
	x.technician.End()
	_, _ = <-x.over, <-x.over // each side in its own way
}

// ask asks for p and returns the prompt, if there is one.
func (x *talk) ask(t *testing.T, p session.Permission) (host.Prompt, bool) {
	t.Helper()
	if err := x.technician.Ask(p); err != nil {
		t.Fatalf("Ask(%q): %v", p, err)
	}
	synctest.Wait()
	ps := x.consent.Prompts().Get()
	i := slices.IndexFunc(ps, func(q host.Prompt) bool { return q.Permission == p })
	if i < 0 {
		return host.Prompt{}, false
	}
	return ps[i], true
}

func (x *talk) allow(t *testing.T, p session.Permission) {
	t.Helper()
	q, ok := x.ask(t, p)
	if !ok {
		t.Fatalf("no prompt for %q, outcome %q", p, x.outcome(p))
	}
	x.consent.Answer(q.ID, true)
	synctest.Wait()
	if !x.consent.Grants().Get().Allows(p) {
		t.Fatalf("%q is not granted after Allow", p)
	}
}

func (x *talk) outcome(p session.Permission) session.Outcome {
	synctest.Wait()
	return x.technician.State().Get().Asked[p].Outcome
}

// in runs a test with a session in a bubble of its own time.
func in(t *testing.T, f func(t *testing.T, x *talk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		x := begin(t.Context())
		f(t, x)
		x.end()
	})
}

func TestPromptNamesTheVerifiedTechnician(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		q, ok := x.ask(t, session.View)
		if !ok || q.From.Name != "Alice" {
			t.Errorf("prompt %+v, %v; want one from Alice, as the site has verified", q, ok)
		}
	})
}

func TestNoAnswerExpiresAfterAMinute(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		x.ask(t, session.View)
		time.Sleep(59 * time.Second)
		if got := x.outcome(session.View); got != session.Pending {
			t.Errorf("after 59 s: %q; want pending", got)
		}
		time.Sleep(time.Second)
		if got := x.outcome(session.View); got != session.Expired {
			t.Errorf("after 60 s: %q; want expired", got)
		}
		if g := x.consent.Grants().Get(); len(g.Permissions) != 0 || len(x.consent.Prompts().Get()) != 0 {
			t.Errorf("after it expired: grants %v, prompts %v; want none", g, x.consent.Prompts().Get())
		}
	})
}

func TestALateAnswerCountsForNothing(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		q, _ := x.ask(t, session.View)
		time.Sleep(61 * time.Second)
		x.consent.Answer(q.ID, true)
		synctest.Wait()
		if x.consent.Grants().Get().Allows(session.View) {
			t.Error("Allow after the prompt has expired grants")
		}
	})
}

func TestDeclinedMayNotBeAskedAgainAtOnce(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		q, _ := x.ask(t, session.View)
		x.consent.Answer(q.ID, false)
		if got := x.outcome(session.View); got != session.Declined {
			t.Errorf("after Decline: %q; want declined", got)
		}
		if _, prompted := x.ask(t, session.View); prompted || x.outcome(session.View) != session.TooSoon {
			t.Errorf("asked again at once: prompt %v, %q; want none, too-soon", prompted, x.outcome(session.View))
		}
		time.Sleep(10 * time.Second)
		if _, prompted := x.ask(t, session.View); !prompted {
			t.Error("asked again after ten seconds: no prompt")
		}
	})
}

func TestWithdrawnTakesThePromptAway(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		q, _ := x.ask(t, session.View)
		if err := x.technician.Withdraw(session.View); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if ps := x.consent.Prompts().Get(); len(ps) != 0 {
			t.Errorf("prompts after Withdraw: %v; want none", ps)
		}
		x.consent.Answer(q.ID, true)
		synctest.Wait()
		if x.consent.Grants().Get().Allows(session.View) {
			t.Error("Allow after Withdraw grants")
		}
		if _, prompted := x.ask(t, session.View); prompted {
			t.Error("asked again at once after Withdraw: a flood of prompts is possible")
		}
	})
}

func TestControlIsNotAskedForBeforeTheView(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		if _, prompted := x.ask(t, session.Control); prompted || x.outcome(session.Control) != session.Unable {
			t.Errorf("control without view: prompt %v, %q; want none, unable", prompted, x.outcome(session.Control))
		}
	})
}

func TestStopControlEndsItBeforeItReturns(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		x.allow(t, session.View)
		x.allow(t, session.Control)
		ctx, cancel, ok := x.consent.Of("alice").Grant(t.Context(), session.Control)
		if !ok {
			t.Fatal("Grant: not granted")
		}
		defer cancel()
		view, cancelView, _ := x.consent.Of("alice").Grant(t.Context(), session.View)
		defer cancelView()
		x.consent.StopControl()
		if ctx.Err() == nil {
			t.Error("control goes on after StopControl has returned")
		}
		if view.Err() != nil || !x.consent.Grants().Get().Allows(session.View) {
			t.Error("StopControl took the view as well")
		}
		if _, prompted := x.ask(t, session.Control); prompted {
			t.Error("asked again at once after StopControl: prompted")
		}
	})
}

func TestStopControlEndsTheTechniciansChannel(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		if _, err := x.line.Open(t.Context(), "use", transport.Ordered); err == nil {
			synctest.Wait()
		}
		x.allow(t, session.View)
		x.allow(t, session.Control)
		if _, err := x.line.Open(t.Context(), "use", transport.Ordered); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		select {
		case <-x.control.ended:
			t.Fatal("the feature has ended before StopControl")
		default:
		}
		x.consent.StopControl()
		if at := <-x.control.ended; !at.Equal(time.Now()) {
			t.Errorf("the feature ended %v ago; want at once", time.Since(at))
		}
	})
}

func TestStopSharingTakesControlToo(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		x.allow(t, session.View)
		x.allow(t, session.Control)
		x.consent.Pause(true)
		x.consent.StopSharing()
		if g := x.consent.Grants().Get(); len(g.Permissions) != 0 || g.Paused {
			t.Errorf("grants after StopSharing: %+v; want none", g)
		}
	})
}

func TestStoppingBeatsAnAnswerOnItsWay(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		x.allow(t, session.View)
		q, _ := x.ask(t, session.Control)
		x.consent.Answer(q.ID, true)
		x.consent.StopControl() // before the answer is carried out
		synctest.Wait()
		if x.consent.Grants().Get().Allows(session.Control) {
			t.Error("control is granted after StopControl")
		}
	})
}

func TestAfterLeavingNothingIsAskedOrGranted(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		x.allow(t, session.View)
		x.consent.Close()
		time.Sleep(time.Minute)
		if _, prompted := x.ask(t, session.View); prompted || x.consent.Grants().Get().Allows(session.View) {
			t.Error("after Close: prompted or granted")
		}
	})
}

func TestNothingThePeerSendsWidens(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		x.allow(t, session.View)
		for range 3 {
			x.ask(t, session.Control)
			x.ask(t, session.View)
			x.ask(t, "files")
			for _, p := range []session.Permission{session.None, session.Control, "files", "view,control"} {
				if err := x.technician.Yield(p); err != nil {
					t.Fatal(err)
				}
			}
			synctest.Wait()
			if _, err := x.line.Open(t.Context(), "use", transport.Ordered); err == nil {
				synctest.Wait()
			}
			time.Sleep(61 * time.Second)
		}
		synctest.Wait()
		if g := x.consent.Grants().Get().Permissions; !slices.Equal(g, []session.Permission{session.View}) {
			t.Errorf("grants: %v; want the view alone", g)
		}
		select {
		case <-x.control.ended:
			t.Error("a feature that needs control was served")
		default:
		}
	})
}

func TestYieldedMayBeAskedAgainAtOnce(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		x.allow(t, session.View)
		if err := x.technician.Yield(session.View); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if x.consent.Grants().Get().Allows(session.View) {
			t.Error("the view is granted after it was given back")
		}
		x.allow(t, session.View)
	})
}

func TestWhatIsMissingIsTold(t *testing.T) {
	in(t, func(t *testing.T, x *talk) {
		x.consent.Lack(session.MissingStopKey)
		x.consent.Lack(session.MissingStopKey)
		synctest.Wait()
		want := []string{session.MissingOpenGL, session.MissingStopKey}
		if got := x.technician.State().Get().Grants.Missing; !slices.Equal(got, want) {
			t.Errorf("the technician is told %v; want %v", got, want)
		}
	})
}
