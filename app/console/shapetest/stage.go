package shapetest

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/console/look"
)

// A Stage is a desk at a stand-in site and a Fyne to show it with. Its GUI
// goroutine is the test's own, which runs what is posted while it waits.
type Stage struct {
	T     *testing.T
	App   fyne.App
	Site  *desktest.Site
	Desk  *desk.Desk
	Quits int // how often the shape has ended the program

	posts chan func()
}

// NewStage returns a stage on which nothing is open.
func NewStage(t *testing.T) *Stage {
	g := &Stage{T: t, posts: make(chan func(), 100), App: test.NewApp(), Site: desktest.NewSite(t)}
	g.App.Settings().SetTheme(look.New())
	g.Desk = g.Site.Desk(desk.Config{})
	return g
}

// Post is the shape's ui.Poster.
func (g *Stage) Post(f func()) { g.posts <- f }

// Quit is what the shape calls to end the program.
func (g *Stage) Quit() { g.Quits++ }

// Somewhere is where all windows are.
func Somewhere(fyne.Window) (x, y int, ok bool) { return 7, 8, true }

// Closes has closeShape called when the test ends.
func (g *Stage) Closes(closeShape func()) {
	g.T.Cleanup(func() {
		closeShape()
		for len(g.posts) > 0 {
			(<-g.posts)()
		}
	})
}

// Until runs what is posted until ok.
func (g *Stage) Until(what string, ok func() bool) {
	g.T.Helper()
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case f := <-g.posts:
			f()
		case <-tick.C:
		case <-deadline:
			g.T.Fatalf("never came true: %s", what)
		}
	}
}

// Settle runs what is still posted by what has happened already.
func (g *Stage) Settle() {
	for range 20 {
		select {
		case f := <-g.posts:
			f()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Windows counts the windows that are open; Fyne's test driver has one without a title.
func (g *Stage) Windows() (n int) {
	for _, w := range g.App.Driver().AllWindows() {
		if w.Title() != "" {
			n++
		}
	}
	return n
}
