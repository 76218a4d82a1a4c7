package app

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	"tandem/app/console/desk"
	"tandem/app/manager/host"
	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/site/account"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/input"
	"tandem/store"
)

// A helper is another technician at a desk of their own.
type helper struct {
	desk    *desk.Desk
	session *desk.Session
	stop    func()
}

// colleague signs another technician in, whose account is made if need be. With
// a store the desk goes on where the one before it was stopped.
func (tg *together) colleague(name string, keep store.Store) *helper {
	tg.t.Helper()
	err := tg.node.Accounts().Add(tg.t.Context(), account.Account{Name: strings.ToLower(name), Display: name}, "correct horse battery")
	if err != nil {
		tg.t.Log("account:", err) // from before
	}
	d := desk.New(desk.Config{
		Site: tg.site, Decoder: func() codec.Decoder { return tile.NewDecoder(tile.Config{}) },
		Encoder: func() codec.Encoder { return tile.NewEncoder(tile.Config{}) },
		Keep:    keep, Log: slog.New(slog.DiscardHandler),
	})
	ctx, cancel := context.WithCancel(context.Background())
	tg.until("signed in", func() bool { return d.SignIn(ctx, strings.ToLower(name), "correct horse battery") == nil })
	var wg sync.WaitGroup
	wg.Go(func() { _ = d.Run(ctx) }) // ends with ctx
	h := &helper{desk: d, stop: func() {
		cancel()
		wg.Wait()
	}}
	tg.t.Cleanup(h.stop)
	tg.until("link up", func() bool { return d.State().Get().Link == desk.Up })
	return h
}

// assists has a technician come into the session as an assistant.
func (tg *together) assists(name string) *helper {
	tg.t.Helper()
	h := tg.colleague(name, nil)
	if err := h.desk.Assist(tg.t.Context(), tg.session.Number); err != nil {
		tg.t.Fatal(err)
	}
	tg.admit(tg.session, name)
	tg.until("in", func() bool { return len(h.desk.State().Get().Sessions) == 1 })
	h.session = h.desk.State().Get().Sessions[0]
	tg.until("has met the primary technician", func() bool { return here(h.session, "Alice") })
	return h
}

// admit waits for one who asks to come in, and lets them in.
func (tg *together) admit(s *desk.Session, name string) {
	tg.t.Helper()
	tg.until(name+" asks", func() bool {
		for _, a := range s.State().Get().Admissions {
			if a.Name == name {
				if err := s.Admit(a.ID); err != nil {
					tg.t.Error(err)
				}
				return true
			}
		}
		return false
	})
}

// here reports whether somebody is there, as a desk shows it.
func here(s *desk.Session, name string) bool {
	p, ok := person(s, name)
	return ok && p.Presence == desk.Here
}

func person(s *desk.Session, name string) (desk.Participant, bool) {
	ps := s.State().Get().People
	i := slices.IndexFunc(ps, func(p desk.Participant) bool { return p.Person.Name == name && p.Presence != desk.Left })
	if i < 0 {
		return desk.Participant{}, false
	}
	return ps[i], true
}

// seenBy reports whether the customer's display is seen at a desk.
func seenBy(s *desk.Session) bool {
	img, _ := s.Viewer().Take(nil)
	return s.Viewer().State().Get().Live && len(img.Pix) > 0 &&
		!slices.ContainsFunc(img.Pix[:3], func(b byte) bool { return b != picture })
}

// notices are what a customer was told, in order.
func notices(h *host.Host) string {
	var b strings.Builder
	for _, n := range h.Notices().Get() {
		b.WriteString([]string{"came ", "went ", "leads ", "aside ", "chosen ", "leaked "}[n.Kind] + n.Who.Name + ";")
	}
	return b.String()
}

func manager(h *host.Host, name string) (host.Person, bool) {
	ps := h.State().Get().People
	i := slices.IndexFunc(ps, func(p host.Person) bool { return p.Name == name })
	if i < 0 {
		return host.Person{}, false
	}
	return ps[i], true
}

func (tg *together) sees(h *host.Host, name string, is bool) {
	tg.t.Helper()
	tg.until(name+" sees", func() bool { p, ok := manager(h, name); return ok && p.Sees == is })
}

func TestAnAssistantLooksOnAndAsksForNothing(t *testing.T) {
	tg := newTogether(t, session.View)
	tg.join()
	tg.answer(session.View, true)
	tg.until("seen", tg.seen)
	carl := tg.assists("Carl")
	if r := carl.session.State().Get().Role; r != desk.Assistant {
		t.Errorf("comes in as %v; want an assistant", r)
	}
	tg.sees(tg.host, "Carl", true)
	tg.until("seen by Carl", func() bool { return seenBy(carl.session) })
	if got := notices(tg.host); got != "came Carl;" {
		t.Errorf("the customer is told %q; want who came", got)
	}
	if n := tg.host.Notices().Get()[0]; !n.View {
		t.Error("the customer is not told that Carl sees the screen")
	}
	for _, p := range []session.Permission{session.View, session.Control, session.Clipboard} {
		if err := carl.session.Ask(p); err != desk.ErrAssistant {
			t.Errorf("an assistant asks for %s: %v; want ErrAssistant", p, err)
		}
	}
	tg.host.Hide(func() string { p, _ := manager(tg.host, "Carl"); return p.ID }(), true)
	tg.until("not seen by Carl", func() bool { return !carl.session.Viewer().State().Get().Live })
	tg.sees(tg.host, "Carl", false)
	tg.sees(tg.host, "Alice", true)
	if carl.session.State().Get().Grants.Allows(session.View) {
		tg.until("Carl is told", func() bool { return !carl.session.State().Get().Grants.Allows(session.View) })
	}
	tg.host.Hide(func() string { p, _ := manager(tg.host, "Carl"); return p.ID }(), false)
	tg.until("seen by Carl again", func() bool { return seenBy(carl.session) })
	tg.host.Consent().StopSharing()
	tg.until("seen by nobody", func() bool {
		return !carl.session.Viewer().State().Get().Live && !tg.session.Viewer().State().Get().Live
	})
	if err := carl.session.Leave(); err != nil {
		t.Error(err)
	}
	tg.until("left", func() bool { _, ok := person(tg.session, "Carl"); return !ok })
	tg.until("the customer is told", func() bool { return notices(tg.host) == "came Carl;went Carl;" })
	if tg.session.State().Get().Phase != desk.Active || tg.session.Leave() != desk.ErrPrimary {
		t.Error("the session does not go on, or the primary technician can just leave it")
	}
}

func TestTransferAndBack(t *testing.T) {
	tg := newTogether(t, session.Control)
	tg.join()
	tg.answer(session.View, true)
	tg.answer(session.Control, true)
	carl := tg.assists("Carl")
	tg.until("Carl has met the customer", func() bool { return here(carl.session, "Bob") && seenBy(carl.session) })
	types := func(s *desk.Session, text string) { s.Control().Send(input.Text{S: text}) }
	tg.until("Alice types", func() bool {
		types(tg.session, "alice")
		return slices.Contains(tg.desktop.Events(), input.Event(input.Text{S: "alice"}))
	})
	p, _ := person(tg.session, "Carl")
	if err := tg.session.Transfer(p.ID); err != nil {
		t.Fatal(err)
	}
	tg.until("Carl leads", func() bool {
		return carl.session.State().Get().Role == desk.Primary && tg.session.State().Get().Role == desk.Assistant
	})
	tg.until("the customer is told", func() bool {
		return strings.HasSuffix(notices(tg.host), "leads Carl;") && tg.host.State().Get().Technician == "Carl"
	})
	tg.until("control is void", func() bool { return !tg.host.Consent().Grants().Get().Allows(session.Control) })
	tg.until("the view goes on", func() bool { return seenBy(carl.session) && seenBy(tg.session) })
	tg.desktop.Take()
	types(tg.session, "not any more")
	if err := tg.session.Ask(session.Control); err != desk.ErrAssistant {
		t.Errorf("the former one asks: %v; want ErrAssistant", err)
	}
	if err := carl.session.Ask(session.Control); err != nil {
		t.Fatal(err)
	}
	tg.until("asked anew", func() bool { return len(tg.host.Consent().Prompts().Get()) == 1 })
	q := tg.host.Consent().Prompts().Get()[0]
	if q.From.Name != "Carl" || q.Permission != session.Control {
		t.Errorf("asked %+v; want control, by Carl", q)
	}
	tg.host.Consent().Answer(q.ID, true)
	tg.until("Carl types", func() bool {
		types(tg.session, "nor now")
		types(carl.session, "carl")
		return slices.Contains(tg.desktop.Events(), input.Event(input.Text{S: "carl"}))
	})
	for _, e := range tg.desktop.Events() {
		if x, is := e.(input.Text); is && x.S != "carl" {
			t.Errorf("typed %q; want nothing of the former one", x.S)
		}
	}
	p, _ = person(carl.session, "Alice")
	if err := carl.session.Transfer(p.ID); err != nil {
		t.Fatal(err)
	}
	tg.until("Alice leads again", func() bool {
		return tg.session.State().Get().Role == desk.Primary && tg.host.State().Get().Technician == "Alice"
	})
	if err := carl.session.Leave(); err != nil {
		t.Error(err)
	}
	tg.until("left", func() bool { return carl.session.State().Get().Phase == desk.Over })
	tg.session.End()
	tg.until("over", func() bool { return tg.host.State().Get().Phase == host.Over })
	if st := tg.host.State().Get(); st.By != host.ByTechnician || st.Technician != "Alice" {
		t.Errorf("ended by %v, %s", st.By, st.Technician)
	}
}

func TestTheFormerOneLeavesAndTheNewOneEnds(t *testing.T) {
	tg := newTogether(t, session.View)
	tg.join()
	tg.answer(session.View, true)
	carl := tg.assists("Carl")
	tg.until("Carl has met the customer", func() bool { return here(carl.session, "Bob") })
	p, _ := person(tg.session, "Carl")
	if err := tg.session.Transfer(p.ID); err != nil {
		t.Fatal(err)
	}
	tg.until("Carl leads", func() bool {
		return tg.host.State().Get().Technician == "Carl" && tg.session.State().Get().Role == desk.Assistant
	})
	tg.session.End() // leaves
	tg.until("left", func() bool { return tg.session.State().Get().Phase == desk.Over })
	tg.until("seen by Carl", func() bool { return seenBy(carl.session) && tg.host.State().Get().Phase == host.Active })
	carl.session.End()
	tg.until("over", func() bool { return tg.host.State().Get().Phase == host.Over })
}

func TestTheEndIsTheEndForAssistants(t *testing.T) {
	tg := newTogether(t, session.None)
	tg.join()
	carl := tg.assists("Carl")
	tg.session.End()
	tg.until("over", func() bool { return carl.session.State().Get().Phase == desk.Over })
	if st := carl.session.State().Get(); st.EndedBy != "Alice" || st.Dismissed {
		t.Errorf("ended by %q, for Carl alone: %v; want Alice, false", st.EndedBy, st.Dismissed)
	}
}

// another has another customer come with the session's number.
func (tg *together) another(name string) *host.Host {
	tg.t.Helper()
	h := tg.newHost()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	tg.t.Cleanup(func() {
		cancel()
		<-done
	})
	go func() {
		defer close(done)
		_ = h.Join(ctx, tg.site, tg.session.Number, name) // the test looks at the host
	}()
	return h
}

func TestAnotherCustomerWaitsToBeLetIn(t *testing.T) {
	tg := newTogether(t, session.View)
	tg.join()
	tg.answer(session.View, true)
	tg.until("seen", tg.seen)
	eve := tg.another("Eve")
	tg.until("Eve waits", func() bool { return eve.State().Get().Waiting && len(tg.session.State().Get().Admissions) == 1 })
	if a := tg.session.State().Get().Admissions[0]; a.Name != "Eve" || a.Role != session.Customer || a.Address != "127.0.0.1" {
		t.Errorf("admission %+v", a)
	}
	if a := tg.desk.Overview().Get().Rows[0].Attention; a != desk.Arrived {
		t.Errorf("attention %v; want Arrived", a)
	}
	if err := tg.session.TurnAway(tg.session.State().Get().Admissions[0].ID); err != nil {
		t.Fatal(err)
	}
	tg.until("Eve is turned away", func() bool {
		return eve.State().Get().Phase == host.Over && len(tg.session.State().Get().Admissions) == 0
	})
	if _, is := person(tg.session, "Eve"); is || eve.State().Get().Technician != "" {
		t.Error("Eve, who was turned away, is known")
	}
	eve = tg.another("Eve")
	tg.admit(tg.session, "Eve")
	tg.until("Eve is in", func() bool {
		return eve.State().Get().Phase == host.Active && eve.State().Get().Aside && here(tg.session, "Eve")
	})
	if err := tg.session.Ask(session.Clipboard); err != nil {
		t.Fatal(err)
	}
	tg.answer(session.Clipboard, false) // it is Bob who is asked
	if n := len(eve.Consent().Prompts().Get()); n != 0 || tg.session.State().Get().Customer.Name != "Bob" {
		t.Errorf("Eve has %d prompts; want none", n)
	}
	eve.Consent().ShareClipboard(true)
	if g := eve.Consent().Grants().Get(); len(g.Permissions) != 0 {
		t.Errorf("Eve grants %v; want nothing", g.Permissions)
	}
	if p, ok := manager(eve, "Bob"); !ok || !p.Helped || p.Role != session.Customer {
		t.Errorf("Eve sees Bob as %+v", p)
	}
	tg.until("Bob is told", func() bool { return notices(tg.host) == "came Eve;" })
	p, _ := person(tg.session, "Eve")
	if err := tg.session.MakePrimary(p.ID); err != nil {
		t.Fatal(err)
	}
	tg.until("Eve is the one", func() bool { return !eve.State().Get().Aside && tg.host.State().Get().Aside })
	tg.until("both are told once", func() bool { return notices(tg.host) == "came Eve;aside ;" && notices(eve) == "chosen ;" })
	tg.until("nothing is seen of Bob", func() bool {
		return len(tg.host.Consent().Grants().Get().Permissions) == 0 && tg.host.State().Get().Shown.Empty() && !tg.session.Viewer().State().Get().Live
	})
	if err := tg.session.Ask(session.View); err != nil {
		t.Fatal(err)
	}
	tg.until("Eve is asked", func() bool { return len(eve.Consent().Prompts().Get()) == 1 })
	eve.Consent().Answer(eve.Consent().Prompts().Get()[0].ID, true)
	tg.until("Eve is seen", tg.seen)
	eve.Leave()
	tg.until("Eve has left", func() bool { return tg.session.State().Get().Gone == desk.CustomerLeft })
	p, _ = person(tg.session, "Bob")
	if err := tg.session.MakePrimary(p.ID); err != nil {
		t.Fatal(err)
	}
	tg.until("Bob is the one again", func() bool { return !tg.host.State().Get().Aside && tg.session.State().Get().Phase == desk.Active })
	tg.until("Bob is told that alone", func() bool {
		return strings.Contains(notices(tg.host), "chosen ;") && !strings.Contains(notices(tg.host), "aside ;")
	})
}

func TestWhoHearsWhat(t *testing.T) {
	tg := newTogether(t, session.None)
	tg.join()
	carl, dora := tg.assists("Carl"), tg.assists("Dora")
	eve := tg.another("Eve")
	tg.admit(tg.session, "Eve")
	for _, s := range []*desk.Session{tg.session, carl.session, dora.session} {
		for _, name := range []string{"Alice", "Bob", "Carl", "Dora", "Eve"} {
			tg.until(name+" is there", func() bool { return here(s, name) || s.State().Get().People[0].Person.Name == name })
		}
	}
	said := func(ls []chat.Line) string {
		var texts []string
		for _, l := range ls {
			texts = append(texts, l.Text)
		}
		slices.Sort(texts)
		return strings.Join(texts, " ")
	}
	bobs := ""
	for _, m := range dora.session.Chat().Members().Get() {
		if m.Name == "Bob" {
			bobs = m.ID
		}
	}
	for _, err := range []error{
		tg.host.Chat().Say("1-bob-to-all"), eve.Chat().Say("2-eve-to-all"), tg.session.Chat().Say("3-alice-to-all"),
		dora.session.Chat().SayTo(chat.Audience{Kind: chat.Technicians}, "4-dora-to-technicians"),
		carl.session.Chat().Say("5-carl-to-all"),
		dora.session.Chat().SayTo(chat.Audience{Kind: chat.One, ID: bobs}, "6-dora-to-bob"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	const all = "1-bob-to-all 2-eve-to-all 3-alice-to-all"
	for name, c := range map[string]struct {
		of   *chat.Chat
		want string
	}{
		"Alice": {tg.session.Chat(), all + " 4-dora-to-technicians 5-carl-to-all"},
		"Carl":  {carl.session.Chat(), all + " 4-dora-to-technicians 5-carl-to-all"},
		"Dora":  {dora.session.Chat(), all + " 4-dora-to-technicians 5-carl-to-all 6-dora-to-bob"},
		"Bob":   {tg.host.Chat(), all + " 5-carl-to-all 6-dora-to-bob"},
		"Eve":   {eve.Chat(), all + " 5-carl-to-all"},
	} {
		tg.until(name+" hears "+c.want, func() bool { return said(c.of.Lines().Get()) == c.want })
	}
	p, _ := person(tg.session, "Carl")
	if err := tg.session.Transfer(p.ID); err != nil {
		t.Fatal(err)
	}
	tg.until("Carl leads", func() bool {
		return eve.State().Get().Technician == "Carl" && tg.host.State().Get().Technician == "Carl"
	})
	if err := eve.Chat().Say("7-eve-to-all"); err != nil {
		t.Fatal(err)
	}
	tg.until("Bob hears Eve through Carl", func() bool { return strings.HasSuffix(said(tg.host.Chat().Lines().Get()), "7-eve-to-all") })
	lou := tg.another("Lou")
	tg.admit(carl.session, "Lou")
	tg.until("Lou is in", func() bool { return lou.State().Get().Aside && here(carl.session, "Lou") })
	if ls := lou.Chat().Lines().Get(); len(ls) != 0 {
		t.Errorf("Lou, who came late, hears %v", ls)
	}
}
