package dashboard

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/look"
	"tandem/app/console/panel"
	"tandem/transport/link"
)

// A page is what is shown of one session.
type page struct {
	content fyne.CanvasObject
	set     *panel.Set
	ribbon  *ribbon
	tools   map[string]*panel.Button // by the kind that they show
	work    map[string]fyne.CanvasObject
	shown   string // kind of what one works in
	waiting bool   // for the customer, with the invitation at hand
}

// sideWidth is how wide the participants and the customer are.
const sideWidth = 248

// tools are the kinds that one works in, in the order of their buttons.
var tools = []string{panel.Invitation, panel.Talk, panel.Memo}

func newPage(s *panel.Set, order []string) *page {
	p := &page{set: s, tools: map[string]*panel.Button{}, work: map[string]fyne.CanvasObject{}}
	row, place := container.New(&look.Flow{}), container.NewStack()
	for _, name := range tools {
		k := panel.Find(name)
		p.tools[name] = panel.NewButton(k.Title, k.Icon, k.Tip(), func() { p.use(name) })
		row.Add(p.tools[name])
		p.work[name] = k.Of(s)
		if k.Focus == nil {
			p.work[name] = container.NewVScroll(container.New(look.Column{Bar: true}, k.Of(s)))
		}
		place.Add(p.work[name])
	}
	p.ribbon = newRibbon(order, map[string]fyne.CanvasObject{link.TabTools: row, link.TabDesktop: s.Desktop, link.TabSession: s.Ending})
	side := container.NewVScroll(container.New(look.Column{Gap: true, Bar: true}, heading(panel.Group), s.People, widget.NewSeparator(), heading(panel.Client), s.Info))
	beside := container.NewBorder(nil, nil, widget.NewSeparator(), nil, container.NewStack(look.Wide(sideWidth), side))
	middle := look.Below(container.New(look.Column{Gap: true}, p.ribbon.content, widget.NewSeparator()), place, nil)
	p.content = look.Below(container.NewVBox(s.Header, widget.NewSeparator()), middle, beside)
	s.Changed, s.Resized = p.arrange, p.content.Refresh
	if p.waiting = s.Awaits(); p.waiting {
		p.turn(panel.Invitation)
	} else {
		p.turn(panel.Talk)
	}
	p.arrange()
	return p
}

// arrange turns to the chat when the customer has come, and to the invitation
// when one is awaited again, unless the technician is at the notes.
func (p *page) arrange() {
	if waiting := p.set.Awaits(); waiting != p.waiting {
		p.waiting = waiting
		switch {
		case waiting && p.shown == panel.Talk:
			p.turn(panel.Invitation)
		case !waiting && p.shown == panel.Invitation:
			p.turn(panel.Talk)
		}
	}
	p.mark()
}

// turn shows what one works in.
func (p *page) turn(kind string) {
	p.shown = kind
	for name, o := range p.work {
		importance := widget.MediumImportance
		if name == kind {
			importance = widget.HighImportance
			o.Show()
		} else {
			o.Hide()
		}
		if b := p.tools[name]; b.Importance != importance {
			b.Importance = importance
			b.Refresh()
		}
	}
}

// use shows what one works in, and gives it the keys.
func (p *page) use(kind string) {
	p.turn(kind)
	if f := panel.Find(kind).Focus; f != nil {
		f(p.set)
	}
}

// show brings a panel into sight.
func (p *page) show(kind string) {
	switch kind {
	case panel.Desktop:
		p.ribbon.choose(link.TabDesktop)
	case panel.Closing:
		p.ribbon.choose(link.TabSession)
	case panel.Group, panel.Client: // are always there
	default:
		p.ribbon.choose(link.TabTools)
		p.turn(kind)
	}
}

// mark shows how much of the chat nobody has read, on its button and its tab.
func (p *page) mark() {
	n := p.set.Chat.Unread()
	p.ribbon.mark(link.TabTools, n)
	title := marked(panel.Find(panel.Talk).Title, n)
	if b := p.tools[panel.Talk]; b.Text != title {
		b.SetText(title)
	}
}

func heading(kind string) fyne.CanvasObject {
	l := widget.NewLabelWithStyle(panel.Find(kind).Title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	l.SizeName = theme.SizeNameCaptionText
	return l
}
