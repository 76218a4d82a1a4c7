package window

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/manager/host"
	"tandem/app/manager/visit"
	"tandem/app/manager/wording"
	"tandem/app/session"
)

// people lists who is in the session, as soon as there are more than the two who
// are in every session, and who of them sees the screen.
type people struct {
	root  *fyne.Container
	hide  func(id string, on bool)
	shown []host.Person
	aside bool // as it is shown: this customer is not the one who is helped
}

func newPeople(hide func(id string, on bool)) *people {
	p := &people{root: container.NewVBox(), hide: hide}
	p.root.Hide()
	return p
}

// show shows ps. Rows are made anew only when something has changed, so that no
// button moves or goes while it is being pressed.
func (p *people) show(ps []host.Person, aside bool) {
	if slices.Equal(ps, p.shown) && aside == p.aside {
		return
	}
	p.shown, p.aside = slices.Clone(ps), aside
	if len(ps) < 2 {
		p.root.Hide()
		return
	}
	rows := container.NewVBox()
	for _, o := range ps {
		rows.Add(p.row(o))
	}
	p.root.Objects = []fyne.CanvasObject{widget.NewSeparator(), container.NewPadded(rows)}
	p.root.Show()
	p.root.Refresh()
}

func (p *people) row(o host.Person) fyne.CanvasObject {
	name, what := caption(o.Name), small(wording.Person(o, p.aside))
	name.Truncation = fyne.TextTruncateEllipsis
	icon := theme.VisibilityOffIcon()
	switch {
	case o.Sees:
		icon = theme.NewWarningThemedResource(theme.VisibilityIcon())
	case o.Role == session.Customer:
		icon = theme.AccountIcon()
	}
	mark, words := container.NewCenter(widget.NewIcon(icon)), container.New(tight{}, name, what)
	label, is := wording.Hide(o, p.aside)
	if !is {
		return container.NewBorder(nil, nil, mark, nil, words)
	}
	b := widget.NewButton(label, func() { p.hide(o.ID, !o.Hidden) })
	if !o.Hidden {
		b.Importance = widget.DangerImportance
	}
	return container.NewBorder(nil, nil, mark, container.NewCenter(b), words)
}

// notice tells what has happened among the people, one after the other, until
// the customer has taken note.
type notice struct {
	root  *fyne.Container
	fit   func() // called when it comes or goes
	visit *visit.Visit
	text  *widget.Label
	hide  *widget.Button
	all   []host.Notice
	next  uint64 // the number of the first that was not taken note of
	at    uint64 // of the one that is shown, and one more; 0: none
	who   string // whom the button is about
}

func newNotice(v *visit.Visit, fit func()) *notice {
	n := &notice{fit: fit, visit: v, text: white(paragraph(""))}
	n.hide = widget.NewButtonWithIcon("", theme.VisibilityOffIcon(), func() {
		n.visit.Hide(n.who, true)
		n.done()
	})
	ok := widget.NewButtonWithIcon(lang.L("OK"), theme.ConfirmIcon(), n.done)
	ground := newBanner(0)
	ground.ground.FillColor = rgb(0x0b5cad)
	n.root = container.NewStack(ground.ground, container.NewPadded(
		container.NewBorder(nil, n.hide, nil, container.NewCenter(ok), n.text)))
	n.root.Hide()
	return n
}

// done takes note of the one that is shown.
func (n *notice) done() {
	n.next = n.at
	n.show(n.all)
	n.fit()
}

// overtaken reports whether all tells something newer of the same person: who
// leads now is no newcomer any more, whose view could be refused.
func overtaken(o host.Notice, all []host.Notice) bool {
	return o.Who.ID != "" && slices.ContainsFunc(all, func(p host.Notice) bool { return p.Number > o.Number && p.Who.ID == o.Who.ID })
}

// show shows the first that was not taken note of, and reports whether that is
// another one than before, about a technician.
func (n *notice) show(all []host.Notice) bool {
	n.all = all
	i := slices.IndexFunc(all, func(o host.Notice) bool { return o.Number >= n.next && !overtaken(o, all) })
	if i < 0 {
		n.at = 0
		n.root.Hide()
		return false
	}
	o := all[i]
	fresh := n.at != o.Number+1
	n.at, n.who = o.Number+1, o.Who.ID
	n.text.SetText(wording.Notice(o, n.visit.State().Get().Site))
	if _, is := wording.Hide(o.Who, n.visit.State().Get().Aside); is && o.Kind == host.Came && o.Who.Role == session.Technician && !n.visit.Consent().Hidden(o.Who.ID) {
		n.hide.SetText(wording.HideNow(o.Who))
		n.hide.Show()
	} else {
		n.hide.Hide()
	}
	n.root.Show()
	n.root.Refresh()
	return fresh && o.Who.Role == session.Technician
}
