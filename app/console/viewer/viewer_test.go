package viewer

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/console/shapetest"
	"tandem/app/session"
	"tandem/app/session/screen"
	"tandem/capture"
)

// A stage is a viewer of a session with a customer who allows what is asked.
type stage struct {
	*shapetest.Stage
	session  *desk.Session
	customer *desktest.Customer
	viewer   *Viewer
	closed   int
}

func newStage(t *testing.T) *stage {
	g := &stage{Stage: shapetest.NewStage(t)}
	g.Until("the link is up", func() bool { return g.Desk.State().Get().Link == desk.Up })
	if err := g.Desk.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	g.Until("there is a session", func() bool { return len(g.Desk.State().Get().Sessions) == 1 })
	g.session = g.Desk.State().Get().Sessions[0]
	g.customer = g.Site.Join(g.session, "Bob")
	g.Until("the customer is in", func() bool { return g.session.State().Get().Phase == desk.Active })
	g.customer.Allow(session.View)
	g.viewer = Open(Config{
		App: g.App, Post: g.Post, Session: g.session, Hook: NoHook,
		Position: func(fyne.Window) (int, int, bool) { return 0, 0, false },
		Chat:     func() {}, Closed: func() { g.closed++ },
	})
	g.Closes(g.viewer.Close)
	return g
}

// shown is the colour of the picture's first pixel; none while there is no picture.
func (g *stage) shown() color.NRGBA {
	if g.viewer.picture == nil || !g.viewer.surface.img.Visible() {
		return color.NRGBA{}
	}
	return color.NRGBAModel.Convert(g.viewer.picture.At(0, 0)).(color.NRGBA)
}

func TestWhatIsNotShownIsGone(t *testing.T) {
	g := newStage(t)
	red, blue := color.NRGBA{R: 200, A: 255}, color.NRGBA{B: 200, A: 255}
	fill := func(c color.NRGBA) { g.customer.Screen.Fill(image.Rect(0, 0, 320, 200), c) }
	fill(red)
	g.Until("the picture is red", func() bool { return g.shown() == red && !g.viewer.frame.card.Visible() })
	g.customer.Set(func(gr *session.Grants) { gr.Paused = true })
	g.Until("it is paused", func() bool {
		return g.shown() == color.NRGBA{} && g.viewer.frame.status.Text() == "The customer has paused the view."
	})
	fill(blue)
	g.customer.Set(func(gr *session.Grants) { gr.Paused = false })
	g.Until("the picture is blue", func() bool { return g.shown() == blue && !g.viewer.frame.card.Visible() })
	g.customer.Revoke(session.View)
	g.Until("it is gone", func() bool {
		return g.shown() == color.NRGBA{} && g.viewer.frame.status.Text() == "The desktop is not shown any more."
	})
	g.customer.Allow(session.View)
	g.Until("it is back", func() bool { return g.shown() == blue })
}

func TestControlIsAskedForAndGivenBackInTheBar(t *testing.T) {
	g := newStage(t)
	b := g.viewer.bar
	g.Until("control can be asked for", func() bool { return !b.control.Disabled() && b.control.Text == "Request control" })
	test.Tap(b.control)
	g.Until("it is asked for", func() bool { return b.control.Text == "Withdraw request" })
	g.customer.Answers <- session.Allowed
	g.Until("it is granted", func() bool {
		return g.viewer.surface.control && b.control.Text == "Give control back" && !b.keys.Disabled()
	})
	g.viewer.escape()
	if g.viewer.surface.keysGo || b.keysGo.Checked || g.viewer.surface.typing() {
		t.Error("the chord does not take the keys back")
	}
	test.Tap(b.control)
	g.Until("it is given back", func() bool { return !g.viewer.surface.control && b.keys.Disabled() })
}

func TestClosingGivesAllBackAndEndsNothing(t *testing.T) {
	g := newStage(t)
	g.Until("there is a picture", func() bool { return g.viewer.picture != nil })
	g.viewer.Close()
	g.viewer.Close()
	g.Until("the view is given back", func() bool { return !g.session.State().Get().Grants.Allows(session.View) })
	if got := g.session.State().Get().Phase; got != desk.Active || g.closed != 1 {
		t.Errorf("phase %v, closed %d times; want the session to go on, closed once", got, g.closed)
	}
}

func TestModesKeepThePicture(t *testing.T) {
	g := newStage(t)
	g.Until("there is a picture", func() bool { return g.viewer.picture != nil })
	for _, m := range []mode{window, fullScreen, fullScreenScaled, windowScaled} {
		g.viewer.setMode(m)
		if got := g.viewer.surface.place.exact(); got == m.fit() {
			t.Errorf("mode %d: 1:1 is %v", m, got)
		}
		if g.viewer.win.FullScreen() != m.full() || g.viewer.bar.mode.SelectedIndex() != int(m) {
			t.Errorf("mode %d: full screen %v, list at %d", m, g.viewer.win.FullScreen(), g.viewer.bar.mode.SelectedIndex())
		}
		if f := g.viewer.win.Canvas().Focused(); f != g.viewer.surface {
			t.Errorf("mode %d: the focus is on %v", m, f)
		}
	}
}

func TestDisplaysAreListedWhereThereAreSeveral(t *testing.T) {
	g := newStage(t)
	b := g.viewer.bar
	g.Until("there is a picture", func() bool { return g.viewer.picture != nil })
	if b.choices.Visible() {
		t.Error("a list of one display is shown")
	}
	b.showDisplays(screen.ViewState{Shown: 5, Displays: []capture.Display{
		{ID: 4, Name: "HDMI-1", Bounds: image.Rect(0, 0, 1920, 1080)}, {ID: 5, Bounds: image.Rect(1920, 0, 3200, 1024)},
	}})
	if got := strings.Join(b.displays.Options, "|"); got != "1: 1920×1080 HDMI-1|2: 1280×1024" || b.displays.SelectedIndex() != 1 || !b.choices.Visible() {
		t.Errorf("displays %q, chosen %d, visible %v", got, b.displays.SelectedIndex(), b.choices.Visible())
	}
}
