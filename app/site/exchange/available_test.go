package exchange

import (
	"testing"
	"testing/synctest"
	"time"

	"tandem/app/site/account"
	"tandem/transport/link"
)

func TestTechniciansAreAsAvailableAsTheySay(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		want := func(what string, want link.Available) {
			t.Helper()
			synctest.Wait()
			if got := r.x.Available("alice"); got != want {
				t.Errorf("%s: %s; want %s", what, got, want)
			}
		}
		want("before", link.Offline)
		one := r.technician()
		want("a Console that says nothing", link.Online)
		one.send(&link.Message{Availability: &link.Availability{Is: link.Busy}})
		want("busy", link.Busy)
		one.send(&link.Message{Availability: &link.Availability{Is: "out to lunch"}})
		want("a newer word", link.Away)
		two := r.technician()
		want("a second Console", link.Online)
		two.drop()
		want("it has gone", link.Away)
		one.drop()
		want("both have gone", link.Offline)
	})
}

func TestSettingsComeAsSoonAsTheyChange(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		alice := r.technician()
		if _, err := r.accounts.Change(t.Context(), "alice", func(a *account.Account) {
			a.Settings = link.Settings{Shape: link.Iconbar, BusyAt: 2}
		}); err != nil {
			t.Fatal(err)
		}
		<-time.After(pingEach)
		if w := alice.next().Welcome; w == nil || w.Settings.Shape != link.Iconbar || w.Settings.BusyAt != 2 {
			t.Errorf("after the change: %+v; want it", w)
		}
	})
}
