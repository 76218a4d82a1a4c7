package dashboard

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

// A request is the buttons for one permission and what has become of asking.
type request struct {
	page       *page
	permission session.Permission
	content    fyne.CanvasObject

	ask      *widget.Button
	withdraw *widget.Button
	yield    *widget.Button
	open     *widget.Button // nil but for the view
	status   *look.Status
}

func newViewRequest(p *page) *request {
	open := widget.NewButtonWithIcon(lang.L("Show the window"), theme.ViewFullScreenIcon(), p.openViewer)
	return newRequest(p, session.View, lang.L("Request view"), lang.L("Stop viewing"), open)
}

func newControlRequest(p *page) *request {
	return newRequest(p, session.Control, lang.L("Request control"), lang.L("Give control back"), nil)
}

func newClipboardRequest(p *page) *request {
	return newRequest(p, session.Clipboard, lang.L("Request clipboard"), lang.L("Stop sharing the clipboard"), nil)
}

func newRequest(p *page, permission session.Permission, ask, yield string, open *widget.Button) *request {
	r := &request{page: p, permission: permission, open: open, status: look.NewStatus()}
	r.ask = widget.NewButtonWithIcon(ask, theme.QuestionIcon(), func() { r.do(p.session.Ask) })
	r.withdraw = widget.NewButtonWithIcon(lang.L("Withdraw"), theme.CancelIcon(), func() { r.do(p.session.Withdraw) })
	r.yield = widget.NewButtonWithIcon(yield, theme.MediaStopIcon(), func() { r.do(p.session.Yield) })
	buttons := container.NewHBox(r.ask, r.withdraw, r.yield)
	if open != nil {
		buttons.Add(open)
	}
	r.content = container.NewVBox(buttons, r.status.Content)
	return r
}

// do does one of a session's methods, none of which blocks.
func (r *request) do(f func(session.Permission) error) {
	if f(r.permission) != nil {
		r.status.Set(look.Doubtful, lang.L("The customer has just gone."))
	}
}

func (r *request) show(st desk.SessionState) {
	granted := st.Phase == desk.Active && st.Grants.Allows(r.permission)
	pending := st.Phase == desk.Active && (st.Asked[r.permission].Outcome == session.Pending || st.Next && r.permission == session.Control)
	visible(r.ask, !granted && !pending)
	visible(r.withdraw, pending)
	visible(r.yield, granted)
	if r.open != nil {
		visible(r.open, granted)
	}
	enable(r.ask, phrase.Blocked(st, r.permission) == "")
	tone, words := phrase.Request(st, r.permission, time.Now())
	r.status.Set(tone, words)
}

func visible(o fyne.CanvasObject, on bool) {
	switch {
	case on && !o.Visible():
		o.Show()
	case !on && o.Visible():
		o.Hide()
	}
}

func enable(w fyne.Disableable, on bool) {
	switch {
	case on && w.Disabled():
		w.Enable()
	case !on && !w.Disabled():
		w.Disable()
	}
}
