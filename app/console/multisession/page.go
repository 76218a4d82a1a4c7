package multisession

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/look"
	"tandem/app/console/panel"
	"tandem/app/console/viewer"
)

// A page is the panels of one session side by side: the customer's desktop while
// it is seen, with the chat or the invitation below it, and beside them who is in
// the session, what is asked of the customer, the notes, who the customer is, and
// the end. It is in the window or in one of its own.
type page struct {
	w       *window
	set     *panel.Set
	content fyne.CanvasObject
	across  *container.Split  // what is worked in, and rest
	work    *fyne.Container   // holds talk, or sight
	talk    fyne.CanvasObject // the chat or the invitation
	sight   *container.Split  // the desktop, and talk; nil while nothing is seen
	rest    *container.Scroll
	places  map[string]fyne.CanvasObject // of what is in rest
	chat    fyne.CanvasObject
	invite  fyne.CanvasObject
	waiting bool // for the customer, with the invitation at hand
	turn    *panel.Button
	move    *panel.Button

	own  fyne.Window       // nil while the page is in the window of all
	at   look.Place        // of own
	gone fyne.CanvasObject // is shown in the page's place meanwhile
}

// sideWidth is how wide the panels beside the chat are at least.
const sideWidth = 264

func newPage(w *window, s *panel.Set) *page {
	p := &page{w: w, set: s, chat: s.Chat.Content, places: map[string]fyne.CanvasObject{}}
	rest := container.New(look.Column{Gap: true, Bar: true})
	p.rest = container.NewVScroll(rest)
	end := newFoot(container.New(look.Column{Gap: true}, widget.NewSeparator(), s.Ending), p.rest)
	for _, part := range []struct {
		kind    string
		content fyne.CanvasObject
	}{
		{panel.Group, s.People}, {panel.Desktop, s.Desktop}, {panel.Memo, container.New(least{90}, s.Notes.Content)}, {panel.Client, s.Info},
	} {
		title := heading(panel.Find(part.kind).Title)
		p.places[part.kind] = title
		rest.Add(title)
		rest.Add(part.content)
		if part.kind == panel.Desktop {
			rest.Add(end.among)
		}
		rest.Add(widget.NewSeparator())
	}
	p.places[panel.Closing] = end.among
	side := container.New(panel.Room{Size: fyne.NewSize(sideWidth, 300)}, end.content())
	p.invite = container.NewVScroll(container.New(look.Column{Bar: true}, s.Invite))
	p.talk = container.NewStack(p.chat, p.invite)
	p.work = container.NewStack(p.talk)
	p.across = container.NewHSplit(container.New(panel.Room{Size: fyne.NewSize(308, 300)}, p.work), side)
	p.across.SetOffset(blind)
	p.turn = panel.NewButton("", theme.IconNameMailSend, panel.Find(panel.Invitation).Tip(), p.turnInvitation)
	p.move = panel.NewButton("", theme.IconNameViewFullScreen, "", p.detach)
	top := container.NewBorder(nil, nil, nil, container.NewHBox(p.turn, p.move), s.Header)
	p.content = look.Below(container.NewVBox(top, widget.NewSeparator()), p.across, nil)
	p.gone = p.elsewhere()
	p.waiting = s.Awaits()
	s.Changed, s.Resized = p.arrange, p.content.Refresh
	p.arrange()
	p.turnTo(p.waiting)
	p.describe()
	return p
}

// How much of the page is for what is worked in, while no desktop is seen and
// while one is, and how much of that is for the desktop.
const blind, seeing, high = 0.55, 0.75, 0.72

// put shows the customer's desktop above the chat, nil: no longer.
func (p *page) put(desktop fyne.CanvasObject) {
	switch {
	case desktop == nil:
		p.sight = nil
		p.work.Objects = []fyne.CanvasObject{p.talk}
		p.across.SetOffset(blind)
	case p.sight != nil: // in another way
		p.sight.Leading = desktop
		p.sight.Refresh()
	default:
		p.sight = container.NewVSplit(desktop, p.talk)
		p.sight.SetOffset(high)
		p.work.Objects = []fyne.CanvasObject{p.sight}
		p.across.SetOffset(seeing)
	}
	p.work.Refresh()
}

// arrange turns to the chat when the customer has come, and to the invitation
// when one is awaited again.
func (p *page) arrange() {
	if waiting := p.set.Awaits(); waiting != p.waiting {
		p.waiting = waiting
		p.turnTo(waiting)
	}
	if p.own != nil {
		p.own.SetTitle(p.set.Title())
	}
}

// turnTo shows the invitation, or the chat.
func (p *page) turnTo(invitation bool) {
	if invitation {
		p.chat.Hide()
		p.invite.Show()
		p.turn.Say(panel.Find(panel.Talk))
	} else {
		p.invite.Hide()
		p.chat.Show()
		p.turn.Say(panel.Find(panel.Invitation))
	}
}

func (p *page) turnInvitation() { p.turnTo(!p.invite.Visible()) }

// show brings a panel into sight.
func (p *page) show(kind string) {
	switch kind {
	case panel.Invitation:
		p.turnTo(true)
	case panel.Talk:
		p.turnTo(false)
	}
	if o := p.places[kind]; o != nil && o.Visible() {
		p.rest.ScrollToOffset(fyne.NewPos(0, o.Position().Y))
	}
}

// detach moves the session to a window of its own, or back.
func (p *page) detach() {
	if p.own != nil {
		p.attach()
		return
	}
	w := p.w
	n := w.renew(p)
	n.own = w.app.NewWindow(n.set.Title())
	n.at = look.Place{Name: "multisession.own", Size: fyne.NewSize(1080, 760), Prefs: w.app.Preferences(), Position: w.cfg.Position}
	n.describe()
	if w.sets.Front() == n.set {
		w.place(n)
	}
	tips := panel.NewTips(w.cfg.Post, n.content)
	n.own.SetContent(tips)
	n.own.SetCloseIntercept(n.attach)
	panel.Keys(n.own, w.keys, nil, func() { n.set.Cancel("") })
	n.at.Restore(n.own)
	n.own.Show()
	n.set.Sit(viewer.NewSeat(n.own, w.cfg.Hook, tips.Over, n.put))
}

// attach brings the session back into the window of all.
func (p *page) attach() {
	if p.own == nil {
		return
	}
	w := p.w
	p.set.Sit(nil)
	p.close()
	n := w.renew(p)
	if w.sets.Front() == n.set {
		w.place(n)
	}
}

// inside is what the window of all shows for the page.
func (p *page) inside() fyne.CanvasObject {
	if p.own != nil {
		return p.gone
	}
	return p.content
}

// close closes the page's own window, if it has one.
func (p *page) close() {
	if p.own != nil {
		p.at.Keep(p.own)
		p.own.Close()
		p.own = nil
	}
}

// describe says what the button does that moves the page.
func (p *page) describe() {
	p.move.Say(panel.Kind{Icon: theme.IconNameViewFullScreen, What: lang.L("Show this session in a window of its own")})
	if p.own != nil {
		p.move.Say(panel.Kind{Icon: theme.IconNameViewRestore, What: lang.L("Back into the window of all sessions")})
	}
}

// elsewhere says that the page is in a window of its own.
func (p *page) elsewhere() fyne.CanvasObject {
	what := widget.NewLabelWithStyle(lang.L("This session is in a window of its own"), fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	show := panel.NewButton(lang.L("Show the window"), theme.IconNameViewFullScreen, lang.L("Brings it to the front"), func() { p.own.RequestFocus() })
	back := panel.NewButton(lang.L("Bring it back"), theme.IconNameViewRestore, lang.L("Back into the window of all sessions"), p.attach)
	return container.NewCenter(container.NewVBox(what, container.NewHBox(show, back)))
}

func heading(text string) fyne.CanvasObject {
	l := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	l.SizeName = theme.SizeNameCaptionText
	return l
}

// least gives what it holds a height that it does not ask for itself.
type least struct{ height float32 }

// MinSize implements fyne.Layout.
func (l least) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, max(l.height, o[0].MinSize().Height))
}

// Layout implements fyne.Layout.
func (l least) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }
