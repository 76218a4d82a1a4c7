package window

import (
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/manager/host"
	"tandem/app/manager/wording"
	"tandem/app/session/ui"
	"tandem/transport/link"
)

// showConnecting shows what is happening before the session.
func (p *Program) showConnecting(address string) {
	v, phase := p.visit, p.phase
	what := paragraph(wording.Progress(v.State().Get(), address))
	bar := widget.NewProgressBarInfinite()
	// Its animation would go on unseen, and repaint the window all the time.
	p.unbind = append(p.unbind, bar.Stop, ui.Bind(p.cfg.Post, v.State(), func(s host.State) {
		if s.Phase != phase {
			bar.Stop()
		}
	}))
	cancel := widget.NewButtonWithIcon(lang.L("Cancel"), theme.CancelIcon(), v.Leave)
	p.main.SetContent(container.NewPadded(container.NewBorder(
		heading(lang.L("Session {{.Number}}", map[string]string{"Number": link.FormatNumber(p.wish.Number)})),
		cancel, nil, nil,
		container.NewVBox(layout.NewSpacer(), what, bar, layout.NewSpacer()),
	)))
}
