package host_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"tandem/app/manager/host"
	"tandem/app/manager/hosttest"
	"tandem/app/session"
	"tandem/app/session/control"
	"tandem/capture"
	"tandem/input"
	"tandem/transport"
	"tandem/transport/link"
)

// patience is how long a test waits for something that should be there at once.
const patience = 20 * time.Second

// visit is a host that has joined a site, or was refused.
type visit struct {
	*host.Host
	site    *hosttest.Site
	machine *hosttest.Machine
	over    chan error
}

func join(t *testing.T, site *hosttest.Site, number string, change func(*host.Config)) *visit {
	t.Helper()
	v := &visit{site: site, machine: hosttest.NewMachine(), over: make(chan error, 1)}
	cfg := v.machine.Config()
	if change != nil {
		change(&cfg)
	}
	v.Host = host.New(cfg)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { v.over <- v.Join(ctx, site.Site, number, "Bob") }()
	t.Cleanup(func() {
		cancel()
		if v.over != nil {
			t.Log("cut short:", <-v.over)
		}
	})
	return v
}

// end waits for the end of the session.
func (v *visit) end(t *testing.T) error {
	t.Helper()
	select {
	case err := <-v.over:
		v.over = nil
		return err
	case <-time.After(patience):
		t.Fatal("the session does not end")
		return nil
	}
}

func receive[T any](t *testing.T, c <-chan T, what string) T {
	t.Helper()
	select {
	case x := <-c:
		return x
	case <-time.After(patience):
		t.Fatalf("no %s", what)
		panic("unreachable")
	}
}

// await waits until is holds of what v holds.
func await[T any](t *testing.T, v *session.Value[T], what string, is func(T) bool) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for seen := uint64(0); ; {
		x, at, err := v.Next(ctx, seen)
		if err != nil {
			t.Fatalf("never %s: %+v", what, v.Get())
		}
		if is(x) {
			return x
		}
		seen = at
	}
}

// grant has the technician ask for p and the customer allow it.
func (v *visit) grant(t *testing.T, tech *hosttest.Technician, p session.Permission) {
	t.Helper()
	if err := tech.Session.Ask(p); err != nil {
		t.Fatal(err)
	}
	ps := await(t, v.Consent().Prompts(), "asked", func(ps []host.Prompt) bool { return len(ps) > 0 })
	v.Consent().Answer(ps[0].ID, true)
	await(t, tech.Session.State(), "told", func(s session.State) bool { return s.Grants.Allows(p) })
}

func TestJoinShowAndLeave(t *testing.T) {
	site := hosttest.New(t)
	v := join(t, site, hosttest.Number, nil)
	tech := receive(t, site.Technicians, "technician")
	s := await(t, v.State(), "active", func(s host.State) bool { return s.Phase == host.Active })
	if s.Technician != hosttest.TechnicianName || s.Site != hosttest.SiteName {
		t.Errorf("state names %q of %q; want what the site has verified", s.Technician, s.Site)
	}
	v.grant(t, tech, session.View)
	await(t, v.State(), "shown", func(s host.State) bool { return s.Shown == hosttest.Bounds })
	v.Consent().Pause(true)
	await(t, v.State(), "on hold", func(s host.State) bool { return s.Shown.Empty() })
	v.Consent().Pause(false)
	await(t, v.State(), "shown again", func(s host.State) bool { return !s.Shown.Empty() })
	v.Leave()
	if err := v.end(t); err != nil {
		t.Errorf("Join after Leave = %v; want nil", err)
	}
	if s := v.State().Get(); s.Phase != host.Over || s.By != host.ByCustomer || !s.Shown.Empty() {
		t.Errorf("state after Leave: %+v; want over, by the customer", s)
	}
	if err := receive(t, tech.Over, "end"); !errors.Is(err, session.ErrEnded) {
		t.Errorf("technician's side ends with %v; want ErrEnded", err)
	}
	if l := receive(t, site.Left, "word of leaving"); l == nil || l.Lost {
		t.Errorf("the site was told %+v; want Left in good order", l)
	}
}

func TestTheTechnicianEnds(t *testing.T) {
	site := hosttest.New(t)
	v := join(t, site, hosttest.Number, nil)
	tech := receive(t, site.Technicians, "technician")
	v.grant(t, tech, session.View)
	tech.Session.End()
	if err := v.end(t); err != nil {
		t.Errorf("Join = %v; want nil", err)
	}
	if s := v.State().Get(); s.By != host.ByTechnician {
		t.Errorf("ended by %v; want the technician", s.By)
	}
	if g := v.Consent().Grants().Get(); len(g.Permissions) != 0 {
		t.Errorf("granted after the end: %v", g.Permissions)
	}
}

func TestALostLineIsToldApart(t *testing.T) {
	site := hosttest.New(t)
	v := join(t, site, hosttest.Number, func(c *host.Config) { c.Patience = -1 })
	tech := receive(t, site.Technicians, "technician")
	tech.Conn.Drop()
	if err := v.end(t); !errors.Is(err, transport.ErrLost) {
		t.Errorf("Join = %v; want ErrLost", err)
	}
	if s := v.State().Get(); s.By != host.ByNobody || s.Err == nil {
		t.Errorf("state: %+v; want nobody's end, with the error", s)
	}
}

func TestALineThatBreaksIsTakenUpAgain(t *testing.T) {
	same, err := transport.NewIdentity()
	if err != nil {
		t.Fatal(err)
	}
	for who, id := range map[string]*transport.Identity{"the same": same, "another": nil} {
		t.Run(who, func(t *testing.T) {
			site := hosttest.New(t)
			site.Same = id
			v := join(t, site, hosttest.Number, nil)
			tech := receive(t, site.Technicians, "technician")
			v.grant(t, tech, session.View)
			await(t, v.State(), "shown", func(s host.State) bool { return !s.Shown.Empty() })
			tech.Conn.Drop()
			await(t, v.State(), "lost", func(s host.State) bool { return s.Lost && s.Phase == host.Active })
			again := receive(t, site.Technicians, "technician again")
			await(t, v.State(), "back", func(s host.State) bool { return !s.Lost })
			if id != nil {
				await(t, v.State(), "shown again", func(s host.State) bool { return !s.Shown.Empty() })
			} else if g := v.Consent().Grants().Get(); len(g.Permissions) != 0 {
				t.Errorf("granted to another: %v; want nothing", g.Permissions)
			}
			again.Session.End()
			if err := v.end(t); err != nil || v.State().Get().By != host.ByTechnician {
				t.Errorf("Join = %v, ended by %v; want the technician", err, v.State().Get().By)
			}
		})
	}
}

func TestLeavingWhileTheLineIsBroken(t *testing.T) {
	site := hosttest.New(t)
	v := join(t, site, hosttest.Number, nil)
	tech := receive(t, site.Technicians, "technician")
	v.grant(t, tech, session.View)
	tech.Conn.Drop()
	await(t, v.State(), "lost", func(s host.State) bool { return s.Lost })
	v.Leave()
	if err := v.end(t); err != nil || v.State().Get().By != host.ByCustomer {
		t.Errorf("Join = %v, ended by %v; want the customer", err, v.State().Get().By)
	}
	if g := v.Consent().Grants().Get(); len(g.Permissions) != 0 {
		t.Errorf("granted after leaving: %v", g.Permissions)
	}
}

func TestTheSiteRefuses(t *testing.T) {
	for _, want := range []link.Refused{
		{Reason: link.WrongNumber}, {Reason: link.InUse}, {Reason: link.Ended}, {Reason: link.SlowDown, Retry: 30 * time.Second},
	} {
		site := hosttest.New(t)
		site.Refuse = &want
		v := join(t, site, hosttest.Number, nil)
		refused, ok := errors.AsType[*host.Refused](v.end(t))
		if !ok || refused.Reason != want.Reason || refused.Retry != want.Retry {
			t.Errorf("Join = %+v; want %+v", refused, want)
		}
	}
}

func TestNoSite(t *testing.T) {
	site, err := link.NewSite("https://127.0.0.1:1", "", "")
	if err != nil {
		t.Fatal(err)
	}
	v := join(t, &hosttest.Site{Site: site}, hosttest.Number, nil)
	if err := v.end(t); !errors.Is(err, host.ErrSite) {
		t.Errorf("Join = %v; want ErrSite", err)
	}
}

func TestTheSitesWordAloneEndsNothing(t *testing.T) {
	site := hosttest.New(t)
	v := join(t, site, hosttest.Number, nil)
	receive(t, site.Technicians, "technician")
	await(t, v.State(), "active", func(s host.State) bool { return s.Phase == host.Active })
	site.Say <- &link.Message{Left: &link.Left{Session: "s", Lost: true}}
	await(t, v.State(), "in doubt", func(s host.State) bool { return s.Gone })
	s := await(t, v.State(), "out of doubt", func(s host.State) bool { return !s.Gone })
	if s.Phase != host.Active {
		t.Errorf("phase %v after the doubt; want active: the machines are still connected", s.Phase)
	}
}

func TestAClipboardThatIsNotThereIsNotAskedFor(t *testing.T) {
	site := hosttest.New(t)
	v := join(t, site, hosttest.Number, nil)
	tech := receive(t, site.Technicians, "technician")
	if err := tech.Session.Ask(session.Clipboard); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the technician is told", func() bool {
		return tech.Session.State().Get().Asked[session.Clipboard].Outcome == session.Unable
	})
	v.Consent().ShareClipboard(true)
	if g := v.Consent().Grants().Get(); g.Allows(session.Clipboard) || !slices.Contains(g.Missing, session.MissingClipboard) {
		t.Errorf("grants %+v; want no clipboard", g)
	}
}

func TestADisplayThatCannotBeCapturedIsTold(t *testing.T) {
	site := hosttest.New(t)
	v := join(t, site, hosttest.Number, func(c *host.Config) {
		c.Capture = func(capture.Config) (capture.Source, error) { return nil, errors.New("no picture today") }
	})
	v.grant(t, receive(t, site.Technicians, "technician"), session.View)
	await(t, v.State(), "blind", func(s host.State) bool { return s.Blind })
}

// steer opens the control channel and returns what sends on it.
func steer(t *testing.T, tech *hosttest.Technician) *control.Technician {
	t.Helper()
	keys := control.NewTechnician()
	ctx, cancel := context.WithCancel(context.Background())
	ch, err := tech.Session.Open(ctx, control.Name, transport.Ordered)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = keys.Run(ctx, ch) }()
	t.Cleanup(func() { cancel(); <-done })
	return keys
}

func TestStopControlLetsGoOfWhatIsHeld(t *testing.T) {
	site := hosttest.New(t)
	v := join(t, site, hosttest.Number, nil)
	tech := receive(t, site.Technicians, "technician")
	v.grant(t, tech, session.View)
	v.grant(t, tech, session.Control)
	await(t, v.State(), "shown", func(s host.State) bool { return !s.Shown.Empty() })
	keys := steer(t, tech)
	eventually(t, "the key is down", func() bool {
		keys.Send(input.Key{Usage: input.KeyA, Down: true})
		return has(v.machine.Input.Events(), input.Key{Usage: input.KeyA, Down: true})
	})
	v.Consent().StopControl()
	eventually(t, "the key is up", func() bool {
		return has(v.machine.Input.Events(), input.Key{Usage: input.KeyA})
	})
	v.machine.Input.Take()
	keys.Send(input.Key{Usage: input.KeyB, Down: true})
	v.Leave()
	if err := v.end(t); err != nil {
		t.Error(err)
	}
	if got := v.machine.Input.Events(); has(got, input.Key{Usage: input.KeyB, Down: true}) {
		t.Errorf("injected after StopControl: %v", got)
	}
}

func TestNothingIsInjectedWhileThereIsAPromptOrAHold(t *testing.T) {
	site := hosttest.New(t)
	v := join(t, site, hosttest.Number, nil)
	tech := receive(t, site.Technicians, "technician")
	v.grant(t, tech, session.View)
	v.grant(t, tech, session.Control)
	await(t, v.State(), "shown", func(s host.State) bool { return !s.Shown.Empty() })
	keys := steer(t, tech)
	eventually(t, "control works", func() bool {
		keys.Send(input.Key{Usage: input.KeyA, Down: true})
		return len(v.machine.Input.Take()) > 0
	})
	v.Consent().Pause(true)
	await(t, v.State(), "on hold", func(s host.State) bool { return s.Shown.Empty() })
	eventually(t, "all is let go", func() bool { return has(v.machine.Input.Events(), input.Key{Usage: input.KeyA}) })
	v.machine.Input.Take()
	keys.Send(input.Key{Usage: input.KeyC, Down: true})
	keys.Send(input.Text{S: "typed while on hold"})
	v.Leave()
	_ = v.end(t)
	for _, e := range v.machine.Input.Events() {
		if k, is := e.(input.Key); !is || k.Down {
			t.Errorf("injected while on hold: %v", e)
		}
	}
}

func has(es []input.Event, want input.Event) bool {
	for _, e := range es {
		if e == want {
			return true
		}
	}
	return false
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	late := time.After(patience)
	for !is() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("never: %s", what)
		}
	}
}
