package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// A Status is a line that tells a state by icon, colour and words.
type Status struct {
	Content fyne.CanvasObject

	icon *widget.Icon
	text *widget.Label
	tone Tone
}

// NewStatus returns a status that says nothing yet. It wraps its words.
func NewStatus() *Status {
	s := &Status{icon: widget.NewIcon(Quiet.Icon()), text: widget.NewLabel("")}
	s.text.Wrapping = fyne.TextWrapWord
	s.Content = container.NewBorder(nil, nil, s.icon, nil, s.text)
	return s
}

// Set shows words in a tone. Setting what is shown costs nothing.
func (s *Status) Set(t Tone, words string) {
	if s.text.Text == words && s.tone == t {
		return
	}
	s.tone = t
	s.icon.SetResource(t.Icon())
	s.text.Importance = [...]widget.Importance{
		widget.MediumImportance, widget.HighImportance, widget.SuccessImportance, widget.WarningImportance, widget.DangerImportance,
	}[t]
	s.text.SetText(words)
}

// Line keeps the words on one line and returns the content, as wide as they are.
func (s *Status) Line() fyne.CanvasObject {
	s.text.Wrapping = fyne.TextWrapOff
	return s.Content
}

// Bold makes the words bold.
func (s *Status) Bold() *Status {
	s.text.TextStyle.Bold = true
	return s
}

// Text returns the words.
func (s *Status) Text() string { return s.text.Text }

// Wide returns room of a width, for what is beside or below it.
func Wide(width float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(width, 0))
	return r
}
