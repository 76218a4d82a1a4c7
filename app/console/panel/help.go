package panel

import (
	"fyne.io/fyne/v2"

	"tandem/app/console/desk"
)

// shortcuts are those of the program that work in a viewer as well.
func (p *Sets) shortcuts() (all []fyne.Shortcut) {
	for _, s := range p.keys {
		if s.do != nil {
			all = append(all, s.shortcut())
		}
	}
	return all
}

// press does what a shortcut is for, to a session, which comes to the front.
func (p *Sets) press(s *desk.Session, k fyne.Shortcut) {
	for _, own := range p.keys {
		if own.do == nil || own.shortcut().ShortcutName() != k.ShortcutName() {
			continue
		}
		if p.sets[s] != nil {
			p.Choose(s)
		}
		own.do()
	}
}

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
