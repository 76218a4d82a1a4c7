package window

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"tandem/app/session"
	"tandem/app/session/chat"
)

// bubble returns a line of the chat: mine at the right, others' at the left, with
// what link makes of the addresses in theirs.
func bubble(l chat.Line, link func(chat.Link) fyne.CanvasObject) fyne.CanvasObject {
	words, when := paragraph(l.Text), small(from(l))
	words.Selectable = true
	ground := canvas.NewRectangle(color.Transparent)
	ground.CornerRadius = 10
	body := container.NewStack(ground, container.New(tight{}, when, words))
	if l.Mine {
		ground.FillColor = rgb(0x0b5cad)
		white(when)
		white(words)
		return container.New(aside{right: true}, body)
	}
	ground.FillColor = theme.Color(theme.ColorNameInputBackground)
	links := chat.Links(l.Text)
	if len(links) == 0 {
		return container.New(aside{}, body)
	}
	all := container.NewVBox(body)
	for _, k := range links {
		all.Add(link(k))
	}
	return container.New(aside{}, all)
}

// from says who wrote a line and when, and whether it has arrived.
func from(l chat.Line) string {
	at := l.At.Format("15:04")
	switch {
	case !l.Mine && l.Role == session.Customer:
		return lang.L("{{.Name}} (customer)", map[string]string{"Name": l.From}) + " · " + at
	case !l.Mine:
		return l.From + " · " + at
	case l.Arrived:
		return lang.L("You") + " · " + at
	}
	return lang.L("You") + " · " + at + " · " + lang.L("on its way")
}
