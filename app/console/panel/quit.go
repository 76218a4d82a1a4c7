package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
)

// Quitting asks what is to happen to what runs when the technician closes the
// program; empty when nothing does.
func Quitting(d *desk.Desk) (question string) {
	for _, s := range d.State().Get().Sessions {
		switch s.State().Get().Phase {
		case desk.Active, desk.Connecting:
			return lang.L("A customer is in a session. What should happen?")
		case desk.Waiting:
			question = lang.L("A session waits for its customer, whose number will be void. What should happen?")
		case desk.Over:
		}
	}
	return question
}

// QuitTitle is the title of the question where it has a window.
func QuitTitle() string { return lang.L("Close Tandem?") }

// NewQuestion returns the question of Quitting with its two answers, and gives
// the one that ends nothing to be focused.
func NewQuestion(question string, answer func(end bool)) (content fyne.CanvasObject, stay *widget.Button) {
	end := widget.NewButton(lang.L("End the session and close"), func() { answer(true) })
	end.Importance = widget.DangerImportance
	stay = widget.NewButton(lang.L("Go on helping"), func() { answer(false) })
	return container.NewVBox(widget.NewLabel(question), container.NewCenter(container.NewHBox(stay, end))), stay
}
