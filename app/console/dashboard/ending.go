package dashboard

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/phrase"
)

// An ending is the tab Session: since when it runs, and the button that ends it.
type ending struct {
	page    *page
	content fyne.CanvasObject
	started *widget.Label
	line    *widget.Label // how the line to the customer does
	end     *widget.Button
	remove  *widget.Button
	hold    *widget.Button
	note    *widget.Label
}

func newEnding(p *page) *ending {
	e := &ending{page: p, line: widget.NewLabel(""), note: widget.NewLabel("")}
	e.started = widget.NewLabel(lang.L("Started at {{.Time}}", map[string]any{"Time": phrase.Clock(p.session.Started)}))
	e.end = widget.NewButtonWithIcon(lang.L("End session"), theme.LogoutIcon(), e.ask)
	e.end.Importance = widget.DangerImportance
	e.remove = widget.NewButtonWithIcon(lang.L("Remove from the list"), theme.DeleteIcon(), func() { p.board.desk.Forget(p.session) })
	e.hold = widget.NewButtonWithIcon(lang.L("Put on hold"), theme.MediaPauseIcon(), func() { _ = p.session.Hold(!p.st.OnHold) }) // fails when the customer has just gone, which shows
	e.note.Wrapping = fyne.TextWrapWord
	e.content = container.NewVBox(e.started, e.line, container.NewHBox(e.hold, e.end, e.remove), e.note)
	return e
}

func (e *ending) show(st desk.SessionState) {
	over := st.Phase == desk.Over
	visible(e.end, !over)
	visible(e.remove, over)
	visible(e.hold, !over)
	enable(e.hold, st.Phase == desk.Active || st.OnHold)
	if words := holdWords(st); e.hold.Text != words {
		e.hold.SetText(words)
	}
	if over {
		e.note.SetText("")
	} else {
		e.note.SetText(lang.L("Ends the session for everybody. All permissions end with it, and the number is void."))
	}
}

func holdWords(st desk.SessionState) string {
	if st.OnHold {
		return lang.L("Go on after hold")
	}
	return lang.L("Put on hold")
}

func (e *ending) tick() {
	text := ""
	if st, ok := e.page.session.Stats(); ok {
		text = lang.L("Line to the customer: {{.Path}}, {{.RTT}} ms", map[string]any{"Path": phrase.Path(st.Remote), "RTT": st.RTT.Round(time.Millisecond).Milliseconds()})
	}
	if e.line.Text != text {
		e.line.SetText(text)
	}
	visible(e.line, text != "")
}

// ask ends the session, after a question when a customer is in it.
func (e *ending) ask() {
	st := e.page.st
	if st.Phase != desk.Active && st.Phase != desk.Connecting {
		e.page.session.End()
		return
	}
	text := widget.NewLabel(lang.L("{{.Name}} is in the session and will be told that it has ended.", map[string]any{"Name": phrase.Customer(st)}))
	d := dialog.NewCustomConfirm(lang.L("End the session?"), lang.L("End session"), lang.L("Go on helping"), text, func(end bool) {
		if end {
			e.page.session.End()
		}
	}, e.page.board.win)
	d.SetConfirmImportance(widget.DangerImportance)
	d.Show()
}
