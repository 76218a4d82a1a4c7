package panel

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/phrase"
)

// An ending tells since when a session runs, holds it and ends it.
type ending struct {
	content  fyne.CanvasObject
	set      *Set
	line     *widget.Label // how the line to the customer does
	question *widget.Label
	hold     *widget.Button
	end      *widget.Button
	yes, no  *widget.Button
	remove   *widget.Button
	note     *widget.Label
	asking   bool
}

func newEnding(p *Set) *ending {
	e := &ending{set: p, line: widget.NewLabel(""), note: widget.NewLabel(""), question: widget.NewLabel("")}
	started := widget.NewLabel(lang.L("Started at {{.Time}}", map[string]any{"Time": phrase.Clock(p.Session.Started)}))
	e.hold = widget.NewButtonWithIcon(lang.L("Put on hold"), theme.MediaPauseIcon(), func() {
		_ = p.Session.Hold(!p.st.OnHold) // fails when the customer has just gone, which shows
	})
	e.end = widget.NewButtonWithIcon(lang.L("End session"), theme.LogoutIcon(), e.ask)
	e.end.Importance = widget.DangerImportance
	e.yes = widget.NewButtonWithIcon(lang.L("End session"), theme.LogoutIcon(), func() { e.answer(true) })
	e.yes.Importance = widget.DangerImportance
	e.no = widget.NewButton(lang.L("Go on helping"), func() { e.answer(false) })
	e.remove = widget.NewButtonWithIcon(lang.L("Remove from the list"), theme.DeleteIcon(), func() { p.all.cfg.Desk.Forget(p.Session) })
	e.note.Wrapping, e.question.Wrapping = fyne.TextWrapWord, fyne.TextWrapWord
	e.note.SizeName = theme.SizeNameCaptionText
	e.content = container.NewVBox(started, e.line, e.question, container.NewHBox(e.hold, e.end, e.no, e.yes, e.remove), e.note)
	e.show(p.st)
	return e
}

func (e *ending) show(st desk.SessionState) {
	over := st.Phase == desk.Over
	e.asking = e.asking && !over
	visible(e.hold, !over && !e.asking)
	enable(e.hold, st.Phase == desk.Active || st.OnHold)
	if words := holdWords(st); e.hold.Text != words {
		e.hold.SetText(words)
	}
	visible(e.end, !over && !e.asking)
	visible(e.remove, over)
	visible(e.question, e.asking)
	visible(e.yes, e.asking)
	visible(e.no, e.asking)
	note := lang.L("Ends the session for everybody. All permissions end with it, and the number is void.")
	if over {
		note = ""
	}
	write(e.note, note)
	text := ""
	if q, ok := e.set.Session.Stats(); ok {
		text = lang.L("Line to the customer: {{.Path}}, {{.RTT}} ms",
			map[string]any{"Path": phrase.Path(q.Remote), "RTT": q.RTT.Round(time.Millisecond).Milliseconds()})
	}
	write(e.line, text)
	visible(e.line, text != "")
}

func holdWords(st desk.SessionState) string {
	if st.OnHold {
		return lang.L("Go on after hold")
	}
	return lang.L("Put on hold")
}

// ask ends the session, after a question when a customer is in it.
func (e *ending) ask() {
	st := e.set.st
	if st.Phase != desk.Active && st.Phase != desk.Connecting {
		e.set.Session.End()
		return
	}
	e.asking = true
	write(e.question, lang.L("{{.Name}} is in the session and will be told that it has ended.", map[string]any{"Name": phrase.Customer(st)}))
	e.show(st)
	focus(e.no)
}

func (e *ending) answer(end bool) {
	e.asking = false
	if end {
		e.set.Session.End()
	}
	e.show(e.set.st)
	if !end {
		focus(e.end)
	}
}

// focus gives o the keys of its window.
func focus(o interface {
	fyne.CanvasObject
	fyne.Focusable
},
) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Focus(o)
	}
}
