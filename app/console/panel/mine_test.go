package panel

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/console/look"
	"tandem/transport/link"
)

func TestAvailabilityIsShownAndSaid(t *testing.T) {
	a := test.NewTempApp(t)
	d := desktest.NewSite(t).Desk(desk.Config{})
	b := NewMineButton(a, d)
	test.NewTempWindow(t, b.Button)
	words := map[string]bool{}
	for _, is := range []link.Available{link.Online, link.Busy, link.Away, link.Offline} {
		b.Show(desk.State{Available: is})
		words[b.Text] = true
	}
	if len(words) != 4 {
		t.Errorf("the button says %v; want words for each", words)
	}
	b.mine.here.SetSelected(b.mine.here.Options[1])
	if !d.State().Get().SaidAway {
		t.Error("the desk was not told that the technician is away")
	}
	b.Show(desk.State{})
	if b.mine.here.Selected != b.mine.here.Options[0] {
		t.Error("the panel does not follow the desk")
	}
	test.Tap(b.Button)
	look.Use(a, look.Dark)
}
