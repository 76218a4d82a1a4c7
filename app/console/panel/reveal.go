package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// reveal scrolls what has got the keys into sight, which Fyne does not.
func reveal(o fyne.CanvasObject) {
	t := tipsFor(o)
	if t == nil {
		return
	}
	d := fyne.CurrentApp().Driver()
	scrolls, _ := path(t.all, o)
	for _, s := range scrolls {
		at, gap := s.Offset, theme.Padding()
		top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(s.Content).Y
		at.Y = min(at.Y, max(0, top-gap))
		at.Y = max(at.Y, top+o.Size().Height+gap-s.Size().Height)
		if at != s.Offset {
			s.ScrollToOffset(at)
		}
	}
}

// path goes down from root to o and returns the scrolls on its way, the outer
// ones first; false when o is not below root.
func path(root, o fyne.CanvasObject) (scrolls []*container.Scroll, ok bool) {
	if root == o {
		return nil, true
	}
	var inside []fyne.CanvasObject
	switch r := root.(type) {
	case *fyne.Container:
		inside = r.Objects
	case *container.Split:
		inside = []fyne.CanvasObject{r.Leading, r.Trailing}
	case *container.Scroll:
		inside, scrolls = []fyne.CanvasObject{r.Content}, []*container.Scroll{r}
	}
	for _, i := range inside {
		if below, ok := path(i, o); ok {
			return append(scrolls, below...), true
		}
	}
	return nil, false
}
