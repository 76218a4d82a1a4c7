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

// An access is the requests to the customer, and the way to the viewer.
type access struct {
	content  fyne.CanvasObject
	set      *Set
	requests []*request
	open     *widget.Button
	missing  *widget.Label
}

func newAccess(p *Set) *access {
	d := &access{set: p, missing: widget.NewLabel("")}
	d.open = widget.NewButtonWithIcon(lang.L("Show the window"), theme.ViewFullScreenIcon(), p.OpenViewer)
	d.missing.Wrapping, d.missing.Importance = fyne.TextWrapWord, widget.WarningImportance
	d.missing.Hide()
	d.requests = []*request{
		newRequest(p, session.View, lang.L("Request view"), lang.L("Stop viewing"), d.open),
		newRequest(p, session.Control, lang.L("Request control"), lang.L("Give control back"), nil),
		newRequest(p, session.Clipboard, lang.L("Request clipboard"), lang.L("Stop sharing the clipboard"), nil),
	}
	box := container.NewVBox()
	for _, r := range d.requests {
		box.Add(r.content)
	}
	box.Add(d.missing)
	d.content = box
	return d
}

func (d *access) show(st desk.SessionState, now time.Time) {
	for _, r := range d.requests {
		r.show(st, now)
	}
	importance := widget.MediumImportance
	if d.set.fresh {
		importance = widget.HighImportance // the customer has answered, and nobody looks
	}
	if d.open.Importance != importance {
		d.open.Importance = importance
		d.open.Refresh()
	}
	lacks := ""
	for _, m := range st.Grants.Missing {
		lacks += phrase.Missing(m) + "\n"
	}
	write(d.missing, lacks)
	visible(d.missing, lacks != "")
}

// A request is the buttons for one permission and what has become of asking.
type request struct {
	set        *Set
	permission session.Permission
	content    fyne.CanvasObject

	ask, withdraw, yield *widget.Button
	open                 *widget.Button // nil but for the view
	status               *look.Status
}

func newRequest(p *Set, permission session.Permission, ask, yield string, open *widget.Button) *request {
	r := &request{set: p, permission: permission, open: open, status: look.NewStatus()}
	r.ask = widget.NewButtonWithIcon(ask, theme.QuestionIcon(), func() { r.do(p.Session.Ask) })
	r.withdraw = widget.NewButtonWithIcon(lang.L("Withdraw"), theme.CancelIcon(), func() { r.do(p.Session.Withdraw) })
	r.yield = widget.NewButtonWithIcon(yield, theme.MediaStopIcon(), func() { r.do(p.Session.Yield) })
	buttons := container.NewHBox(r.ask, r.withdraw, r.yield)
	if open != nil {
		buttons.Objects = append([]fyne.CanvasObject{open}, buttons.Objects...)
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

func (r *request) show(st desk.SessionState, now time.Time) {
	granted := st.Phase == desk.Active && st.Grants.Allows(r.permission)
	pending := st.Phase == desk.Active && (st.Asked[r.permission].Outcome == session.Pending || st.Next && r.permission == session.Control)
	visible(r.ask, !granted && !pending)
	visible(r.withdraw, pending)
	visible(r.yield, granted)
	if r.open != nil {
		visible(r.open, granted)
	}
	enable(r.ask, phrase.Blocked(st, r.permission) == "")
	r.status.Set(phrase.Request(st, r.permission, now))
}
