package panel

import (
	"testing"

	"fyne.io/fyne/v2"

	"tandem/app/console/desk"
	"tandem/app/console/shapetest"
	"tandem/app/console/viewer"
	"tandem/app/session/ui"
)

// A stage is the panels of a desk at a stand-in site, the front session's in a
// window.
type stage struct {
	*shapetest.Stage
	sets  *Sets
	list  *List
	win   fyne.Window
	shown []string // kinds that were to be brought to the front
}

func newStage(t *testing.T) *stage {
	g := &stage{Stage: shapetest.NewStage(t)}
	cfg := Config{
		App: g.App, Post: g.Post, Desk: g.Desk, Hook: viewer.NoHook, Position: shapetest.Somewhere,
		Show:     func(_ *desk.Session, kind string) { g.shown = append(g.shown, kind) },
		Sessions: func() { g.shown = append(g.shown, Sessions) },
		Mine:     func() { g.shown = append(g.shown, Myself) },
		Alone:    true,
	}
	g.sets = NewSets(cfg)
	g.list = NewList(cfg, g.sets)
	g.list.Choose = g.sets.Choose
	g.win = g.App.NewWindow("panels")
	stops := []func(){
		ui.Bind(g.Post, g.Desk.State(), func(st desk.State) { g.sets.Show(st); g.list.ShowDesk(st) }),
		ui.Bind(g.Post, g.Desk.Overview(), g.list.Show),
	}
	g.Closes(func() {
		for _, stop := range stops {
			stop()
		}
		g.sets.Close()
		g.win.Close()
	})
	return g
}

// start starts a session.
func (g *stage) start() *Set {
	g.T.Helper()
	g.Until("a session can be started", func() bool { return g.list.Why() == "" })
	was := g.sets.Front()
	g.list.Start()
	g.Until("there is a session", func() bool { f := g.sets.Front(); return f != nil && f != was })
	return g.sets.Front()
}

func (g *stage) says(p *Set, words string) {
	g.T.Helper()
	g.Until("it says "+words, func() bool { return p.status.Text() == words })
}
