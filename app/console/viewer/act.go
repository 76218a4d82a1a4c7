package viewer

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"tandem/app/session"
	"tandem/app/session/ui"
	"tandem/input"
)

// setMode shows the picture in another mode.
func (v *Viewer) setMode(m mode) {
	if !v.mode.full() && m.full() {
		v.at.Keep(v.win)
	}
	v.mode = m
	v.surface.setFit(m.fit())
	v.win.SetContent(v.frame.arrange(m))
	v.win.SetFullScreen(m.full())
	v.bar.showMode(m)
	v.focus()
	v.settle()
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
	v.frame.showBar(!on)
	v.focus()
}

// key hears a key that does not go to the customer.
func (v *Viewer) key(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyF11:
		v.setMode(v.mode.other())
	case e.Name == fyne.KeyEscape && v.mode.full():
		v.setMode(windowScaled)
	}
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

var errNoPicture = errors.New("viewer: no picture")

// screenshot keeps the picture in a file.
func (v *Viewer) screenshot() {
	var path string
	pic := v.picture
	switch {
	case pic != nil && v.covered:
		pic, _ = v.cfg.Session.Viewer().Take(nil) // what is here is old
	case pic != nil:
		pic = clone(pic) // it goes on changing
	}
	ui.Work(v.cfg.Post, func() (err error) {
		path, err = save(pic, v.cfg.Session.Number)
		return err
	}, func(err error) {
		if err != nil {
			v.bar.say(lang.L("The picture could not be saved."))
			return
		}
		v.bar.say(lang.L("Saved as {{.File}}", map[string]any{"File": path}))
	})
	v.focus()
}
