package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/manager/host"
	"tandem/app/manager/visit"
	"tandem/app/manager/wording"
	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/session/ui"
	"tandem/input"
)

// live is the window's content during a session.
type live struct {
	visit  *visit.Visit
	banner *banner
	pause, stopControl, stopSharing,
	leave *tile
	key       *widget.Label
	clipboard *widget.Check
	look      *widget.Button // opens the window with another customer's screen again
	averted   func() bool
	notice    *notice
	people    *people
	talk      *talk
	root      *fyne.Container
}

// showLive shows the session.
func (p *Program) showLive(v *visit.Visit) {
	c := v.Consent()
	l := &live{
		visit: v, banner: newBanner(bannerHeight), key: small(""),
		pause:       newTile(theme.MediaPauseIcon(), widget.WarningImportance, func() { c.Pause(!c.Grants().Get().Paused) }),
		stopControl: newTile(pointerOff(), widget.DangerImportance, c.StopControl),
		stopSharing: newTile(theme.VisibilityOffIcon(), widget.DangerImportance, c.StopSharing),
		leave:       newTile(theme.LogoutIcon(), widget.MediumImportance, v.Leave),
		clipboard:   widget.NewCheck("", c.ShareClipboard),
		averted:     func() bool { return p.averted },
		people:      newPeople(v.Hide),
	}
	l.look = widget.NewButtonWithIcon("", theme.VisibilityIcon(), func() {
		p.averted = false
		p.sight(v, v.State().Get())
		l.refresh()
	})
	l.look.Hide()
	l.talk = newTalk(v.Chat(), p.main, newFollow(p.app.OpenURL, l.fit))
	l.notice = newNotice(v, l.fit)
	head := container.NewVBox(l.banner.root, container.NewPadded(
		container.NewGridWithColumns(2, l.pause.root, l.stopControl.root, l.stopSharing.root, l.leave.root)))
	more := container.NewVBox(l.notice.root, container.NewPadded(container.NewVBox(l.key, l.clipboard, l.look)), l.people.root)
	foot := container.NewBorder(widget.NewSeparator(), nil, nil, nil, l.talk.root)
	l.root = container.New(yielding{all: more, room: p.room()}, head, container.NewVScroll(more), foot)
	p.live = l
	p.main.SetContent(l.root)
	l.refresh()
	p.unbind = append(p.unbind,
		ui.Bind(p.cfg.Post, c.Grants(), func(session.Grants) { l.refresh() }),
		ui.Bind(p.cfg.Post, v.Key(), func(k input.Usage) { l.key.SetText(wording.StopKey(k)) }),
		ui.Bind(p.cfg.Post, v.Notices(), func(ns []host.Notice) {
			if l.notice.show(ns) {
				p.cfg.Call()
			}
			l.fit()
		}),
		ui.Bind(p.cfg.Post, v.Chat().Lines(), func(ls []chat.Line) { l.talk.show(ls) }))
}

// refresh shows what is so now.
func (l *live) refresh() {
	s, g := l.visit.State().Get(), l.visit.Consent().Grants().Get()
	l.banner.show(wording.StatusOf(s, g))
	l.people.show(s.People, s.Aside)
	l.notice.show(l.notice.all)
	l.talk.entry.SetPlaceHolder(wording.Write(s.People))
	c := wording.ControlsOf(g)
	pause := theme.MediaPauseIcon()
	if g.Paused {
		pause = theme.MediaPlayIcon()
	}
	l.pause.button.SetIcon(pause)
	l.pause.show(c.Pause)
	l.stopControl.show(c.StopControl)
	l.stopSharing.show(c.StopSharing)
	l.leave.show(c.Leave)
	label, can := wording.Clipboard(s.Technician, g)
	can = can && !s.Aside
	l.clipboard.Text, l.clipboard.Checked = label, g.Allows(session.Clipboard)
	if can {
		l.clipboard.Enable()
	} else {
		l.clipboard.Disable()
	}
	l.clipboard.Refresh()
	// There is nothing to stop or to share for who is not the one who is helped.
	set(l.key, !s.Aside || g.Allows(session.View))
	set(l.clipboard, !s.Aside || g.Allows(session.Clipboard))
	if name, is := wording.Helped(s.People); is && l.averted() {
		l.look.SetText(wording.ScreenOf(name))
		l.look.Show()
	} else {
		l.look.Hide()
	}
	l.fit()
}

// fit lays everything out anew: what is in the middle may take more room, or less.
func (l *live) fit() {
	l.root.Refresh()
	l.talk.follow()
}

// set shows o or hides it.
func set(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
}

// A tile is one of the four controls: a button and what it does, or why there
// is nothing for it to do.
type tile struct {
	root   fyne.CanvasObject
	button *widget.Button
	words  *widget.Label
	urgent widget.Importance // while it is enabled
}

// captionHeight has room for two lines.
const captionHeight = 44

func newTile(icon fyne.Resource, urgent widget.Importance, do func()) *tile {
	t := &tile{button: widget.NewButtonWithIcon("", icon, do), words: small(""), urgent: urgent}
	t.words.Alignment = fyne.TextAlignCenter
	t.root = container.NewBorder(t.button, nil, nil, nil, container.New(atLeast{captionHeight}, t.words))
	return t
}

func (t *tile) show(c wording.Control) {
	t.button.SetText(c.Label)
	t.words.SetText(c.Caption)
	if c.Enabled {
		t.button.Importance = t.urgent
		t.button.Enable()
	} else {
		t.button.Importance = widget.MediumImportance
		t.button.Disable()
	}
	t.button.Refresh()
}
