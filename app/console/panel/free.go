package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// An area is a rectangle of a window.
type area struct {
	at   fyne.Position
	size fyne.Size
}

// common is how much of a is b as well.
func (a area) common(b area) float32 {
	width := min(a.at.X+a.size.Width, b.at.X+b.size.Width) - max(a.at.X, b.at.X)
	height := min(a.at.Y+a.size.Height, b.at.Y+b.size.Height) - max(a.at.Y, b.at.Y)
	return max(0, width) * max(0, height)
}

// free returns where words of a size go that tell of something: below it, above
// it or beside it, in this order, whichever covers least of the buttons. They
// stay in the room.
func free(of area, size, room fyne.Size, buttons []area) fyne.Position {
	gap := theme.Padding()
	left, right := of.at.X-size.Width-gap, of.at.X+of.size.Width+gap
	below, above := of.at.Y+of.size.Height+gap, of.at.Y-size.Height-gap
	var best fyne.Position
	least := float32(-1)
	for _, p := range []fyne.Position{
		{X: of.at.X, Y: below}, {X: of.at.X, Y: above}, {X: right, Y: of.at.Y}, {X: left, Y: of.at.Y},
		{X: of.at.X + of.size.Width - size.Width, Y: below}, {X: of.at.X + of.size.Width - size.Width, Y: above},
		{X: right, Y: below}, {X: left, Y: below}, {X: right, Y: above}, {X: left, Y: above},
	} {
		p.X, p.Y = max(0, min(p.X, room.Width-size.Width)), max(0, min(p.Y, room.Height-size.Height))
		covered := area{p, size}.common(of)
		for _, b := range buttons {
			covered += area{p, size}.common(b)
		}
		if least < 0 || covered < least {
			best, least = p, covered
		}
	}
	return best
}

// buttons are where the buttons are that can be seen in the window of t.
func (t *Tips) buttons() (all []area) {
	d := fyne.CurrentApp().Driver()
	from := d.AbsolutePositionForObject(t)
	var look func(fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() || o == t.layer {
			return
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, i := range o.Objects {
				look(i)
			}
		case *container.Scroll:
			look(o.Content)
		case *container.Split:
			look(o.Leading)
			look(o.Trailing)
		case fyne.Tappable:
			all = append(all, area{d.AbsolutePositionForObject(o.(fyne.CanvasObject)).Subtract(from), o.(fyne.CanvasObject).Size()})
		}
	}
	look(t.all)
	return all
}
