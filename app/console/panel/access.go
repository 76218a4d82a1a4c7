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
	open     *Button
	missing  *widget.Label
}

func newAccess(p *Set) *access {
	d := &access{set: p, missing: widget.NewLabel("")}
	d.open = NewButton(lang.L("Show the window"), theme.IconNameViewFullScreen, Tip(lang.L("Brings the customer’s desktop to the front"), showing), p.OpenViewer)
	d.missing.Wrapping, d.missing.Importance = fyne.TextWrapWord, widget.WarningImportance
	d.missing.SizeName = theme.SizeNameCaptionText
	d.missing.Hide()
	d.requests = []*request{
		newRequest(p, session.View, wording{
			ask: lang.L("Request view"), asks: lang.L("Asks the customer to let you see the desktop"),
			withdraw: lang.L("Withdraw view request"),
			yield:    lang.L("Stop viewing"), yields: lang.L("The customer’s desktop is shown no more"),
		}),
		newRequest(p, session.Control, wording{
			ask: lang.L("Request control"), asks: lang.L("Asks the customer to let you use mouse and keyboard"),
			withdraw: lang.L("Withdraw control request"),
			yield:    lang.L("Give control back"), yields: lang.L("Gives mouse and keyboard back to the customer. You go on seeing the desktop."),
		}),
		newRequest(p, session.Clipboard, wording{
			ask: lang.L("Request clipboard"), asks: lang.L("Asks the customer to share copied text, both ways"),
			withdraw: lang.L("Withdraw clipboard request"),
			yield:    lang.L("Stop sharing the clipboard"), yields: lang.L("Copied text stays where it is from now on"),
		}),
	}
	d.requests[0].buttons.Objects = append([]fyne.CanvasObject{d.open}, d.requests[0].buttons.Objects...)
	box := container.New(look.Column{Gap: true})
	var peers []*fyne.Container
	for _, r := range d.requests {
		peers = append(peers, r.buttons)
	}
	for _, r := range d.requests {
		box.Add(container.New(&beside{peers: peers}, r.buttons, r.status.Content))
	}
	box.Add(d.missing)
	d.content = box
	return d
}

// toggle asks for p, or takes the request back. The clipboard's sharing it
// stops as well: what it takes from nobody's sight needs no second thought.
func (d *access) toggle(p session.Permission) {
	for _, r := range d.requests {
		if r.permission != p {
			continue
		}
		buttons := []*Button{r.ask, r.withdraw}
		if p == session.Clipboard {
			buttons = append(buttons, r.yield)
		}
		for _, b := range buttons {
			if b.Visible() && !b.Disabled() {
				b.OnTapped()
				return
			}
		}
	}
}

func (d *access) show(st desk.SessionState, now time.Time) {
	said := "" // is not said again beside the next
	for _, r := range d.requests {
		said = r.show(st, now, said)
	}
	visible(d.open, granted(st, session.View) && !d.set.seated())
	importance := widget.MediumImportance
	if d.set.fresh {
		importance = widget.HighImportance // the customer has answered, and nobody looks
	}
	if d.open.Importance != importance {
		d.open.Importance = importance
		d.open.Refresh()
	}
	lacks := ""
	for i, m := range st.Grants.Missing {
		if i > 0 {
			lacks += "\n"
		}
		lacks += phrase.Missing(m)
	}
	write(d.missing, lacks)
	visible(d.missing, lacks != "")
}

func granted(st desk.SessionState, p session.Permission) bool {
	return st.Phase == desk.Active && st.Grants.Allows(p)
}

// A request is the buttons for one permission and what has become of asking.
type request struct {
	set        *Set
	permission session.Permission
	buttons    *fyne.Container

	ask, withdraw, yield *Button
	status               *look.Status
}

// A wording is what the buttons of a request say, and their tips.
type wording struct{ ask, asks, withdraw, yield, yields string }

func newRequest(p *Set, permission session.Permission, w wording) *request {
	r := &request{set: p, permission: permission, status: look.NewStatus()}
	r.ask = NewButton(w.ask, theme.IconNameQuestion, Tip(w.asks, asking(permission)), func() { r.do(p.Session.Ask) })
	r.withdraw = NewButton(w.withdraw, theme.IconNameCancel, Tip(lang.L("Takes back what you have asked for"), asking(permission)), func() { r.do(p.Session.Withdraw) })
	if permission == session.Clipboard {
		w.yields = Tip(w.yields, asking(permission))
	}
	r.yield = NewButton(w.yield, theme.IconNameMediaStop, w.yields, func() { r.do(p.Session.Yield) })
	r.buttons = container.New(&look.Flow{}, r.ask, r.withdraw, r.yield)
	return r
}

// do does one of a session's methods, none of which blocks.
func (r *request) do(f func(session.Permission) error) {
	if f(r.permission) != nil {
		r.status.Set(look.Doubtful, lang.L("The customer has just gone."))
	}
}

// show shows how the request does. It returns why it cannot be made, if that was
// said, and does not say so when that was said before.
func (r *request) show(st desk.SessionState, now time.Time, before string) string {
	granted := granted(st, r.permission)
	lead := st.Role == desk.Primary
	pending := st.Phase == desk.Active && lead && (st.Asked[r.permission].Outcome == session.Pending || st.Next && r.permission == session.Control)
	visible(r.ask, !pending && !granted)
	visible(r.withdraw, pending)
	visible(r.yield, granted && lead)
	why := phrase.Blocked(st, r.permission)
	r.ask.Able(why)
	tone, words := phrase.Request(st, r.permission, now)
	_, asked := st.Asked[r.permission]
	switch {
	case words == before:
		words = ""
	case words == why:
		before = why
	case !asked && !granted && !pending:
		words = "" // the button says it
	}
	r.status.Set(tone, words)
	visible(r.status.Content, words != "")
	return before
}

// beside lays out buttons, and words beside them where these have room, else
// below. The words of several begin at the same place.
type beside struct {
	peers []*fyne.Container // the buttons of all
	width float32           // of the last layout
}

// enough is how wide the words want to be beside the buttons.
const enough = 200

// MinSize implements fyne.Layout. The height is that for the last width.
func (b *beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	buttons, words := o[0].MinSize(), o[1].MinSize()
	switch {
	case !o[1].Visible():
	case b.fits():
		buttons.Height = max(buttons.Height, words.Height)
	default:
		buttons.Height += words.Height
	}
	return fyne.NewSize(buttons.Width, buttons.Height)
}

// Layout implements fyne.Layout.
func (b *beside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	o[0].Move(fyne.NewPos(0, 0))
	if !b.fits() || !o[1].Visible() {
		y := look.Settle(o[0], size.Width).Height
		o[1].Move(fyne.NewPos(0, y))
		look.Settle(o[1], size.Width)
		return
	}
	left := b.left()
	buttons := fyne.NewSize(left, o[0].MinSize().Height)
	o[0].Resize(buttons)
	words := look.Settle(o[1], size.Width-left)
	o[0].Move(fyne.NewPos(0, max(0, (words.Height-buttons.Height)/2)))
	o[1].Move(fyne.NewPos(left, max(0, (buttons.Height-words.Height)/2)))
}

// fits reports whether the words have room beside the buttons.
func (b *beside) fits() bool { return b.width-b.left() >= enough }

// left is how wide the widest buttons are in one row.
func (b *beside) left() (widest float32) {
	for _, c := range b.peers {
		width := float32(0)
		for _, o := range c.Objects {
			if o.Visible() {
				width += o.MinSize().Width + theme.Padding()
			}
		}
		widest = max(widest, width)
	}
	return widest
}
