package iconbar

import (
	"fyne.io/fyne/v2/lang"

	"tandem/app/console/panel"
)

// An icon is a kind's button in the bar.
type icon struct {
	kind   panel.Kind
	button *button
}

// icon returns the button of a kind.
func (b *bar) icon(kind string) *icon {
	for _, i := range b.icons {
		if i.kind.Name == kind {
			return i
		}
	}
	panic("iconbar: no icon " + kind)
}

func startWords() string   { return lang.L("Start a session") }
func clientsWords() string { return lang.L("All sessions") }
func emptyWords() string   { return lang.L("Start a session with the plus sign") }
func noneWords() string    { return lang.L("Possible as soon as there is a session") }
