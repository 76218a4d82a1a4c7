package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/manager/host"
	"tandem/app/manager/wording"
)

// showEnd says why the session is over and what can be done next.
func (p *Program) showEnd(s host.State) {
	e := wording.EndOf(s)
	mark := widget.NewIcon(theme.NewErrorThemedResource(theme.ErrorIcon()))
	if e.Fine {
		mark.SetResource(theme.NewPrimaryThemedResource(theme.ConfirmIcon()))
	}
	again := widget.NewButtonWithIcon(lang.L("Try again"), theme.ViewRefreshIcon(), p.join)
	other := widget.NewButtonWithIcon(lang.L("Enter another number"), theme.DocumentCreateIcon(), func() {
		p.wish.Number = ""
		p.showForm("")
	})
	shut := widget.NewButtonWithIcon(lang.L("Close"), theme.CancelIcon(), p.app.Quit)
	again.Hidden = !e.Retry
	switch {
	case e.Fine:
		shut.Importance = widget.HighImportance
	case e.Retry:
		again.Importance = widget.HighImportance
	default:
		other.Importance = widget.HighImportance
	}
	p.main.SetTitle(title)
	p.main.SetContent(container.NewPadded(container.NewBorder(
		nil, container.NewVBox(again, other, shut), nil, nil,
		container.NewVBox(
			layout.NewSpacer(),
			container.NewPadded(container.NewGridWrap(fyne.NewSquareSize(48), mark)),
			heading(e.Why), paragraph(e.Next),
			layout.NewSpacer(),
		),
	)))
}

// closing handles the wish to close the main window.
func (p *Program) closing() {
	switch {
	case p.visit == nil:
		p.app.Quit()
	case p.phase != host.Active:
		p.visit.Leave()
		p.app.Quit()
	case p.dismiss == nil:
		p.askLeave()
	}
}

// askLeave asks whether to leave the session.
func (p *Program) askLeave() {
	v := p.visit
	who := map[string]string{"Technician": v.State().Get().Technician}
	var over *widget.PopUp
	shut := func() {
		p.dismiss = nil
		over.Hide()
	}
	stay := widget.NewButton(lang.L("Stay"), shut)
	leave := widget.NewButton(lang.L("Leave"), func() {
		shut()
		v.Leave()
		p.app.Quit()
	})
	leave.Importance = widget.DangerImportance
	over = widget.NewModalPopUp(container.NewPadded(container.NewVBox(
		heading(lang.L("Leave the session?")),
		paragraph(lang.L("{{.Technician}} can no longer help you then.", who)),
		container.NewGridWithColumns(2, stay, leave),
	)), p.main.Canvas())
	over.Resize(fyne.NewSize(320, 0))
	p.dismiss = shut
	over.Show()
}
