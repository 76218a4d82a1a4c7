package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/app/session/chat"
)

// A bubble shows one line of a chat, and below it the addresses that are in it.
type bubble struct {
	content fyne.CanvasObject
	line    chat.Line
	head    *widget.Label
}

// newBubble returns a bubble; moved is called when the pointer moves over its words.
func newBubble(l chat.Line, follow func(chat.Link), moved func()) *bubble {
	b := &bubble{line: l, head: widget.NewLabel(heading(l))}
	b.head.SizeName = theme.SizeNameCaptionText
	text := widget.NewLabel(l.Text)
	text.Wrapping = fyne.TextWrapWord
	back := canvas.NewRectangle(theme.Color(theme.ColorNameInputBackground))
	if l.Mine {
		back.FillColor = theme.Color(theme.ColorNameSelection)
	}
	back.CornerRadius = 8
	body := container.New(look.Column{}, container.New(tight{}, b.head, newQuote(text, moved)))
	for _, k := range chat.Links(l.Text) {
		body.Add(container.New(&look.Flow{}, NewButton(k.Host, theme.IconNameMailForward, lang.L("Opens the address in your browser, after showing all of it"), func() { follow(k) }).important(widget.LowImportance)))
	}
	b.content = container.New(side{l.Mine}, container.NewStack(back, body))
	return b
}

// show shows what has become of the line.
func (b *bubble) show(l chat.Line) {
	if l.Arrived != b.line.Arrived {
		b.line = l
		b.head.SetText(heading(l))
	}
}

// heading says who said a line to whom and when, and whether it has arrived.
func heading(l chat.Line) string {
	head := l.From + " · " + phrase.Clock(l.At)
	switch {
	case l.Mine && l.Arrived:
		head = lang.L("You · {{.Time}} · delivered", map[string]any{"Time": phrase.Clock(l.At)})
	case l.Mine:
		head = lang.L("You · {{.Time}} · on its way", map[string]any{"Time": phrase.Clock(l.At)})
	}
	switch l.To.Kind {
	case chat.Technicians:
		head += " · " + lang.L("Technicians only")
	case chat.One:
		head += " · " + lang.L("to {{.Name}} alone", map[string]any{"Name": l.To.Name})
	case chat.Everybody:
	}
	return head
}

// side lays a bubble out at its writer's side, with room at the other.
type side struct{ right bool }

// share of the width is a bubble's.
const share = 0.82

// MinSize implements fyne.Layout.
func (side) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout implements fyne.Layout.
func (s side) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := size.Width * share
	look.Settle(o[0], width)
	x := float32(0)
	if s.right {
		x = size.Width - width
	}
	o[0].Move(fyne.NewPos(x, 0))
}
