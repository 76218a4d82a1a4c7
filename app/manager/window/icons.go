package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"tandem/assets"
)

const (
	pointerSVG    = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M5 2l14 11h-6.2l3.4 7.3-2.8 1.3-3.4-7.4L5 18.5z"/></svg>`
	pointerOffSVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M7 2l12 10h-5l-7-7zM2 3.3L3.3 2 22 20.7 20.7 22l-5-5 .7 3.2-2.7 1.2-3-6.4L7 18.4V8.3z"/></svg>`
)

// pointer stands for control.
func pointer() fyne.Resource {
	return theme.NewThemedResource(fyne.NewStaticResource("pointer.svg", []byte(pointerSVG)))
}

// pointerOff stands for taking it back.
func pointerOff() fyne.Resource {
	return theme.NewThemedResource(fyne.NewStaticResource("pointer-off.svg", []byte(pointerOffSVG)))
}

// brand is the program's own icon.
func brand() fyne.Resource {
	b, err := assets.Web.ReadFile("web/icon.svg")
	if err != nil {
		return theme.ComputerIcon()
	}
	return fyne.NewStaticResource("icon.svg", b)
}
