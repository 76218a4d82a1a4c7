package viewer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"tandem/app/session"
	"tandem/input"
)

// setMode shows the picture in another mode.
func (v *Viewer) setMode(m mode) {
	if !v.mode.full() && m.full() {
		v.at.Keep(v.win)
	}
	back := v.mode.full() && !m.full()
	v.mode = m
	v.surface.setFit(m.fit())
	if content := v.frame.arrange(m); v.seated {
		v.cfg.Seat.put(content)
	} else {
		v.win.SetContent(content)
		v.win.SetFullScreen(m.full())
	}
	// The bar says that the keys do not go to the customer, when they do not.
	v.frame.showBar(v.surface.control && !v.surface.keysGo)
	if back { // Fyne leaves it as large as the screen
		v.at.Restore(v.win)
	}
	v.bar.showMode(m)
	v.refocus()
	v.settle()
}

// pref is the name of something that is remembered for the account.
func (v *Viewer) pref(what string) string { return prefOf(v.cfg.Account, what) }

func prefOf(account, what string) string { return "viewer." + account + "." + what }

// recall takes mode and quality from the last time.
func (v *Viewer) recall() {
	prefs := v.cfg.App.Preferences()
	if m := prefs.Int(v.pref("mode")); m >= 0 && m < len(modes()) {
		v.mode = mode(m)
	}
	if v.cfg.Seat != nil && v.mode.full() && !v.cfg.Full {
		v.mode = windowScaled
	}
	if v.cfg.FullScreen {
		v.mode = fullScreen
	}
	v.asked = Quality(prefs, v.cfg.Account)
	v.cfg.Session.Viewer().SetMode(v.asked)
}

// choose shows the picture in another mode from now on, and the next time.
func (v *Viewer) choose(m mode) {
	v.cfg.App.Preferences().SetInt(v.pref("mode"), int(m))
	if v.cfg.Seat != nil && m.full() == v.seated { // Fyne mixes up the pictures of what moves between windows
		v.Leave()
		v.cfg.Turned(m.full())
		return
	}
	v.setMode(m)
	v.focus()
}

// pointer hears where the pointer is: at the top edge of the full screen the
// bar appears, and below the bar it goes away again, unless the technician has
// taken the keys back and should see it.
func (v *Viewer) pointer(at fyne.Position) {
	if !v.mode.full() {
		return
	}
	if at.Y*v.win.Canvas().Scale() < 1 {
		v.frame.showBar(true)
	} else if at.Y > v.frame.barBottom() && v.surface.keysGo {
		v.frame.showBar(false)
	}
}

// escape takes the keys back from the customer, or gives them again.
func (v *Viewer) escape() { v.setKeysGo(!v.surface.keysGo) }

func (v *Viewer) setKeysGo(on bool) {
	v.surface.setKeysGo(on)
	v.bar.showKeysGo(on)
	v.bar.showLine()
	v.focused()
	v.frame.showBar(!on)
	v.focus()
}

// key hears a key that does not go to the customer.
func (v *Viewer) key(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyF11:
		v.choose(v.mode.other())
	case e.Name == fyne.KeyEscape && v.mode.full():
		v.choose(windowScaled)
	case e.Name == fyne.KeyF1:
		v.help()
	case e.Name == fyne.KeyF10:
		v.frame.showBar(true)
		v.win.Canvas().Focus(v.bar.mode)
	}
}

// shortcut does what a shortcut of the program is for.
func (v *Viewer) shortcut(s fyne.Shortcut) {
	if v.cfg.Do != nil && !v.surface.typing() {
		v.cfg.Do(s)
	}
}

// help shows the shortcuts.
func (v *Viewer) help() {
	if v.cfg.Help != nil {
		v.cfg.Help()
	}
}

// leaveBar goes back to the picture from the buttons.
func (v *Viewer) leaveBar() {
	v.frame.showBar(false)
	v.focus()
}

// control asks for control, takes the request back, or gives control back,
// whichever is due.
func (v *Viewer) control() {
	s := v.cfg.Session
	var err error
	switch {
	case v.st.Grants.Allows(session.Control):
		v.surface.letGo()
		err = s.Yield(session.Control)
	case v.st.Asked[session.Control].Outcome == session.Pending:
		err = s.Withdraw(session.Control)
	default:
		err = s.Ask(session.Control)
	}
	if err != nil {
		v.bar.say(lang.L("Nobody is there to be asked."))
	}
	v.focus()
}

// press sends keys one after the other, held together.
func (v *Viewer) press(us ...input.Usage) {
	v.surface.keys.chord(us...)
	v.focus()
}

// typeClipboard types the text that is on this computer's clipboard.
func (v *Viewer) typeClipboard() {
	const most = 1000 // bytes a message, below what control takes
	text := v.cfg.App.Clipboard().Content()
	if text == "" {
		v.bar.say(lang.L("There is no text on the clipboard."))
	}
	for _, part := range split(text, most) {
		v.cfg.Session.Control().Send(input.Text{S: part})
	}
	v.focus()
}

// split cuts s into parts of at most so many bytes, between characters.
func split(s string, most int) (parts []string) {
	from := 0
	for i, r := range s {
		if i+len(string(r))-from > most {
			parts, from = append(parts, s[from:i]), i
		}
	}
	if from < len(s) {
		parts = append(parts, s[from:])
	}
	return parts
}

// selectDisplay asks for another of the customer's displays.
func (v *Viewer) selectDisplay(id int) {
	if id != v.view.Shown {
		v.cfg.Session.Viewer().Select(id)
	}
	v.focus()
}
