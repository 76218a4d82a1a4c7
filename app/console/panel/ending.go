package panel

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/app/session"
)

// An ending is what is done with a session as a whole: how good its picture is,
// holding it, handing it over, ending or leaving it.
type ending struct {
	content fyne.CanvasObject
	set     *Set
	options *options
	line    *widget.Label // since when, and how the line to the customer does
	hold    *Button
	over    *Button // hands it over
	end     *Button
	remove  *Button
	buttons *fyne.Container
	ask     *fyne.Container // holds what is asked of the technician, in place of the buttons
	why     *widget.Label   // some buttons cannot be used
	trouble *look.Status
	started string
}

func newEnding(p *Set) *ending {
	e := &ending{set: p, options: newOptions(p), line: caption(), why: caption(), trouble: look.NewStatus()}
	e.started = lang.L("Started at {{.Time}}", map[string]any{"Time": phrase.Clock(p.Session.Started)})
	e.line.Show()
	e.hold = NewButton("", theme.IconNameMediaPause, Tip(lang.L("The customer is told, and nothing is seen or done meanwhile"), holding), p.hold)
	e.over = NewButton(lang.L("Transfer control"), theme.IconNameMailForward, lang.L("Another technician leads the session from then on"), e.choose)
	e.end = NewButton("", theme.IconNameLogout, "", e.question).important(widget.DangerImportance)
	e.remove = NewButton(lang.L("Remove from the list"), theme.IconNameDelete, lang.L("The session has ended, and stays in the site’s records"), func() { p.all.cfg.Desk.Forget(p.Session) })
	e.buttons = container.New(&look.Flow{}, e.hold, e.over, e.end, e.remove)
	e.ask = container.New(look.Column{Gap: true})
	e.ask.Hide()
	e.content = container.New(look.Column{Gap: true}, e.options.content, e.buttons, e.why, e.ask, e.trouble.Content, e.line)
	e.show(p.st)
	return e
}

// hold puts the session on hold, or goes on.
func (p *Set) hold() {
	if !p.ending.hold.Disabled() {
		_ = p.Session.Hold(!p.st.OnHold) // fails when the customer has just gone, which shows
	}
}

func (e *ending) show(st desk.SessionState) {
	over := st.Phase == desk.Over
	e.options.show(st)
	if over && e.ask.Visible() {
		e.settle(nil)
	}
	visible(e.hold, !over)
	visible(e.over, !over)
	visible(e.end, !over)
	visible(e.remove, over)
	e.hold.Able(holdable(st))
	e.over.Able(transferable(st))
	name := lang.L("Put on hold")
	if st.OnHold {
		name = lang.L("Go on after hold")
	}
	label(e.hold, name)
	why := ""
	if e.buttons.Visible() && !over {
		why = blocked(e.hold, e.over)
	}
	write(e.why, why)
	visible(e.why, why != "")
	importance := widget.DangerImportance
	if st.Role == desk.Assistant {
		importance = widget.MediumImportance
		label(e.end, lang.L("Leave session"))
		e.end.what = lang.L("The session goes on without you")
	} else {
		label(e.end, lang.L("End session"))
		e.end.what = lang.L("Ends the session for everybody. All permissions end with it, and the number is void.")
	}
	if e.end.Importance != importance {
		e.end.important(importance).Refresh()
	}
	tone, words := transfer(st)
	e.trouble.Set(tone, words)
	visible(e.trouble.Content, words != "")
	line := e.started
	if q, ok := e.set.Session.Stats(); ok {
		line += " · " + lang.L("Line to the customer: {{.RTT}} ms, {{.Path}}",
			map[string]any{"Path": phrase.Path(q.Remote, true), "RTT": q.RTT.Round(time.Millisecond).Milliseconds()})
	}
	write(e.line, line)
}

// blocked says why some of two buttons cannot be used; empty when they can.
func blocked(a, b *Button) string {
	switch {
	case a.why == b.why:
		return a.why
	case a.why != "":
		return lang.L("{{.Button}}: {{.Why}}", map[string]any{"Button": a.Text, "Why": a.why})
	}
	return lang.L("{{.Button}}: {{.Why}}", map[string]any{"Button": b.Text, "Why": b.why})
}

// holdable says why a session cannot be put on hold; empty when it can.
func holdable(st desk.SessionState) string {
	switch {
	case st.Role == desk.Assistant:
		return phrase.Leads()
	case st.Phase != desk.Active && !st.OnHold:
		return lang.L("Possible as soon as a customer is in")
	}
	return ""
}

// transferable says why a session cannot be handed over; empty when it can.
func transferable(st desk.SessionState) string {
	switch {
	case st.Role == desk.Assistant:
		return phrase.Leads()
	case st.Transferring != "":
		return lang.L("Handing over…")
	}
	return ""
}

// transfer says how handing over does; empty while there is nothing to say.
func transfer(st desk.SessionState) (look.Tone, string) {
	switch {
	case st.Phase == desk.Over:
	case st.Transferring != "":
		return look.Busy, lang.L("Handing over…")
	case st.Untransferred != "":
		return look.Bad, lang.L("Control was not handed over: the site or the other technician cannot be reached. You still lead.")
	}
	return look.Quiet, ""
}

// label sets a button's words where they differ.
func label(b *Button, words string) {
	if b.Text != words {
		b.SetText(words)
	}
}

// question ends or leaves the session, after a question when a customer is in it.
func (e *ending) question() {
	st := e.set.st
	if st.Phase != desk.Active && st.Phase != desk.Connecting {
		e.set.Session.End()
		return
	}
	words := lang.L("{{.Name}} is in the session and will be told that it has ended.", map[string]any{"Name": phrase.Customer(st)})
	if st.Role == desk.Assistant {
		words = lang.L("The session goes on without you. You can come back with its number.")
	}
	text := widget.NewLabel(words)
	text.Wrapping = fyne.TextWrapWord
	no := NewButton(lang.L("Go on helping"), "", "", func() { e.settle(e.end) })
	yes := NewButton(e.end.Text, theme.IconNameLogout, e.end.what, func() {
		e.settle(nil)
		e.set.Session.End()
	}).important(widget.DangerImportance)
	e.asking(no, text, container.New(&look.Flow{}, no, yes))
}

// choose asks who is to lead the session.
func (e *ending) choose() {
	st := e.set.st
	no := NewButton(lang.L("Cancel"), "", "", func() { e.settle(e.over) })
	text := widget.NewLabel(lang.L("Who is to lead the session? You stay as an assistant. The customer is told, and is asked anew for control."))
	text.Wrapping = fyne.TextWrapWord
	row := container.New(&look.Flow{})
	for _, p := range assistants(st) {
		row.Add(NewButton(p.Person.Name, theme.IconNameAccount, lang.L("Hand control of the session over to {{.Name}}", map[string]any{"Name": p.Person.Name}), func() {
			e.settle(nil)
			_ = e.set.Session.Transfer(p.ID) // fails when they have just gone, which shows
		}).important(widget.HighImportance))
	}
	if len(row.Objects) == 0 {
		text.SetText(lang.L("No other technician is in the session yet."))
		row.Add(NewButton(lang.L("Invite technician"), theme.IconNameContentAdd, lang.L("Another technician can come in as an assistant"), func() {
			e.settle(nil)
			e.set.inviteTechnician()
		}).important(widget.HighImportance))
	}
	row.Add(no)
	e.asking(row.Objects[0].(*Button), text, row)
}

// asking shows a question in place of the buttons.
func (e *ending) asking(first *Button, what ...fyne.CanvasObject) {
	e.ask.Objects = what
	e.buttons.Hide()
	e.ask.Show()
	e.ask.Refresh()
	focus(e.set.all.cfg.Post, first)
}

// settle takes the question away, and gives next the keys unless it is nil.
func (e *ending) settle(next *Button) {
	e.ask.Objects = nil
	e.ask.Hide()
	e.buttons.Show()
	if next != nil {
		focus(e.set.all.cfg.Post, next)
	}
}

// assistants are the technicians who could lead the session.
func assistants(st desk.SessionState) (ps []desk.Participant) {
	for _, p := range st.People {
		if p.Person.Role == session.Technician && !p.Me && p.Presence == desk.Here {
			ps = append(ps, p)
		}
	}
	return ps
}
