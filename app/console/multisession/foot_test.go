package multisession

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/look"
)

func TestTheFootIsScrolledOnlyWhereTheOthersHadNoRoom(t *testing.T) {
	test.NewTempApp(t)
	high := func(height float32) *canvas.Rectangle {
		r := canvas.NewRectangle(nil)
		r.SetMinSize(fyne.NewSize(100, height))
		return r
	}
	panel := high(200)
	column := container.New(look.Column{}, high(500))
	f := newFoot(panel, container.NewVScroll(column))
	column.Add(f.among)
	all := f.content()
	for _, c := range []struct {
		height, rest, scrolled float32
		within                 bool
	}{
		{700, 500, 500, false},
		{500, 300, 500, false},
		{499, 499, 700, true},
		{520, 320, 500, false},
	} {
		all.Resize(fyne.NewSize(150, c.height))
		if got := f.rest.Size().Height; got != c.rest || column.MinSize().Height != c.scrolled {
			t.Errorf("%v high: %v for %v of the others; want %v for %v", c.height, got, column.MinSize().Height, c.rest, c.scrolled)
		}
		if f.among.Visible() != c.within || panel.Size().Height != 200 {
			t.Errorf("%v high: scrolled is %v, %v high; want %v, 200", c.height, f.among.Visible(), panel.Size().Height, c.within)
		}
	}
}
