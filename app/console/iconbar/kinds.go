package iconbar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"tandem/app/console/panel"
)

// A kind is a kind of panel of a session.
type kind struct {
	name  string // of its place among the preferences
	icon  fyne.ThemeIconName
	title string
	what  string // one does with it
	size  fyne.Size
	show  func(*panel.Set) fyne.CanvasObject
	focus func(*panel.Set) // gives what is typed into the keys; nil: nothing is
}

// An icon is a kind's button in the bar.
type icon struct {
	kind   kind
	button *button
}

// The places of kinds that are referred to.
const (
	inviteIcon = iota
	chatIcon
)

func kinds() []kind {
	return []kind{
		{"invite", theme.IconNameMailSend, lang.L("Invitation"), lang.L("Read out or copy the number and the address"), fyne.NewSize(440, 260), func(s *panel.Set) fyne.CanvasObject { return s.Invite }, nil},
		{"chat", theme.IconNameMailCompose, lang.L("Chat"), lang.L("Write to the customer"), fyne.NewSize(420, 460), func(s *panel.Set) fyne.CanvasObject { return s.Chat.Content }, func(s *panel.Set) { s.Chat.Focus() }},
		{"desktop", theme.IconNameComputer, lang.L("Desktop"), lang.L("See or control the customer’s desktop"), fyne.NewSize(440, 300), func(s *panel.Set) fyne.CanvasObject { return s.Desktop }, nil},
		{"customer", theme.IconNameAccount, lang.L("Customer"), lang.L("Who the customer is"), fyne.NewSize(420, 220), func(s *panel.Set) fyne.CanvasObject { return s.Info }, nil},
		{"notes", theme.IconNameDocumentCreate, lang.L("Notes"), lang.L("Your notes, which no customer sees"), fyne.NewSize(400, 300), func(s *panel.Set) fyne.CanvasObject { return s.Notes.Content }, func(s *panel.Set) { s.Notes.Focus() }},
		{"session", theme.IconNameLogout, lang.L("Session"), lang.L("Hold or end the session"), fyne.NewSize(440, 240), func(s *panel.Set) fyne.CanvasObject { return s.Ending }, nil},
	}
}

func startWords() string   { return lang.L("Start a session") }
func clientsWords() string { return lang.L("All sessions") }
func emptyWords() string   { return lang.L("Start a session with the plus sign") }
func noneWords() string    { return lang.L("Possible as soon as there is a session") }
