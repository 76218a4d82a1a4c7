package viewer

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/app/session"
	"tandem/app/session/screen"
	"tandem/input"
	"tandem/transport/quic"
)

// A bar is the tool bar of a viewer.
type bar struct {
	v       *Viewer
	content fyne.CanvasObject

	mode     *widget.Select
	displays *widget.Select
	ids      []int // of the displays in the list
	control  *widget.Button
	keysGo   *widget.Check
	keys     *widget.Button
	line     *widget.Label // says one thing, see showLine
	stats    *widget.Label

	hint, said string // what the line may say before all else
}

func newBar(v *Viewer) *bar {
	b := &bar{v: v}
	b.mode = widget.NewSelect(modes(), nil)
	b.displays = widget.NewSelect(nil, nil)
	b.displays.Hide()
	b.control = widget.NewButtonWithIcon(lang.L("Request control"), theme.ComputerIcon(), v.control)
	b.keysGo = widget.NewCheck(lang.L("Keys go to the customer"), v.setKeysGo)
	b.keysGo.Checked = true
	b.keys = widget.NewButtonWithIcon(lang.L("Keys"), theme.MenuDropDownIcon(), b.openKeys)
	b.keys.IconPlacement = widget.ButtonIconTrailingText
	b.line, b.stats = widget.NewLabel(""), widget.NewLabel("")
	b.line.Truncation = fyne.TextTruncateEllipsis
	b.line.SizeName, b.stats.SizeName = theme.SizeNameCaptionText, theme.SizeNameCaptionText
	small := func(icon fyne.ThemeIconName, what string, tapped func()) fyne.CanvasObject {
		return look.NewButton(theme.Icon(icon), what, b.tell, func() { tapped(); v.focus() })
	}
	row := container.NewBorder(nil, nil,
		container.NewHBox(wideEnough(b.mode), b.displays, b.control, b.keysGo, b.keys,
			small(theme.IconNameViewRefresh, lang.L("Ask for the whole picture again"), v.cfg.Session.Viewer().Refresh),
			small(theme.IconNameMediaPhoto, lang.L("Save the picture to a file"), v.screenshot),
			small(theme.IconNameMailCompose, lang.L("Chat with the customer"), v.cfg.Chat),
		),
		small(theme.IconNameCancel, lang.L("Close: gives view and control back, the session goes on"), v.Close))
	b.content = container.NewVBox(row, container.NewBorder(nil, nil, nil, b.stats, b.line))
	return b
}

// wideEnough makes a list wide enough for its longest choice, which it is not by itself.
func wideEnough(s *widget.Select) fyne.CanvasObject {
	width := float32(0)
	for _, o := range s.Options {
		width = max(width, fyne.MeasureText(o, theme.TextSize(), fyne.TextStyle{}).Width)
	}
	return container.NewStack(look.Wide(width+theme.IconInlineSize()+4*theme.InnerPadding()), s)
}

// openKeys opens the list of keys that this computer keeps for itself.
func (b *bar) openKeys() {
	item := func(text string, us ...input.Usage) *fyne.MenuItem {
		return fyne.NewMenuItem(text, func() { b.v.press(us...) })
	}
	m := fyne.NewMenu("",
		item(lang.L("Ctrl+Alt+Del"), input.KeyLeftCtrl, input.KeyLeftAlt, input.KeyDelete),
		item(lang.L("Windows key"), input.KeyLeftMeta),
		item(lang.L("Windows+L (lock)"), input.KeyLeftMeta, input.KeyL),
		item(lang.L("Windows+R (run)"), input.KeyLeftMeta, input.KeyR),
		item(lang.L("Alt+Tab"), input.KeyLeftAlt, input.KeyTab),
		item(lang.L("Alt+F4 (close the window)"), input.KeyLeftAlt, input.KeyF4),
		item(lang.L("Ctrl+Shift+Esc (task manager)"), input.KeyLeftCtrl, input.KeyLeftShift, input.KeyEscape),
		item(lang.L("Print Screen"), input.KeyPrintScreen),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Type the text on my clipboard"), b.v.typeClipboard),
	)
	pop := widget.NewPopUpMenu(m, b.v.win.Canvas())
	pop.ShowAtRelativePosition(fyne.NewPos(0, b.keys.Size().Height), b.keys)
}

func (b *bar) showMode(m mode) {
	b.mode.OnChanged = nil
	b.mode.SetSelectedIndex(int(m))
	b.mode.OnChanged = func(string) { b.v.setMode(mode(b.mode.SelectedIndex())) }
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
		names = append(names, strings.TrimSpace(fmt.Sprintf("%d: %d×%d %s", i+1, d.Bounds.Dx(), d.Bounds.Dy(), d.Name)))
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
	if len(names) > 1 {
		b.displays.Show()
	} else {
		b.displays.Hide()
	}
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
	enable(b.keysGo, granted)
	enable(b.keys, granted)
}

func enable(w fyne.Disableable, on bool) {
	switch {
	case on && w.Disabled():
		w.Enable()
	case !on && !w.Disabled():
		w.Disable()
	}
}

// showStats shows how the line does.
func (b *bar) showStats(st quic.Stats, ok bool) {
	text := ""
	if ok {
		loss := 0.0
		if st.SentPackets > 0 {
			loss = 100 * float64(st.LostPackets) / float64(st.SentPackets)
		}
		text = lang.L("{{.Path}} · {{.RTT}} ms · {{.Loss}} % lost", map[string]any{
			"Path": phrase.Path(st.Remote), "RTT": fmt.Sprintf("%.1f", float64(st.RTT.Microseconds())/1000), "Loss": fmt.Sprintf("%.1f", loss),
		})
	}
	if b.stats.Text != text {
		b.stats.SetText(text)
	}
	b.showLine()
}

// tell shows what the button under the pointer does.
func (b *bar) tell(what string) {
	b.hint, b.said = what, ""
	b.showLine()
}

// say shows how something went, until the pointer is over another button.
func (b *bar) say(what string) {
	b.said = what
	b.showLine()
}

// showLine shows the most pressing of what there is to say.
func (b *bar) showLine() {
	text := ""
	switch {
	case b.said != "":
		text = b.said
	case b.hint != "":
		text = b.hint
	case b.v.surface.typing():
		text = lang.L("Ctrl+Alt+Shift+Esc takes the keys back")
	case b.v.surface.control:
		text = lang.L("Your keys stay here. Ctrl+Alt+Shift+Esc gives them to the customer.")
	default:
		_, text = phrase.Request(b.v.st, session.Control, time.Now())
		text = lang.L("Control: {{.State}}", map[string]any{"State": text})
	}
	if b.line.Text != text {
		b.line.SetText(text)
	}
}
