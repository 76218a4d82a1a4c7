package panel

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/app/session/ui"
	"tandem/transport/link"
)

// An assist is the way into another technician's session: a button, then a
// number to type, then what becomes of it.
type assist struct {
	content fyne.CanvasObject
	cfg     Config
	sets    *Sets
	open    *Button
	form    *fyne.Container
	number  *Entry
	join    *Button
	status  *look.Status
	busy    bool
	resized func() // it wants another height
}

func newAssist(cfg Config, sets *Sets, resized func()) *assist {
	a := &assist{cfg: cfg, sets: sets, resized: resized, status: look.NewStatus()}
	a.open = NewButton(lang.L("Assist a session"), theme.IconNameAccount, lang.L("Come into another technician’s session with its number"), a.ask)
	a.number = newEntry(a.enter)
	a.number.MultiLine, a.number.Wrapping = false, fyne.TextWrapOff
	a.number.SetMinRowsVisible(1)
	a.number.SetPlaceHolder(lang.L("Number of the session"))
	a.join = NewButton(lang.L("Join"), "", lang.L("The technician who leads the session is asked to let you in"), a.enter)
	cancel := NewButton("", theme.IconNameCancel, lang.L("Does not join"), a.cancel)
	a.form = container.New(look.Column{Gap: true}, a.number, container.NewBorder(nil, nil, nil, cancel, a.join))
	a.form.Hide()
	a.status.Content.Hide()
	a.content = container.New(look.Column{Gap: true}, a.open, a.form, a.status.Content)
	return a
}

// ask asks for the number.
func (a *assist) ask() {
	a.open.Hide()
	a.form.Show()
	a.resized()
	focus(a.cfg.Post, a.number)
}

// cancel gives up, or closes the form.
func (a *assist) cancel() {
	a.cfg.Desk.StopAssist()
	a.close()
	a.join.Able("")
	a.busy = false
	focus(a.cfg.Post, a.open)
}

func (a *assist) close() {
	a.form.Hide()
	a.open.Show()
	a.number.SetText("")
	a.tell(look.Quiet, "")
}

// enter asks to be let in.
func (a *assist) enter() {
	if a.join.Disabled() {
		return
	}
	const timeout = 10 * time.Second
	number := a.number.Text
	a.sets.Want()
	a.join.Able(lang.L("Joining…"))
	ui.Work(a.cfg.Post, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), timeout)
		defer cancel()
		return a.cfg.Desk.Assist(ctx, number)
	}, func(err error) {
		a.join.Able("")
		switch {
		case err == nil:
			a.show(a.cfg.Desk.State().Get())
		case errors.Is(err, desk.ErrNumber):
			a.tell(look.Bad, lang.L("A session’s number has nine digits."))
		case errors.Is(err, desk.ErrAssisting):
			a.tell(look.Quiet, lang.L("You are in this session already."))
		case errors.Is(err, desk.ErrOneSession):
			a.tell(look.Bad, phrase.Refused(link.OneSession))
		default:
			a.tell(look.Bad, lang.L("The site cannot be reached right now. Try again."))
		}
	})
}

func (a *assist) tell(tone look.Tone, words string) {
	a.status.Set(tone, words)
	visible(a.status.Content, words != "")
	a.resized()
}

// show shows what becomes of an attempt.
func (a *assist) show(st desk.State) {
	switch t := st.Assist; {
	case t == desk.Attempt{}:
		if a.busy { // it is let in
			a.close()
			a.join.Able("")
		}
		a.busy = false
	case t.Refused != "":
		a.tell(look.Bad, phrase.NotAssisting(t.Refused))
		a.join.Able("")
		a.busy = false
	case t.Waits:
		a.wait(lang.L("Waiting to be let in…"))
	default:
		a.wait(lang.L("Joining…"))
	}
}

// wait says what is waited for, and lets nobody ask again meanwhile.
func (a *assist) wait(words string) {
	a.tell(look.Busy, words)
	a.join.Able(words)
	a.busy = true
}
