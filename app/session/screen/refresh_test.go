package screen

import (
	"image"
	"testing"
	"testing/synctest"
	"time"

	"tandem/transport/mem"
)

// TestRefreshLooksAnew: the whole picture is captured from the ground up, so that
// not even a change of which nothing was told stays unseen, and what is shown
// stays the same meanwhile.
func TestRefreshLooksAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(200, 100)
		s := show(t, d, a, b)
		defer s.end()
		s.exact(t, "first picture", time.Second)
		var gone bool
		go s.shown.Watch(t.Context(), func(r image.Rectangle) { gone = gone || r.Empty() })
		d.mu.Lock()
		d.pix[4*(30*200+40)] ^= 0xff
		d.mu.Unlock()
		time.Sleep(3 * time.Second)
		if s.fb, _ = s.viewer.Take(s.fb); d.equal(s.fb) {
			t.Fatal("the change was told")
		}
		s.viewer.Refresh()
		s.exact(t, "after a refresh", time.Second)
		synctest.Wait()
		if gone {
			t.Error("nothing was shown for a moment")
		}
	})
}
