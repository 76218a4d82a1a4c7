package panel

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
)

// A sure is a question about one participant, below their row: rows move when
// somebody comes or goes, and a click that was meant for another must not end
// anybody's stay.
type sure struct {
	id, words, yes, tip string
	icon                fyne.ThemeIconName
	importance          widget.Importance
	do                  func(id string) error
}

// sureOut asks whether the session is to end for p alone.
func (l *people) sureOut(p desk.Participant) {
	l.ask(&sure{
		id: p.ID, words: lang.L("{{.Name}} is told that the session is over for them. It goes on for the others.", map[string]any{"Name": p.Person.Name}),
		yes: lang.L("Dismiss"), tip: outTip(p), icon: theme.IconNameLogout, importance: widget.DangerImportance, do: l.set.Session.Dismiss,
	})
}

// sureOver asks whether p is to lead the session.
func (l *people) sureOver(p desk.Participant) {
	l.ask(&sure{
		id: p.ID, words: lang.L("{{.Name}} leads the session from then on, and you stay as an assistant. The customer is told, and is asked anew for control.", map[string]any{"Name": p.Person.Name}),
		yes: lang.L("Transfer control"), tip: overTip(p), icon: theme.IconNameMailForward, importance: widget.HighImportance, do: l.set.Session.Transfer,
	})
}

func outTip(p desk.Participant) string {
	return lang.L("Dismiss: end the session for {{.Name}} alone", map[string]any{"Name": p.Person.Name})
}

func overTip(p desk.Participant) string {
	return lang.L("Hand control of the session over to {{.Name}}", map[string]any{"Name": p.Person.Name})
}

// ask asks s, in place of what was asked before.
func (l *people) ask(s *sure) {
	l.sure = s
	l.draw(l.set.st)
	if l.no != nil {
		focus(l.set.all.cfg.Post, l.no)
	}
}

// unask takes the question back; false when there is none.
func (l *people) unask() bool {
	if l.sure == nil {
		return false
	}
	l.sure, l.no = nil, nil
	l.draw(l.set.st)
	focus(l.set.all.cfg.Post, l.wish)
	return true
}

// question is what is asked about p; nil for nothing.
func (l *people) question(p desk.Participant, st desk.SessionState) fyne.CanvasObject {
	s := l.sure
	if s == nil || s.id != p.ID {
		return nil
	}
	text := widget.NewLabel(s.words)
	text.Wrapping = fyne.TextWrapWord
	l.no = NewButton(lang.L("Cancel"), "", "", func() { l.unask() })
	yes := NewButton(s.yes, s.icon, s.tip, func() {
		_ = s.do(s.id) // fails when they have just gone, which shows
		l.unask()
	}).important(s.importance)
	return container.New(look.Column{Gap: true}, text, container.New(&look.Flow{}, l.no, yes))
}

// stays reports whether what is asked can still be answered.
func (s *sure) stays(st desk.SessionState) bool {
	return slices.ContainsFunc(st.People, func(p desk.Participant) bool { return p.ID == s.id && actable(p, st) })
}
