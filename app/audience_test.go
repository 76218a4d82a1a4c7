package app

import (
	"slices"
	"strings"
	"testing"

	"tandem/app/console/desk"
	"tandem/app/manager/host"
	"tandem/app/session"
)

// beside has Eve come beside Bob, whose screen is seen.
func (tg *together) beside() *host.Host {
	tg.t.Helper()
	tg.join()
	tg.answer(session.View, true)
	tg.until("seen", tg.seen)
	eve := tg.another("Eve")
	tg.admit(tg.session, "Eve")
	tg.until("Eve is beside", func() bool { return eve.State().Get().Aside && here(tg.session, "Eve") })
	return eve
}

// watches reports whether a customer sees the picture of Bob's display.
func watches(h *host.Host) bool {
	img, _ := h.Viewer().Take(nil)
	return h.Viewer().State().Get().Live && len(img.Pix) > 0 &&
		!slices.ContainsFunc(img.Pix[:3], func(b byte) bool { return b != picture })
}

// shows has Bob show the screen to another customer, and answer the prompt.
func (tg *together) shows(name string, allow bool) {
	tg.t.Helper()
	tg.until("the screen can be shown to "+name, func() bool { p, _ := manager(tg.host, name); return p.Offer })
	p, _ := manager(tg.host, name)
	tg.host.Hide(p.ID, false)
	tg.until("asked about "+name, func() bool {
		for _, q := range tg.host.Consent().Prompts().Get() {
			if q.To.Name == name && q.From.Name == tg.host.State().Get().Technician {
				tg.host.Consent().Answer(q.ID, allow)
				return true
			}
		}
		return false
	})
}

func (tg *together) hides(name string) {
	tg.t.Helper()
	p, _ := manager(tg.host, name)
	tg.host.Hide(p.ID, true)
}

func TestAnotherCustomerSeesByTheCustomersWordAlone(t *testing.T) {
	tg := newTogether(t, session.View)
	eve := tg.beside()
	if p, _ := manager(tg.host, "Eve"); p.Sees || !p.Hidden || eve.Viewer().State().Get().Live {
		t.Errorf("Eve sees without Bob's word: %+v", p)
	}
	tg.shows("Eve", false)
	if p, _ := manager(tg.host, "Eve"); p.Sees || !p.Hidden {
		t.Errorf("declined, and yet %+v", p)
	}
	tg.shows("Eve", true)
	tg.until("Eve watches", func() bool { return watches(eve) })
	tg.sees(tg.host, "Eve", true)

	tg.host.Consent().Pause(true)
	tg.until("Eve is told of the pause", func() bool { return eve.Viewer().State().Get().Paused })
	tg.sees(tg.host, "Eve", false)
	tg.host.Consent().Pause(false)
	tg.until("Eve watches again", func() bool { return watches(eve) && !eve.Viewer().State().Get().Paused })

	tg.hides("Eve")
	tg.until("Eve sees nothing", func() bool { return !eve.Viewer().State().Get().Live })
	tg.sees(tg.host, "Eve", false)
	tg.sees(tg.host, "Alice", true)

	tg.shows("Eve", true)
	tg.until("Eve watches once more", func() bool { return watches(eve) })
	tg.host.Consent().StopSharing()
	tg.until("nobody sees", func() bool {
		return !eve.Viewer().State().Get().Live && !tg.session.Viewer().State().Get().Live
	})
	if p, _ := manager(tg.host, "Eve"); !p.Hidden || p.Sees {
		t.Errorf("after the end of sharing Eve is still to see: %+v", p)
	}
	if strings.Contains(notices(tg.host), "leaked") {
		t.Errorf("an honest technician is distrusted: %q", notices(tg.host))
	}
}

func TestAnotherCustomerWatchesThroughWhoeverLeads(t *testing.T) {
	tg := newTogether(t, session.View)
	eve := tg.beside()
	carl := tg.assists("Carl")
	tg.until("Carl has met both", func() bool { return here(carl.session, "Bob") && here(carl.session, "Eve") })
	tg.until("Eve has met Carl", func() bool { p, _ := manager(eve, "Carl"); return p.Here })
	tg.shows("Eve", true)
	tg.until("Eve watches", func() bool { return watches(eve) })
	p, _ := person(tg.session, "Carl")
	if err := tg.session.Transfer(p.ID); err != nil {
		t.Fatal(err)
	}
	tg.until("Carl leads", func() bool {
		return carl.session.State().Get().Role == desk.Primary && eve.State().Get().Technician == "Carl" && tg.host.State().Get().Technician == "Carl"
	})
	tg.until("Carl has the picture", func() bool { return seenBy(carl.session) })
	tg.until("Eve watches through Carl", func() bool { return watches(eve) })
	tg.session.End() // leaves
	tg.until("Alice has left", func() bool { return tg.session.State().Get().Phase == desk.Over })
	tg.until("Eve still watches", func() bool { return watches(eve) })
	tg.hides("Eve")
	tg.until("Eve sees nothing", func() bool { return !eve.Viewer().State().Get().Live })
	if strings.Contains(notices(tg.host), "leaked") {
		t.Errorf("an honest technician is distrusted: %q", notices(tg.host))
	}
}

func TestWhoIsHelpedNextShowsNothingOfTheirOwn(t *testing.T) {
	tg := newTogether(t, session.View)
	eve := tg.beside()
	tg.shows("Eve", true)
	tg.until("Eve watches", func() bool { return watches(eve) })
	p, _ := person(tg.session, "Eve")
	if err := tg.session.MakePrimary(p.ID); err != nil {
		t.Fatal(err)
	}
	tg.until("Eve is helped", func() bool { return !eve.State().Get().Aside && tg.host.State().Get().Aside })
	tg.until("she sees nothing of Bob's", func() bool { return !eve.Viewer().State().Get().Live })
	tg.until("nobody sees Bob's", func() bool { return !tg.session.Viewer().State().Get().Live })
	if tg.host.Viewer().State().Get().Live || len(eve.Consent().Grants().Get().Permissions) != 0 {
		t.Error("Eve's screen is shown without her word")
	}
}
