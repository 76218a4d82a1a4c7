package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"tandem/app/console/look"
)

// A Kind is one of the panels of a session.
type Kind struct {
	Name  string
	Icon  fyne.ThemeIconName
	Title string
	What  string    // one does with it
	Size  fyne.Size // of a window for it
	// Of returns the panel of a session.
	Of func(*Set) fyne.CanvasObject
	// Focus gives what is typed into the keys; nil: nothing is, and it may scroll.
	Focus func(*Set)
}

// The names of the kinds, in the order of Kinds.
const (
	Invitation = "invite"
	Talk       = "chat"
	Memo       = "notes"
	Desktop    = "desktop"
	Group      = "people"
	Client     = "customer"
	Closing    = "session"
)

// Kinds are all panels: first what one works in all the time.
func Kinds() []Kind {
	return []Kind{
		{Invitation, theme.IconNameMailSend, lang.L("Invite"), lang.L("Invite by phone, e-mail or message"), fyne.NewSize(520, 430), func(s *Set) fyne.CanvasObject { return s.Invite }, nil},
		{Talk, look.IconChat, lang.L("Chat"), lang.L("Write to the others in the session"), fyne.NewSize(420, 460), func(s *Set) fyne.CanvasObject { return s.Chat.Content }, func(s *Set) { s.Chat.Focus() }},
		{Memo, theme.IconNameDocumentCreate, lang.L("Notes"), lang.L("Your notes, which no customer sees"), fyne.NewSize(400, 300), func(s *Set) fyne.CanvasObject { return s.Notes.Content }, func(s *Set) { s.Notes.Focus() }},
		{Desktop, theme.IconNameComputer, lang.L("Desktop"), lang.L("See or control the customer’s desktop"), fyne.NewSize(460, 260), func(s *Set) fyne.CanvasObject { return s.Desktop }, nil},
		{Group, theme.IconNameAccount, lang.L("Participants"), lang.L("Who is in the session, and who comes in"), fyne.NewSize(380, 260), func(s *Set) fyne.CanvasObject { return s.People }, nil},
		{Client, theme.IconNameInfo, lang.L("Customer"), lang.L("Who the customer is"), fyne.NewSize(420, 220), func(s *Set) fyne.CanvasObject { return s.Info }, nil},
		{Closing, theme.IconNameSettings, lang.L("Session"), lang.L("Picture quality, hold, hand over or end"), fyne.NewSize(460, 260), func(s *Set) fyne.CanvasObject { return s.Ending }, nil},
	}
}

// Tip says what one does with it, and the keys for it.
func (k Kind) Tip() string { return Tip(k.What, k.Name) }

// Find returns the kind of a name, which must be one of them.
func Find(name string) Kind {
	for _, k := range Kinds() {
		if k.Name == name {
			return k
		}
	}
	panic("panel: no kind " + name)
}

// Focus gives the panel of a kind the keys: what is typed into, or else its
// first button that can be used.
func (p *Set) Focus(kind string) {
	if f := Find(kind).Focus; f != nil {
		f(p)
		return
	}
	var buttons []*Button
	switch kind {
	case Invitation:
		buttons = []*Button{p.invite.spell}
	case Desktop:
		for _, r := range p.access.requests {
			buttons = append(buttons, p.access.open, r.ask, r.withdraw, r.yield)
		}
	case Group:
		buttons = append(p.people.answers, p.people.wish)
	case Closing:
		buttons = []*Button{p.ending.hold, p.ending.over, p.ending.end, p.ending.remove}
	}
	for _, b := range buttons {
		if b.Visible() && !b.Disabled() {
			focus(p.all.cfg.Post, b)
			return
		}
	}
}
