package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/session"
	"tandem/store"
	"tandem/store/bolt"
	"tandem/transport/link"
)

func TestOneSessionAtATime(t *testing.T) {
	site := desktest.NewSite(t)
	site.Welcome(link.Welcome{Single: true})
	d := site.Desk(desk.Config{})
	until(t, "the mode is known", func() bool { return d.State().Get().Single })
	s := start(t, d)
	if err := d.Start(t.Context()); !errors.Is(err, desk.ErrOneSession) || d.State().Get().Refused != link.OneSession {
		t.Errorf("a second start = %v, refused %q; want ErrOneSession and why", err, d.State().Get().Refused)
	}
	until(t, "the overview says so", func() bool { return d.Overview().Get().Full })
	s.End()
	until(t, "it is over", func() bool { return !d.Overview().Get().Full && s.State().Get().Phase == desk.Over })
	start(t, d)
}

// rows writes an overview down: number of the session and why it needs attention.
func rows(d *desk.Desk) string {
	var b strings.Builder
	for _, r := range d.Overview().Get().Rows {
		fmt.Fprintf(&b, "%s:%d:%d ", r.Session.ID, r.Attention, r.Unread)
	}
	return strings.TrimSpace(b.String())
}

func TestWhoNeedsAttentionComesFirst(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{})
	var ss []*desk.Session
	var cs []*desktest.Customer
	for i := range 5 {
		s := start(t, d)
		cs = append(cs, site.Join(s, fmt.Sprint("customer ", i)))
		active(t, s)
		ss = append(ss, s)
	}
	shows := func(want string) {
		t.Helper()
		deadline := time.Now().Add(20 * time.Second)
		for rows(d) != want {
			if time.Now().After(deadline) {
				t.Fatalf("overview %q; want %q", rows(d), want)
			}
			<-time.After(5 * time.Millisecond)
		}
	}
	shows("s1:3:0 s2:3:0 s3:3:0 s4:3:0 s5:3:0") // they have arrived, and nobody has looked
	for _, s := range ss {
		s.Seen()
	}
	shows("s1:0:0 s2:0:0 s3:0:0 s4:0:0 s5:0:0")
	if err := ss[3].Ask(session.View); err != nil {
		t.Fatal(err)
	}
	shows("s4:1:0 s1:0:0 s2:0:0 s3:0:0 s5:0:0")
	if err := ss[2].Ask(session.View); err != nil {
		t.Fatal(err)
	}
	cs[2].Answers <- session.Declined
	shows("s3:2:0 s4:1:0 s1:0:0 s2:0:0 s5:0:0")
	for _, text := range []string{"hello?", "are you there?"} {
		if err := cs[4].Chat.Say(text); err != nil {
			t.Fatal(err)
		}
	}
	shows("s5:4:2 s3:2:0 s4:1:0 s1:0:0 s2:0:0")
	cs[1].Break()
	shows("s2:5:0 s5:4:2 s3:2:0 s4:1:0 s1:0:0")
	ss[4].Chat().Read()
	ss[2].Seen()
	shows("s2:5:0 s4:1:0 s1:0:0 s3:0:0 s5:0:0")
}

func TestPeopleAndHowFarTheyAreThere(t *testing.T) {
	site := desktest.NewSite(t)
	s := start(t, site.Desk(desk.Config{}))
	people := func() string {
		var b strings.Builder
		for _, p := range s.State().Get().People {
			fmt.Fprintf(&b, "%s:%v:%d ", p.Person.Name, p.Me, p.Presence)
		}
		return strings.TrimSpace(b.String())
	}
	is := func(want string) {
		t.Helper()
		until(t, want, func() bool { return people() == want })
	}
	is("Alice Martin:true:1")
	c := site.Join(s, "Bob")
	is("Alice Martin:true:1 Bob:false:1")
	c.Break()
	is("Alice Martin:true:1 Bob:false:3")
	c = site.Join(s, "Carol") // another program: Bob makes room
	is("Alice Martin:true:1 Bob:false:4 Carol:false:1")
	c.Leave()
	is("Alice Martin:true:1 Bob:false:4 Carol:false:4")
	if e := s.State().Get().Elapsed(time.Now()); e <= 0 {
		t.Errorf("elapsed %v; want some time", e)
	}
}

// keeper is a store on a disk, as the Console has it.
func keeper(t *testing.T) store.Store {
	t.Helper()
	k, err := bolt.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	})
	return k
}

func TestWhatHasEndedDoesNotComeBack(t *testing.T) {
	site, k := desktest.NewSite(t), keeper(t)
	d, stop := site.DeskUntil(desk.Config{Keep: k})
	s := start(t, d)
	site.Join(s, "Bob")
	active(t, s)
	stop() // ends it
	pairs, err := k.Range(t.Context(), "desk/", 0)
	if err != nil || len(pairs) != 1 || strings.Contains(string(pairs[0].Value), "identity") {
		t.Errorf("kept %v, %v; want a record without a key", pairs, err)
	}
	d = site.Desk(desk.Config{Keep: k})
	until(t, "the link is up", func() bool { return d.State().Get().Link == desk.Up })
	if got := len(d.State().Get().Sessions); got != 0 {
		t.Errorf("%d sessions; want none", got)
	}
}

func TestASignInThatIsNoLongerGoodLeavesSessionsToBeResumed(t *testing.T) {
	site, k := desktest.NewSite(t), keeper(t)
	d, stop := site.DeskUntil(desk.Config{Keep: k})
	s := start(t, d)
	site.Join(s, "Bob")
	active(t, s)
	site.SignOut(true)
	site.Break()
	until(t, "it has stopped", func() bool { return d.State().Get().Link == desk.SignedOut })
	stop()
	site.SignOut(false)
	d = site.Desk(desk.Config{Keep: k})
	until(t, "it is back", func() bool {
		ss := d.State().Get().Sessions
		return len(ss) == 1 && ss[0].Number == s.Number && !ss[0].State().Get().Resuming
	})
}

func TestASuspendedDeskLeavesSessionsToBeResumed(t *testing.T) {
	site, k := desktest.NewSite(t), keeper(t)
	d, stop := site.DeskUntil(desk.Config{Keep: k})
	s := start(t, d)
	c := site.Join(s, "Bob")
	active(t, s)
	c.Allow(session.View)
	if !d.Keeps() {
		t.Error("it says that nothing is kept")
	}
	d.Suspend()
	if got := d.State().Get().Link; got != desk.SignedOut {
		t.Errorf("the link is %v; want it closed", got)
	}
	if err := s.Yield(session.View); err == nil {
		t.Error("what was allowed can be given back after that") // as viewers do that close
	}
	stop()
	d = site.Desk(desk.Config{Keep: k})
	until(t, "it is back", func() bool {
		ss := d.State().Get().Sessions
		return len(ss) == 1 && ss[0].Number == s.Number && !ss[0].State().Get().Resuming
	})
	if site.Ended(s.ID) {
		t.Error("the site was told that it has ended")
	}
}

func TestASiteThatHasForgottenASession(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{})
	empty, full := start(t, d), start(t, d)
	c := site.Join(full, "Bob")
	active(t, full)
	site.ForgetAll()
	site.Break()
	until(t, "the one with nobody in it is over", func() bool { return empty.State().Get().Phase == desk.Over })
	until(t, "the other goes on", func() bool { st := full.State().Get(); return st.Void && st.Phase == desk.Active })
	c.Leave()
	until(t, "until its customer goes", func() bool { return full.State().Get().Phase == desk.Over })
}

func TestPhrases(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{})
	until(t, "the link is up", func() bool { return d.State().Get().Link == desk.Up })
	if err := d.SetPhrases(t.Context(), []string{""}); err == nil {
		t.Error("an empty phrase is taken")
	}
	if err := d.SetPhrases(t.Context(), []string{"One moment, please."}); err != nil {
		t.Fatal(err)
	}
	until(t, "they are the account's", func() bool { return len(d.State().Get().Phrases) == 1 })
}
