package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// IconChat is what is said: Fyne has but the letter, which stands for e-mail.
const IconChat fyne.ThemeIconName = "tandem.chat"

const chatSVG = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">
<path d="M4 3h16c1.1 0 2 .9 2 2v10c0 1.1-.9 2-2 2H9l-5 5v-5c-1.1 0-2-.9-2-2V5c0-1.1.9-2 2-2z"/></svg>`

// Icon knows IconChat beside Fyne's own.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource {
	if n == IconChat {
		return theme.NewThemedResource(fyne.NewStaticResource("chat.svg", []byte(chatSVG)))
	}
	return t.Theme.Icon(n)
}
