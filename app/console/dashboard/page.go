package dashboard

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/app/console/viewer"
	"tandem/app/session/chat"
	"tandem/app/session/screen"
	"tandem/app/session/ui"
)

// A page is what is shown of one session.
type page struct {
	board   *board
	session *desk.Session
	content fyne.CanvasObject

	status  *look.Status
	elapsed *widget.Label
	invite  *invite
	info    *info
	tabs    *container.AppTabs
	tools   *container.TabItem
	talk    *talk
	view    *request
	control *request
	clips   *request
	missing *widget.Label
	end     *ending

	st     desk.SessionState
	viewer *viewer.Viewer
	shown  time.Time // of the picture that viewer was opened for
	stops  []func()
}

func newPage(b *board, s *desk.Session) *page {
	p := &page{board: b, session: s, status: look.NewStatus().Bold(), elapsed: widget.NewLabel("")}
	p.invite = newInvite(b.app, s)
	p.info = newInfo()
	p.talk = newTalk(b.cfg.Post, s.Chat())
	p.view = newViewRequest(p)
	p.control = newControlRequest(p)
	p.clips = newClipboardRequest(p)
	p.missing = widget.NewLabel("")
	p.missing.Wrapping = fyne.TextWrapWord
	p.missing.Importance = widget.WarningImportance
	p.missing.Hide()
	p.end = newEnding(p)
	p.tools = container.NewTabItemWithIcon(lang.L("Tools"), theme.MailComposeIcon(), p.talk.content)
	p.tabs = container.NewAppTabs(p.tools,
		container.NewTabItemWithIcon(lang.L("Desktop"), theme.ComputerIcon(),
			container.NewVScroll(container.NewVBox(p.view.content, widget.NewSeparator(), p.control.content, widget.NewSeparator(), p.clips.content, p.missing))),
		container.NewTabItemWithIcon(lang.L("Session"), theme.SettingsIcon(), container.NewVScroll(p.end.content)),
	)
	p.tabs.OnSelected = func(*container.TabItem) { p.seen() }
	top := container.NewBorder(nil, nil, nil, p.elapsed, p.status.Content)
	p.content = container.NewBorder(container.NewVBox(top, p.invite.content, widget.NewSeparator()), nil, nil, p.info.content, p.tabs)
	p.stops = []func(){
		ui.Bind(b.cfg.Post, s.State(), p.show),
		ui.Bind(b.cfg.Post, s.Chat().Lines(), p.showLines),
		ui.Bind(b.cfg.Post, s.Chat().Members(), p.talk.showMembers),
		ui.Bind(b.cfg.Post, s.Chat().Unread(), func(int) { p.seen() }),
		ui.Bind(b.cfg.Post, s.Chat().Trouble(), p.talk.showTrouble),
		ui.Bind(b.cfg.Post, s.Viewer().State(), p.showView),
	}
	return p
}

// close closes the page and its viewer.
func (p *page) close() {
	for _, stop := range p.stops {
		stop()
	}
	if p.viewer != nil {
		p.viewer.Close()
	}
}

// show shows a state of the session.
func (p *page) show(st desk.SessionState) {
	p.st = st
	tone, words := phrase.Session(st)
	p.status.Set(tone, words)
	if p.invite.show(st) {
		p.content.Refresh() // Fyne gives what became smaller its room only then
	}
	p.info.show(st)
	p.end.show(st)
	p.talk.show(st)
	lacks := ""
	for _, m := range st.Grants.Missing {
		lacks += phrase.Missing(m) + "\n"
	}
	p.missing.SetText(lacks)
	if lacks == "" {
		p.missing.Hide()
	} else {
		p.missing.Show()
	}
	p.seen()
	p.tick()
	p.board.list.tick()
}

// tick shows what changes with time alone.
func (p *page) tick() {
	elapsed := ""
	if p.st.Phase == desk.Active {
		elapsed = phrase.Elapsed(p.st.Elapsed(time.Now()))
	}
	if p.elapsed.Text != elapsed {
		p.elapsed.SetText(elapsed)
	}
	p.view.show(p.st)
	p.control.show(p.st)
	p.clips.show(p.st)
	p.end.tick()
}

// showLines shows what was said.
func (p *page) showLines(ls []chat.Line) {
	p.talk.showLines(ls)
	p.seen()
}

// seen marks what has happened as seen while it is in front, and counts it else.
func (p *page) seen() {
	if p.board.chosen == p.session {
		p.session.Seen()
		if p.tabs.Selected() == p.tools {
			p.session.Chat().Read()
		}
	}
	text := lang.L("Tools")
	if n := p.unread(); n > 0 {
		text = fmt.Sprintf("%s (%d)", text, n)
	}
	if p.tools.Text != text {
		p.tools.Text = text
		p.tabs.Refresh()
	}
}

// unread is how many lines nobody has seen.
func (p *page) unread() int { return p.session.Chat().Unread().Get() }

// showView opens the viewer when there is a picture that was not shown yet.
func (p *page) showView(st screen.ViewState) {
	if st.Live && !st.First.IsZero() && !st.First.Equal(p.shown) {
		p.shown = st.First
		p.openViewer()
	}
}

// openViewer opens the viewer, or brings it to the front.
func (p *page) openViewer() {
	if p.viewer != nil {
		p.viewer.Raise()
		return
	}
	p.viewer = viewer.Open(viewer.Config{
		App: p.board.app, Post: p.board.cfg.Post, Session: p.session, Account: p.board.desk.State().Get().Account, Hook: p.board.cfg.Hook,
		Position: p.board.cfg.Position, FullScreen: p.board.cfg.FullScreen,
		Chat:   p.openChat,
		Closed: func() { p.viewer = nil },
	})
}

// openChat brings the chat to the front.
func (p *page) openChat() {
	p.board.choose(p.session)
	p.tabs.Select(p.tools)
	p.board.win.RequestFocus()
	p.talk.focus()
}
