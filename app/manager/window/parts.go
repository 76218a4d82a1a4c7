package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

func paragraph(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	return l
}

func heading(text string) *widget.Label {
	l := paragraph(text)
	l.SizeName = theme.SizeNameSubHeadingText
	l.TextStyle.Bold = true
	return l
}

func caption(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.TextStyle.Bold = true
	return l
}

func small(text string) *widget.Label {
	l := paragraph(text)
	l.SizeName = theme.SizeNameCaptionText
	return l
}

// white makes a label fit for a coloured ground.
func white(l *widget.Label) *widget.Label {
	l.Importance = widget.SuccessImportance // by the colour onColour
	return l
}

// whiteIcon makes an icon fit for a coloured ground.
func whiteIcon(r fyne.Resource) fyne.Resource { return theme.NewColoredResource(r, onColour) }
