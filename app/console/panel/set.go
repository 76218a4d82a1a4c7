package panel

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/app/session"
	"tandem/app/session/ui"
	"tandem/transport/link"
)

// A Set is the panels of one session.
type Set struct {
	Session *desk.Session
	Header  fyne.CanvasObject // how the session is, and for how long
	Invite  fyne.CanvasObject // what is read out or sent
	Desktop fyne.CanvasObject // the requests and the viewer
	People  fyne.CanvasObject // who is in the session, and who wants to be
	Info    fyne.CanvasObject // who the customer is
	Ending  fyne.CanvasObject // the picture's quality, hold, hand over, end
	Chat    *Chat
	Notes   *Notes
	// Changed is called when the session has changed; optional.
	Changed func()
	// Resized is called when a panel wants another height, which Fyne does not
	// always notice where several do; optional.
	Resized func()

	all     *Sets
	st      desk.SessionState
	status  *look.Status
	elapsed *widget.Label
	invite  *invite
	access  *access
	people  *people
	info    *info
	thumb   *thumb
	ending  *ending

	heights [5]float32 // that the panels want

	sight
	stops []func()
}

func newSet(all *Sets, s *desk.Session) *Set {
	p := &Set{Session: s, all: all, st: s.State().Get(), status: look.NewStatus().Bold(), elapsed: widget.NewLabel("")}
	number := widget.NewLabel(link.FormatNumber(s.Number))
	p.Header = container.NewBorder(nil, nil, nil, container.NewHBox(newQuote(number, nil), p.elapsed), p.status.Content)
	p.thumb = newThumb(s.Viewer())
	p.invite = newInvite(p)
	p.people = newPeople(p)
	p.access = newAccess(p)
	p.info = newInfo()
	p.ending = newEnding(p)
	p.Invite, p.Desktop, p.People, p.Info, p.Ending = p.invite.content, p.access.content, p.people.content, p.info.content, p.ending.content
	post := all.cfg.Post
	p.Chat = newChat(all.cfg, s.Chat())
	p.Notes = newNotes(post, s.Notes())
	p.stops = []func(){
		ui.Bind(post, s.State(), p.show),
		ui.Bind(post, s.Viewer().State(), p.showView),
		ui.Bind(post, s.Chat().Lines(), p.Chat.showLines),
		ui.Bind(post, s.Chat().Members(), p.Chat.showMembers),
		ui.Bind(post, s.Chat().Typing(), p.Chat.showTyping),
		ui.Bind(post, s.Chat().Trouble(), p.Chat.showTrouble),
		ui.Bind(post, s.Notes().State(), p.Notes.show),
	}
	return p
}

// still stops showing what happens.
func (p *Set) still() {
	for _, stop := range p.stops {
		stop()
	}
}

func (p *Set) close() {
	p.still()
	if p.viewer != nil {
		p.viewer.Close()
	}
}

// State is what was shown last of the session.
func (p *Set) State() desk.SessionState { return p.st }

// Awaits reports whether the customer is awaited and the invitation is to be at
// hand, which the administrator may postpone for the account.
func (p *Set) Awaits() bool {
	return p.st.Phase == desk.Waiting && (!p.all.cfg.Desk.State().Get().Settings.Postpone || !p.st.Joined.IsZero())
}

// Title names the session for a window: the customer, if known, and the number.
func (p *Set) Title() string {
	number := link.FormatNumber(p.Session.Number)
	if p.st.Customer.Name == "" {
		return number
	}
	return p.st.Customer.Name + " – " + number
}

func (p *Set) inFront() bool { return p.all.front == p.Session }

func (p *Set) show(st desk.SessionState) {
	ends := st.Phase == desk.Over || st.Phase == desk.Active && p.st.Grants.Allows(session.View) && !st.Grants.Allows(session.View)
	p.st = st
	if ends && p.seated() {
		p.viewer.Leave() // the panels say what has become of it, and have the room
	}
	if p.inFront() {
		p.Session.Seen()
	}
	p.invite.show(st)
	p.people.show(st)
	p.info.show(st)
	p.Chat.show(st)
	p.tick(time.Now())
	if p.Changed != nil {
		p.Changed()
	}
}

func (p *Set) tick(now time.Time) {
	tone, words := phrase.Session(p.st)
	p.status.Set(tone, words)
	write(p.elapsed, elapsed(p.Session, p.st, now))
	p.access.show(p.st, now)
	p.ending.show(p.st)
	p.Chat.tick(now)
	p.measure()
}

// measure tells when a panel wants another height.
func (p *Set) measure() {
	var now [5]float32
	for i, o := range []fyne.CanvasObject{p.Invite, p.Desktop, p.People, p.Info, p.Ending} {
		now[i] = o.MinSize().Height
	}
	if now != p.heights {
		p.heights = now
		if p.Resized != nil {
			p.Resized()
		}
	}
}

// elapsed is for how long the customer is in, or is awaited.
func elapsed(s *desk.Session, st desk.SessionState, now time.Time) string {
	switch {
	case !st.Joined.IsZero():
		return phrase.Elapsed(st.Elapsed(now))
	case st.Phase != desk.Over:
		return phrase.Elapsed(now.Sub(s.Started))
	}
	return ""
}
