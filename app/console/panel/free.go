package panel

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
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

// A block is something in a window that words should not cover.
type block struct {
	area
	weight float32 // of each covered bit of it
}

// How bad it is to cover a button, something to read, or something that is read out.
const overButton, overWords, overTitle = 1, 0.1, 1

// free returns where words of a size go that tell of something: near it, where
// they cover no buttons and little else. They stay in the room.
func free(of area, size, room fyne.Size, blocks []block) fyne.Position {
	gap := theme.Padding()
	blocks = append(blocks, block{of, overButton})
	below := fyne.NewPos(of.at.X, of.at.Y+of.size.Height+gap)
	tries := []fyne.Position{below, {X: of.at.X, Y: of.at.Y - size.Height - gap}}
	for _, x := range []float32{of.at.X, of.at.X + of.size.Width + gap, of.at.X - size.Width - gap} {
		tries = append(tries, fyne.NewPos(x, of.at.Y))
		for _, b := range blocks {
			tries = append(tries, fyne.NewPos(x, b.at.Y+b.size.Height+gap), fyne.NewPos(x, b.at.Y-size.Height-gap))
		}
	}
	var best fyne.Position
	least := float32(-1)
	for _, p := range tries {
		p.X, p.Y = max(0, min(p.X, room.Width-size.Width)), max(0, min(p.Y, room.Height-size.Height))
		cost := 2*abs(p.X-below.X) + 4*abs(p.Y-below.Y)
		for _, b := range blocks {
			cost += b.weight * area{p, size}.common(b.area)
		}
		if least < 0 || cost < least {
			best, least = p, cost
		}
	}
	return best
}

func abs(v float32) float32 { return max(v, -v) }

// written is where the words of l are in it.
func written(l *widget.Label) area {
	pad := theme.InnerPadding()
	long := fyne.MeasureText(l.Text, theme.Size(cmp.Or(l.SizeName, theme.SizeNameText)), l.TextStyle).Width
	room := l.Size().SubtractWidthHeight(2*pad, 2*pad)
	x, width := pad, min(long, room.Width)
	switch l.Alignment {
	case fyne.TextAlignCenter:
		x += (room.Width - width) / 2
	case fyne.TextAlignTrailing:
		x += room.Width - width
	case fyne.TextAlignLeading:
	}
	return area{fyne.NewPos(x, pad), fyne.NewSize(width, room.Height)}
}

// blocks are what can be seen in the window of t that its words should not cover.
func (t *Tips) blocks() (all []block) {
	d := fyne.CurrentApp().Driver()
	from := d.AbsolutePositionForObject(t)
	add := func(o fyne.CanvasObject, weight float32) {
		all = append(all, block{area{d.AbsolutePositionForObject(o).Subtract(from), o.Size()}, weight})
	}
	read := func(l *widget.Label) {
		weight := float32(overWords)
		if theme.Size(cmp.Or(l.SizeName, theme.SizeNameText)) > theme.TextSize() {
			weight = overTitle
		}
		w := written(l)
		w.at = w.at.Add(d.AbsolutePositionForObject(l).Subtract(from))
		all = append(all, block{w, weight})
	}
	var look func(fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() || o == t.layer {
			return
		}
		switch w := o.(type) {
		case *fyne.Container:
			for _, i := range w.Objects {
				look(i)
			}
		case *container.Scroll:
			look(w.Content)
		case *container.Split:
			look(w.Leading)
			look(w.Trailing)
		case *quote:
			look(w.label)
		case fyne.Focusable:
			add(o, overButton)
		case *widget.Label:
			if w.Text != "" {
				read(w)
			}
		case *canvas.Text:
			add(o, overWords)
		}
	}
	look(t.all)
	return all
}
