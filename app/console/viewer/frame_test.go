package viewer

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/look"
	"tandem/input"
)

func TestBarAppearsAtTheTopEdgeOfTheFullScreen(t *testing.T) {
	test.NewTempApp(t)
	s := newSurface(func(input.Event) {}, hears{release: func() {}})
	f := newFrame(s, widget.NewLabel("the bar"), false)
	w := test.NewTempWindow(t, f.arrange(fullScreen))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1920, 1080))
	if f.overlay.Visible() || f.barBottom() != 0 {
		t.Error("the bar is there from the start")
	}
	f.showBar(true)
	panel := f.overlay.Objects[0]
	if !f.overlay.Visible() || panel.Size().Width < 1000 || panel.Size().Height < 20 || panel.Position().Y != 0 {
		t.Errorf("the bar is visible %v, %v at %v; want it along the top edge", f.overlay.Visible(), panel.Size(), panel.Position())
	}
	if got := f.barBottom(); got != panel.Size().Height {
		t.Errorf("the bar ends at %v; want %v", got, panel.Size().Height)
	}
	if s.Size() != fyne.NewSize(1920, 1080) {
		t.Errorf("the picture has %v of the full screen", s.Size())
	}
	f.arrange(windowScaled)
	f.showBar(true) // a window has it always
	if f.overlay != nil {
		t.Error("there is a bar over the picture of a window")
	}
}

func TestNoticeIsThereWhileItSaysSomething(t *testing.T) {
	test.NewTempApp(t)
	f := newFrame(newSurface(func(input.Event) {}, hears{release: func() {}}), widget.NewLabel(""), false)
	test.NewTempWindow(t, f.arrange(windowScaled))
	f.notice(look.Doubtful, "The customer has paused the view.")
	if !f.card.Visible() {
		t.Error("the notice is not shown")
	}
	f.notice(look.Quiet, "")
	if f.card.Visible() {
		t.Error("the notice stays")
	}
}
