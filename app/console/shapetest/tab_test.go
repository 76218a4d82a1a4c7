package shapetest

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"tandem/app/console/desk"
)

// TestTabReachesEverything walks from button to button with the Tab key, in
// every window, and finds all that the pointer could press.
func TestTabReachesEverything(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			g := NewStage(t)
			g.Closes(s.make(g).Open(g.App, g.Desk))
			p := &person{g, s.ways}
			p.goTo(starter)
			p.press("Start a session")
			g.Until("there is a session", func() bool { return len(g.Desk.State().Get().Sessions) == 1 })
			of := g.Desk.State().Get().Sessions[0]
			g.Site.Join(of, "Bob")
			g.Until("Bob is in", func() bool { return of.State().Get().Phase == desk.Active })
			for _, at := range []place{talk, access, ending, people} {
				p.goTo(at)
				g.Settle()
				for _, w := range g.App.Driver().AllWindows() {
					reaches(t, at, w)
				}
			}
		})
	}
}

// byOthers are parts that the keys reach by the widget around them: the arrows
// go through a list, and panel scrolls what has the keys into sight.
var byOthers = map[string]bool{"*widget.listItem": true, "*widget.scrollBarArea": true}

// reaches fails the test unless Tab leads to all that can be pressed in w.
func reaches(t *testing.T, at place, w fyne.Window) {
	t.Helper()
	if w.Content() == nil {
		return
	}
	want, got := map[fyne.Focusable]bool{}, map[fyne.Focusable]bool{}
	Walk(w.Content(), func(o fyne.CanvasObject) bool {
		d, able := o.(fyne.Disableable)
		if f, is := o.(fyne.Focusable); is && (!able || !d.Disabled()) {
			want[f] = true
		} else if _, tapped := o.(fyne.Tappable); tapped && !is && !byOthers[fmt.Sprintf("%T", o)] {
			t.Errorf("%s, window %q: Tab cannot reach %T %+v", at, w.Title(), o, o)
		}
		return false
	})
	for range 2*len(want) + 2 {
		w.Canvas().FocusNext()
		got[w.Canvas().Focused()] = true
	}
	for f := range want {
		if !got[f] {
			t.Errorf("%s, window %q: Tab never reaches %T %+v", at, w.Title(), f, f)
		}
	}
}
