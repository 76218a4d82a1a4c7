package viewer

import (
	"fmt"
	"image/color"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/app/session"
	"tandem/app/session/screen"
	"tandem/capture"
)

// A bar is the tool bar of a viewer: buttons, and below them a line of words.
type bar struct {
	v       *Viewer
	content *fyne.Container
	row     *fyne.Container

	mode       *choice
	displays   *choice
	choices    *fyne.Container // holds it
	ids        []int           // of the displays in the list
	control    *button
	keysGo     *check
	secure     *button // sends Ctrl+Alt+Del
	keys       *button
	quality    *button
	refresh    *button
	screenshot *button

	line   *widget.Label // says one thing, see showLine
	stats  *widget.Label
	words  *fyne.Container // both, hidden while there is a tip
	tip    *bubble
	told   func() string // by the tip; nil: nothing
	toldAt fyne.CanvasObject
	said   string // what the line may say before all else
}

func newBar(v *Viewer) *bar {
	b := &bar{v: v, tip: newBubble()}
	b.mode = b.choice(modes(), func() string {
		return lang.L("How the picture is shown. F11 changes between window and full screen.")
	})
	b.displays = b.choice(nil, func() string { return lang.L("Which of the customer's displays you see") })
	b.choices = container.New(longest{b.displays}, b.displays)
	b.choices.Hide()
	b.control = b.button(theme.IconNameComputer, lang.L("Request control"), b.tellControl, v.control)
	b.keysGo = b.check(lang.L("Keys go to the customer"), b.whileControl(func() string {
		return lang.L("Whether what you type goes to the customer. Ctrl+Alt+Shift+Esc changes it at any time.")
	}), v.setKeysGo)
	b.keysGo.Checked = !v.cfg.KeysStay
	b.secure = b.button("", lang.L("Ctrl+Alt+Del"), b.whileControl(func() string {
		return lang.L("Presses Ctrl+Alt+Del at the customer's computer")
	}), func() { v.press(secure...) })
	b.keys = b.button(theme.IconNameArrowDropDown, lang.L("Keys"), b.whileControl(func() string {
		return lang.L("Other keys that your computer would keep for itself")
	}), b.openKeys)
	b.quality = b.button(theme.IconNameArrowDropDown, "", b.tellQuality, b.openQuality)
	b.keys.IconPlacement, b.quality.IconPlacement = widget.ButtonIconTrailingText, widget.ButtonIconTrailingText
	b.refresh = b.button(theme.IconNameViewRefresh, "", b.whileSeen(func() string {
		return lang.L("Ask for the whole picture again")
	}), func() { v.cfg.Session.Viewer().Refresh(); v.focus() })
	b.screenshot = b.button(theme.IconNameMediaPhoto, "", b.whileSeen(func() string {
		return lang.L("Save the picture to a file")
	}), v.screenshot)
	chat := b.button(look.IconChat, "", func() string { return lang.L("Chat with the customer") }, v.cfg.Chat)
	end := b.button(theme.IconNameCancel, "", func() string {
		return lang.L("Close: gives view and control back, the session goes on")
	}, v.Close)
	for _, q := range []*button{b.secure, b.keys, b.quality, b.refresh, b.screenshot, chat, end} {
		q.Importance = widget.LowImportance
	}
	b.line, b.stats = widget.NewLabel(""), widget.NewLabel("")
	b.line.Truncation = fyne.TextTruncateEllipsis
	b.line.SizeName, b.stats.SizeName = theme.SizeNameCaptionText, theme.SizeNameCaptionText
	b.stats.Importance = widget.LowImportance
	b.row = container.New(&look.Flow{Apart: true}, container.New(longest{b.mode}, b.mode), b.choices, b.control, b.keysGo, b.secure, b.keys, b.quality,
		b.refresh, b.screenshot, chat, end)
	b.words = container.NewBorder(nil, nil, nil, b.stats, b.line)
	b.content = container.New(look.Column{}, b.row, container.NewStack(high(b.line.MinSize().Height), b.words, b.tip.layer))
	b.showQuality()
	return b
}

// button makes a button of the bar.
func (b *bar) button(icon fyne.ThemeIconName, text string, what func() string, tapped func()) *button {
	n := &button{tipped: b.tipped(what)}
	n.Text, n.OnTapped = text, tapped
	if icon != "" {
		n.Icon = theme.Icon(icon)
	}
	n.ExtendBaseWidget(n)
	return n
}

func (b *bar) check(text string, what func() string, changed func(bool)) *check {
	n := &check{tipped: b.tipped(what)}
	n.Text, n.OnChanged = text, changed
	n.ExtendBaseWidget(n)
	return n
}

func (b *bar) choice(options []string, what func() string) *choice {
	n := &choice{tipped: b.tipped(what)}
	n.Options = options
	n.ExtendBaseWidget(n)
	return n
}

func (b *bar) tipped(what func() string) tipped {
	return tipped{what: what, tell: b.tell, leave: b.v.leaveBar, help: b.v.help}
}

// high is room of a height.
func high(height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(0, height))
	return r
}

// whileControl says that there must be control first, and else what.
func (b *bar) whileControl(what func() string) func() string {
	return func() string {
		if !b.v.st.Grants.Allows(session.Control) {
			return lang.L("Possible while you control the desktop")
		}
		return what()
	}
}

// whileSeen says that there must be a picture first, and else what.
func (b *bar) whileSeen(what func() string) func() string {
	return func() string {
		if !b.v.shows() {
			return lang.L("Possible while you see the desktop")
		}
		return what()
	}
}

// tellControl says what the button for control does, or why it cannot.
func (b *bar) tellControl() string {
	switch reason := phrase.Blocked(b.v.st, session.Control); {
	case b.v.st.Grants.Allows(session.Control):
		return lang.L("Gives mouse and keyboard back to the customer. You go on seeing the desktop.")
	case reason != "":
		return reason
	case !b.v.st.Grants.Allows(session.View):
		return lang.L("Possible while you see the desktop")
	case b.v.st.Asked[session.Control].Outcome == session.Pending:
		return lang.L("Takes back what you have asked for")
	}
	return lang.L("Asks the customer to let you use mouse and keyboard")
}

func (b *bar) showMode(m mode) {
	b.mode.OnChanged = nil
	b.mode.SetSelectedIndex(int(m))
	b.mode.OnChanged = func(string) { b.v.choose(mode(b.mode.SelectedIndex())) }
}

func (b *bar) showKeysGo(on bool) {
	b.keysGo.OnChanged = nil
	b.keysGo.SetChecked(on)
	b.keysGo.OnChanged = b.v.setKeysGo
}

// showDisplays lists the customer's displays where there are several.
func (b *bar) showDisplays(st screen.ViewState) {
	var names []string
	b.ids = nil
	for i, d := range st.Displays {
		b.ids = append(b.ids, d.ID)
		names = append(names, displayName(i, d))
	}
	b.displays.OnChanged = nil
	if !slices.Equal(b.displays.Options, names) {
		b.displays.SetOptions(names)
	}
	if i := slices.Index(b.ids, st.Shown); i >= 0 {
		b.displays.SetSelectedIndex(i)
	}
	b.displays.OnChanged = func(string) {
		if i := b.displays.SelectedIndex(); i >= 0 && i < len(b.ids) {
			b.v.selectDisplay(b.ids[i])
		}
	}
	if several := len(names) > 1; several != b.choices.Visible() {
		if several {
			b.choices.Show()
		} else {
			b.choices.Hide()
		}
		b.row.Refresh()
	}
}

// displayName is what the i-th display is called. Its own name is the customer's
// word, and may be of any length.
func displayName(i int, d capture.Display) string {
	const most = 16
	if d.ID == capture.Whole {
		return lang.L("All displays")
	}
	name := strings.Join(strings.Fields(d.Name), " ")
	if r := []rune(name); len(r) > most {
		name = string(r[:most-1]) + "…"
	}
	return strings.TrimSpace(fmt.Sprintf("%d: %d×%d %s", i+1, d.Bounds.Dx(), d.Bounds.Dy(), name))
}

// showState shows what control can be done with.
func (b *bar) showState(st desk.SessionState) {
	text, importance := lang.L("Request control"), widget.MediumImportance
	granted := st.Grants.Allows(session.Control)
	switch {
	case granted:
		text, importance = lang.L("Give control back"), widget.WarningImportance
	case st.Asked[session.Control].Outcome == session.Pending:
		text = lang.L("Withdraw request")
	}
	if b.control.Text != text {
		b.control.Importance = importance
		b.control.SetText(text)
	}
	enable(b.control, granted || phrase.Blocked(st, session.Control) == "" && st.Grants.Allows(session.View))
	for _, w := range []fyne.Disableable{b.keysGo, b.secure, b.keys} {
		enable(w, granted)
	}
	for _, w := range []fyne.Disableable{b.refresh, b.screenshot} {
		enable(w, b.v.shows())
	}
	b.showTip()
}

func enable(w fyne.Disableable, on bool) {
	switch {
	case on && w.Disabled():
		w.Enable()
	case !on && !w.Disabled():
		w.Disable()
	}
}

// showStats shows how the picture comes.
func (b *bar) showStats(text string) {
	if b.stats.Text != text {
		b.stats.SetText(text)
	}
	b.showLine()
}

// tell shows what the widget does that the pointer or the keyboard is at.
func (b *bar) tell(what func() string, at fyne.CanvasObject) {
	if at != b.toldAt {
		b.tip.show("", nil)
	}
	b.told, b.toldAt = what, at
	if what != nil {
		b.said = ""
	}
	b.showTip()
	b.showLine()
}

// showTip shows what is told as it is now.
func (b *bar) showTip() {
	words := ""
	if b.told != nil {
		words = b.told()
	}
	if b.words.Hidden = words != ""; !b.words.Hidden {
		b.words.Refresh()
	}
	if words != b.tip.shown() {
		b.tip.show(words, b.toldAt)
	}
}

// say shows how something went, until the pointer is over another button.
func (b *bar) say(what string) {
	b.said = what
	b.tell(nil, nil)
}

// showLine shows the most pressing of what there is to say.
func (b *bar) showLine() {
	text := ""
	switch {
	case b.said != "":
		text = b.said
	case b.v.seated && b.v.surface.typing() && !b.v.surface.focused:
		text = lang.L("Click into the picture to type there")
	case b.v.surface.typing():
		text = lang.L("Ctrl+Alt+Shift+Esc takes the keys back")
	case b.v.surface.control:
		text = lang.L("Your keys stay here: Ctrl+Alt+Shift+Esc gives them to the customer, F10 reaches the buttons")
	default:
		_, text = phrase.Request(b.v.st, session.Control, time.Now())
		text = lang.L("Control: {{.State}}", map[string]any{"State": text})
	}
	if b.line.Text != text {
		b.line.SetText(text)
	}
}
