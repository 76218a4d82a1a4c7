package app

import (
	"strings"
	"testing"

	"tandem/app/console/desk"
	"tandem/app/manager/host"
	"tandem/app/session"
)

func TestWhoIsDismissedIsGoneForEverybody(t *testing.T) {
	tg := newTogether(t, session.View)
	tg.join()
	tg.answer(session.View, true)
	carl, dora := tg.assists("Carl"), tg.assists("Dora")
	eve := tg.another("Eve")
	tg.admit(tg.session, "Eve")
	tg.until("all are in", func() bool {
		return eve.State().Get().Aside && here(tg.session, "Eve") && here(dora.session, "Carl") && here(dora.session, "Eve")
	})
	tg.until("seen by Carl", func() bool { return seenBy(carl.session) })
	id := func(name string) string { p, _ := person(tg.session, name); return p.ID }
	for _, c := range []struct {
		s    *desk.Session
		id   string
		want error
	}{
		{tg.session, id("Bob"), desk.ErrHelped},
		{tg.session, id("Alice"), desk.ErrGone},
		{tg.session, "nobody", desk.ErrGone},
		{dora.session, id("Carl"), desk.ErrAssistant},
	} {
		if err := c.s.Dismiss(c.id); err != c.want {
			t.Errorf("Dismiss(%q) = %v; want %v", c.id, err, c.want)
		}
	}
	carls, eves := id("Carl"), id("Eve")
	if err := tg.session.Dismiss(carls); err != nil {
		t.Fatal(err)
	}
	tg.until("Carl is out", func() bool {
		return carl.session.State().Get().Phase == desk.Over && !carl.session.Viewer().State().Get().Live
	})
	if st := carl.session.State().Get(); st.EndedBy != "Alice" || !st.Dismissed {
		t.Errorf("ended by %q, for Carl alone: %v; want Alice, true", st.EndedBy, st.Dismissed)
	}
	tg.until("all are told", func() bool {
		_, dora := person(dora.session, "Carl")
		_, bob := manager(tg.host, "Carl")
		_, eve := manager(eve, "Carl")
		return !dora && !bob && !eve && strings.Contains(notices(tg.host), "went Carl;")
	})
	if err := tg.session.Dismiss(carls); err != desk.ErrGone {
		t.Errorf("Dismiss again = %v; want ErrGone", err)
	}
	if err := tg.session.Dismiss(eves); err != nil {
		t.Fatal(err)
	}
	tg.until("Eve is out", func() bool { return eve.State().Get().Phase == host.Over })
	if st := eve.State().Get(); st.By != host.ByTechnician || !st.Aside {
		t.Errorf("it is over for Eve by %v, aside %v; want the technician, beside Bob", st.By, st.Aside)
	}
	tg.until("all are told of Eve", func() bool {
		_, dora := person(dora.session, "Eve")
		_, bob := manager(tg.host, "Eve")
		return !dora && !bob
	})
	for _, p := range tg.session.State().Get().People {
		if (p.ID == carls || p.ID == eves) && p.Presence != desk.Left {
			t.Errorf("%s is %v here; want Left", p.Person.Name, p.Presence)
		}
	}
	if !tg.seen() || tg.host.State().Get().Phase != host.Active || !here(dora.session, "Bob") {
		t.Error("the session does not go on for those who stay")
	}
	eve = tg.another("Eve")
	tg.admit(tg.session, "Eve") // not by herself
	tg.until("Eve is in again", func() bool { return eve.State().Get().Aside && here(tg.session, "Eve") })
	if err := carl.desk.Assist(t.Context(), tg.session.Number); err != nil {
		t.Fatal(err)
	}
	tg.admit(tg.session, "Carl")
	if r := carl.desk.State().Get().Refused; r != "" {
		t.Errorf("the site has refused Carl something: %q", r)
	}
	tg.until("Carl is in again", func() bool { return here(tg.session, "Carl") && here(dora.session, "Carl") })
}
