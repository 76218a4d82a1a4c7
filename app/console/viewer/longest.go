package viewer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// longest lays out a list by itself, wide enough for its longest choice, which
// it does not ask for.
type longest struct{ of *choice }

// MinSize implements fyne.Layout.
func (l longest) MinSize(o []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, words := range l.of.Options {
		width = max(width, fyne.MeasureText(words, theme.TextSize(), fyne.TextStyle{}).Width)
	}
	return fyne.NewSize(width+theme.IconInlineSize()+4*theme.InnerPadding(), o[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (longest) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }
