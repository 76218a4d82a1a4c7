package dashboard

import (
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
)

// askToQuit ends the program, after asking when a session runs.
func (b *board) askToQuit() {
	customers, waiting := 0, 0
	for _, s := range b.desk.State().Get().Sessions {
		switch s.State().Get().Phase {
		case desk.Active, desk.Connecting:
			customers++
		case desk.Waiting:
			waiting++
		case desk.Over:
		}
	}
	switch {
	case b.asking:
	case customers > 0:
		b.confirmQuit(lang.L("A customer is in a session. What should happen?"))
	case waiting > 0:
		b.confirmQuit(lang.L("A session waits for its customer, whose number will be void. What should happen?"))
	default:
		b.quit()
	}
}

func (b *board) confirmQuit(question string) {
	b.asking = true
	text := widget.NewLabel(question)
	d := dialog.NewCustomConfirm(lang.L("Close Tandem?"), lang.L("End the session and close"), lang.L("Go on helping"), text, func(end bool) {
		b.asking = false
		if end {
			b.quit()
		}
	}, b.win)
	d.SetConfirmImportance(widget.DangerImportance)
	d.Show()
}

func (b *board) quit() {
	b.close()
	b.cfg.Quit()
}
