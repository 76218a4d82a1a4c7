package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// A Flow lays objects out one after the other, and goes on in another row where
// they do not fit. Each Flow is for one container.
type Flow struct {
	// Apart puts the last object at the right edge.
	Apart bool
	// Middle puts each row into the middle.
	Middle bool

	width float32 // of the last layout
}

// MinSize implements fyne.Layout. The height is that for the last width.
func (f *Flow) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			size.Width = max(size.Width, o.MinSize().Width)
		}
	}
	size.Height = f.place(objects, max(f.width, size.Width), func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
	return size
}

// Layout implements fyne.Layout.
func (f *Flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.place(objects, size.Width, func(o fyne.CanvasObject, at fyne.Position, s fyne.Size) {
		o.Resize(s)
		o.Move(at)
	})
}

// place finds the place of each object and returns the height of all.
func (f *Flow) place(objects []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	gap, tallest, y := theme.Padding(), float32(0), float32(0)
	for _, o := range objects {
		if o.Visible() {
			tallest = max(tallest, o.MinSize().Height)
		}
	}
	for i, row := range f.rows(objects, width) {
		y = float32(i) * (tallest + gap)
		x := float32(0)
		if f.Middle {
			x = max(0, width-long(row)) / 2
		}
		for _, o := range row {
			size := fyne.NewSize(o.MinSize().Width, tallest)
			if f.Apart && o == objects[len(objects)-1] {
				x = max(0, width-size.Width)
			}
			put(o, fyne.NewPos(x, y), size)
			x += size.Width + gap
		}
	}
	return y + tallest
}

// rows are the objects that are seen, as many in each row as fit.
func (f *Flow) rows(objects []fyne.CanvasObject, width float32) (rows [][]fyne.CanvasObject) {
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if n := len(rows); n > 0 && long(append(rows[n-1][:len(rows[n-1]):len(rows[n-1])], o)) <= width {
			rows[n-1] = append(rows[n-1], o)
		} else {
			rows = append(rows, []fyne.CanvasObject{o})
		}
	}
	return rows
}

// long is how wide a row is.
func long(row []fyne.CanvasObject) (width float32) {
	for i, o := range row {
		if i > 0 {
			width += theme.Padding()
		}
		width += o.MinSize().Width
	}
	return width
}

// A Column lays objects out below each other, each as high as it wants to be at
// that width, which for words that wrap Fyne's own box does not do.
type Column struct {
	Rest bool // the last one gets what is left of the height
	Gap  bool // there is room between them
	Bar  bool // there is room at the right for a scroll bar, which covers buttons otherwise
}

// MinSize implements fyne.Layout.
func (c Column) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	gap := float32(0) // before the next one
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		size.Width = max(size.Width, o.MinSize().Width)
		size.Height += gap + o.MinSize().Height
		gap = c.gap()
	}
	size.Width += c.bar()
	return size
}

// Layout implements fyne.Layout.
func (c Column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	size.Width -= c.bar()
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Move(fyne.NewPos(0, y))
		if c.Rest && i == len(objects)-1 {
			o.Resize(fyne.NewSize(size.Width, max(0, size.Height-y)))
			return
		}
		y += Settle(o, size.Width).Height + c.gap()
	}
}

func (c Column) gap() float32 {
	if c.Gap {
		return theme.Padding()
	}
	return 0
}

func (c Column) bar() float32 {
	if c.Bar {
		return theme.ScrollBarSmallSize() + theme.Padding()
	}
	return 0
}

// Settle gives o a width and the height that it wants at that width, which it
// returns.
func Settle(o fyne.CanvasObject, width float32) fyne.Size {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	size := fyne.NewSize(width, o.MinSize().Height)
	o.Resize(size)
	return size
}
