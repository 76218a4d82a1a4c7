package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/viewer"
	"tandem/app/session/screen"
)

// options are the session's: what its picture is to be good at.
type options struct {
	content fyne.CanvasObject
	set     *Set
	list    *choice
	modes   []screen.Mode
}

func newOptions(p *Set) *options {
	o := &options{set: p, modes: viewer.Qualities()}
	var names []string
	for _, m := range o.modes {
		names = append(names, viewer.QualityName(m))
	}
	o.list = newChoice(names, nil)
	o.content = container.NewBorder(nil, nil, widget.NewLabel(lang.L("Picture")), nil, o.list)
	o.tell(viewer.Quality(p.all.cfg.App.Preferences(), p.account()))
	return o
}

// tell shows the mode that was asked for.
func (o *options) tell(m screen.Mode) {
	o.list.OnChanged = nil
	for i, q := range o.modes {
		if q == m {
			o.list.SetSelectedIndex(i)
		}
	}
	o.list.OnChanged = func(string) {
		if i := o.list.SelectedIndex(); i >= 0 {
			o.set.setQuality(o.modes[i])
		}
	}
}

func (o *options) show(st desk.SessionState) { enable(o.list, st.Phase != desk.Over) }

// setQuality asks for a picture that is good at m, from now on.
func (p *Set) setQuality(m screen.Mode) {
	viewer.SetQuality(p.all.cfg.App.Preferences(), p.account(), p.Session, m)
	if p.viewer != nil {
		p.viewer.ShowQuality(m)
	}
}

func (p *Set) account() string { return p.all.cfg.Desk.State().Get().Account }
