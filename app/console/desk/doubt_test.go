package desk_test

import (
	"context"
	"slices"
	"testing"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
)

// TestTroubleOfAKilledCustomerIsOneTrouble: from the site's word until the line is
// given up there is no moment that looks calm, which would be heard and seen as
// a second loss.
func TestTroubleOfAKilledCustomerIsOneTrouble(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{})
	s := start(t, d)
	c := site.Join(s, "Bob")
	active(t, s)
	s.Seen()
	ctx, stop := context.WithCancel(t.Context())
	var seen []bool // whether something was wrong, as it changed
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.State().Watch(ctx, func(st desk.SessionState) {
			lost := st.Doubt || st.Phase == desk.Waiting && st.Gone == desk.CustomerLost
			if len(seen) == 0 || seen[len(seen)-1] != lost {
				seen = append(seen, lost)
			}
		})
	}()
	c.Vanish()
	until(t, "there is doubt", func() bool { return s.State().Get().Doubt })
	until(t, "the line is given up", func() bool { return s.State().Get().Gone == desk.CustomerLost })
	stop()
	<-done
	if want := []bool{false, true}; !slices.Equal(seen, want) && !slices.Equal(seen, want[1:]) {
		t.Errorf("trouble comes and goes: %v; want it to come once", seen)
	}
}
