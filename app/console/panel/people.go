package panel

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/session"
)

// A people is who is in a session and who wants to be, and what the technician
// who leads it can do about them.
type people struct {
	content fyne.CanvasObject
	set     *Set
	box     *fyne.Container
	wish    *Button
	answers []*Button          // to who waits, that let them in
	who     []desk.Participant // that are shown
	waiting []desk.Admission   // likewise
	role    desk.Role
	busy    string // to whom control is being transferred
	over    bool
	sure    *sure   // what is asked about one of them; nil: nothing
	no      *Button // its answer that changes nothing
}

func newPeople(p *Set) *people {
	l := &people{set: p, box: container.New(look.Column{Gap: true})}
	l.wish = NewButton(lang.L("Invite technician"), theme.IconNameContentAdd, lang.L("Another technician can come in as an assistant"), p.inviteTechnician)
	l.content = container.New(look.Column{Gap: true}, l.box, container.New(&look.Flow{}, l.wish))
	return l
}

// inviteTechnician shows how another technician is invited.
func (p *Set) inviteTechnician() {
	p.invite.turn(true)
	p.all.cfg.Show(p.Session, Invitation)
}

func (l *people) show(st desk.SessionState) {
	here := slices.DeleteFunc(slices.Clone(st.People), func(p desk.Participant) bool { return p.Presence == desk.Left })
	over := st.Phase == desk.Over
	if l.box.Objects != nil && slices.Equal(here, l.who) && slices.Equal(st.Admissions, l.waiting) && st.Role == l.role && st.Transferring == l.busy && over == l.over {
		return
	}
	l.who, l.waiting, l.role, l.busy, l.over = here, st.Admissions, st.Role, st.Transferring, over
	asked := l.sure != nil && l.no != nil && holds(l.no)
	if l.sure != nil && !l.sure.stays(st) {
		l.sure, l.no = nil, nil
	}
	l.draw(st)
	if asked && l.no != nil {
		focus(l.set.all.cfg.Post, l.no)
	}
}

// draw makes the rows anew.
func (l *people) draw(st desk.SessionState) {
	l.box.Objects, l.answers = []fyne.CanvasObject{}, nil
	for _, a := range st.Admissions {
		l.box.Add(l.admission(a, st.Role))
		l.box.Add(widget.NewSeparator())
	}
	for _, p := range l.who {
		l.box.Add(l.participant(p, st))
		if q := l.question(p, st); q != nil {
			l.box.Add(q)
		}
	}
	l.box.Refresh()
	visible(l.wish, !l.over)
}

// admission asks about one who wants to come in.
func (l *people) admission(a desk.Admission, role desk.Role) fyne.CanvasObject {
	who := map[string]any{"Name": a.Name}
	words := lang.L("{{.Name}} wants to join as another customer", who)
	if a.Role == session.Technician {
		words = lang.L("{{.Name}} wants to join as an assistant", who)
	}
	question := look.NewStatus().Bold()
	question.Set(look.Busy, words)
	note := caption()
	write(note, lang.L("from {{.Address}}", map[string]any{"Address": a.Address}))
	visible(note, a.Address != "")
	if role != desk.Primary {
		return container.New(look.Column{}, question.Content, note)
	}
	said := func(err error) {
		if err != nil {
			write(note, lang.L("They have just gone."))
			note.Show()
		}
	}
	tip := lang.L("They can write, and do not see the screen")
	if a.Role == session.Technician {
		tip = lang.L("They see what you see, and can write")
	}
	in := NewButton(lang.L("Let in"), theme.IconNameConfirm, tip, func() { said(l.set.Session.Admit(a.ID)) }).important(widget.HighImportance)
	l.answers = append(l.answers, in)
	out := NewButton(lang.L("Turn away"), theme.IconNameCancel, lang.L("They are told that they are not let in"), func() { said(l.set.Session.TurnAway(a.ID)) })
	return container.New(look.Column{}, question.Content, note, container.New(&look.Flow{}, in, out))
}

// participant tells of one who is in the session.
func (l *people) participant(p desk.Participant, st desk.SessionState) fyne.CanvasObject {
	name := widget.NewLabelWithStyle(p.Person.Name, fyne.TextAlignLeading, fyne.TextStyle{Bold: p.Primary})
	if p.Me {
		name.SetText(lang.L("{{.Name}} (you)", map[string]any{"Name": p.Person.Name}))
	}
	name.Truncation = fyne.TextTruncateEllipsis
	what := widget.NewLabel(strings.Join(slices.DeleteFunc([]string{part(p, st), presence(p, st)}, func(s string) bool { return s == "" }), " · "))
	what.SizeName, what.Truncation = theme.SizeNameCaptionText, fyne.TextTruncateEllipsis
	tone := map[desk.Presence]look.Tone{desk.Coming: look.Busy, desk.Here: look.Good, desk.Doubtful: look.Doubtful, desk.Away: look.Doubtful}[p.Presence]
	switch {
	case st.Phase == desk.Over:
		tone = look.Quiet
	case p.Me:
		tone = look.Good
	}
	row := container.NewBorder(nil, nil, widget.NewIcon(tone.Icon()), l.act(p, st), container.New(tight{}, name, what))
	return row
}

// act is what can be done with a participant; nil for nothing.
func (l *people) act(p desk.Participant, st desk.SessionState) fyne.CanvasObject {
	if !actable(p, st) {
		return nil
	}
	out := NewButton("", theme.IconNameCancel, outTip(p), func() { l.sureOut(p) })
	if p.Presence != desk.Here {
		return container.NewCenter(out)
	}
	var b *Button
	if p.Person.Role == session.Customer {
		b = NewButton("", theme.IconNameComputer, lang.L("Make primary: {{.Name}} is asked and shows from then on", map[string]any{"Name": p.Person.Name}), func() {
			_ = l.set.Session.MakePrimary(p.ID) // fails when they have just gone, which shows
		})
	} else {
		b = NewButton("", theme.IconNameMailForward, overTip(p), func() { l.sureOver(p) })
		if st.Transferring != "" {
			b.Able(lang.L("Handing over…"))
		}
	}
	return container.NewCenter(container.NewHBox(b, out))
}

// actable reports whether there is something to be done with a participant.
func actable(p desk.Participant, st desk.SessionState) bool {
	return st.Role == desk.Primary && st.Phase != desk.Over && !p.Me && !p.Primary && several(p, st) && p.Presence != desk.Left
}

// part is what a participant is in the session.
func part(p desk.Participant, st desk.SessionState) string {
	customers := 0
	for _, o := range st.People {
		if o.Person.Role == session.Customer && o.Presence != desk.Left {
			customers++
		}
	}
	switch {
	case p.Person.Role == session.Technician && (p.Primary || p.Me && st.Role == desk.Primary):
		return lang.L("Leads the session")
	case p.Person.Role == session.Technician:
		return lang.L("Assistant")
	case customers < 2:
		return lang.L("Customer")
	case p.Primary:
		return lang.L("Primary customer")
	case slices.Contains(st.Audience, p.ID):
		return lang.L("Another customer, sees the screen")
	}
	return lang.L("Another customer")
}

// several reports whether there are others of p's role in the session.
func several(p desk.Participant, st desk.SessionState) bool {
	return slices.ContainsFunc(st.People, func(o desk.Participant) bool {
		return o.ID != p.ID && o.Person.Role == p.Person.Role && o.Presence != desk.Left
	})
}

// presence says how far somebody is there; empty when they are, or when the
// session is over.
func presence(p desk.Participant, st desk.SessionState) string {
	if st.Phase == desk.Over {
		return ""
	}
	switch p.Presence {
	case desk.Coming:
		return lang.L("is connecting…")
	case desk.Doubtful:
		return lang.L("no sign of life")
	case desk.Away:
		return lang.L("line lost")
	case desk.Left:
		return lang.L("has left")
	case desk.Here:
	}
	return ""
}
