package panel

import "fyne.io/fyne/v2"

// help shows the shortcuts in a window of their own, for a viewer, or brings it to the front.
func (p *Sets) help() {
	if p.listed != nil {
		p.listed.RequestFocus()
		return
	}
	p.listed = p.cfg.App.NewWindow(ShortcutsTitle())
	list := ShortcutList(p.keys)
	p.listed.SetContent(list)
	p.listed.Resize(fyne.NewSize(listWidth, listHeight))
	p.listed.SetOnClosed(func() { p.listed = nil })
	p.listed.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyF1 || e.Name == fyne.KeyEscape {
			p.listed.Close()
		}
	})
	p.listed.Show()
	p.listed.Canvas().Focus(list)
}
