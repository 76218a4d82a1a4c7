package viewer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"tandem/input"
)

// A chord is keys held together, which this computer would keep for itself.
type chord struct {
	name string
	keys []input.Usage
}

// secure is the chord that has a button of its own.
var secure = []input.Usage{input.KeyLeftCtrl, input.KeyLeftAlt, input.KeyDelete}

func chords() []chord {
	return []chord{
		{lang.L("Windows key"), []input.Usage{input.KeyLeftMeta}},
		{lang.L("Windows+L (lock)"), []input.Usage{input.KeyLeftMeta, input.KeyL}},
		{lang.L("Windows+R (run)"), []input.Usage{input.KeyLeftMeta, input.KeyR}},
		{lang.L("Alt+Tab"), []input.Usage{input.KeyLeftAlt, input.KeyTab}},
		{lang.L("Alt+F4 (close the window)"), []input.Usage{input.KeyLeftAlt, input.KeyF4}},
		{lang.L("Ctrl+Shift+Esc (task manager)"), []input.Usage{input.KeyLeftCtrl, input.KeyLeftShift, input.KeyEscape}},
		{lang.L("Print Screen"), []input.Usage{input.KeyPrintScreen}},
	}
}

// openKeys opens the list of keys that this computer keeps for itself.
func (b *bar) openKeys() {
	m := fyne.NewMenu("")
	for _, c := range chords() {
		m.Items = append(m.Items, fyne.NewMenuItem(c.name, func() { b.v.press(c.keys...) }))
	}
	m.Items = append(m.Items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("Type the text on my clipboard"), b.v.typeClipboard))
	b.openMenu(m, b.keys)
}

// openMenu opens a menu below a button.
func (b *bar) openMenu(m *fyne.Menu, below fyne.CanvasObject) {
	pop := widget.NewPopUpMenu(m, b.v.win.Canvas())
	pop.OnDismiss = func() {
		pop.Hide()
		b.v.focus()
	}
	pop.ShowAtRelativePosition(fyne.NewPos(0, below.Size().Height), below)
}
