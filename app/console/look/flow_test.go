package look

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

func TestFlowGoesOnInAnotherRow(t *testing.T) {
	gap := theme.Padding()
	for _, c := range []struct {
		what   string
		flow   Flow
		width  float32
		want   []fyne.Position
		height float32
	}{
		{"one row", Flow{}, 200, []fyne.Position{{}, {X: 50 + gap}, {X: 2 * (50 + gap)}}, 20},
		{"the last apart", Flow{Apart: true}, 200, []fyne.Position{{}, {X: 50 + gap}, {X: 150}}, 20},
		{"two rows", Flow{}, 120, []fyne.Position{{}, {X: 50 + gap}, {Y: 20 + gap}}, 40 + gap},
		{"in the middle", Flow{Middle: true}, 120, []fyne.Position{{X: (70-gap)/2 - 25}, {X: (70-gap)/2 + 25 + gap}, {X: 35, Y: 20 + gap}}, 40 + gap},
	} {
		var objects []fyne.CanvasObject
		for range 3 {
			r := canvas.NewRectangle(nil)
			r.SetMinSize(fyne.NewSize(50, 20))
			objects = append(objects, r)
		}
		box := container.New(&c.flow, objects...)
		if got := Settle(box, c.width).Height; got != c.height {
			t.Errorf("%s: %v high; want %v", c.what, got, c.height)
		}
		for i, o := range objects {
			if o.Position() != c.want[i] {
				t.Errorf("%s: object %d at %v; want %v", c.what, i, o.Position(), c.want[i])
			}
		}
	}
}

func TestAColumnAsksForWhatItTakes(t *testing.T) {
	nothing, line, hidden := Wide(40), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	line.SetMinSize(fyne.NewSize(50, 20))
	hidden.SetMinSize(fyne.NewSize(90, 90))
	hidden.Hide()
	box := container.New(Column{Gap: true}, nothing, hidden, line)
	want := fyne.NewSize(50, 20+theme.Padding())
	if got := box.MinSize(); got != want {
		t.Errorf("it asks for %v; want %v", got, want)
	}
	box.Resize(want)
	if got := line.Position().Y + line.Size().Height; got != want.Height {
		t.Errorf("it ends at %v; want %v", got, want.Height)
	}
}
