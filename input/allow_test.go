package input_test

import (
	"image"
	"strings"
	"testing"

	"tandem/input"
	"tandem/input/inputtest"
)

func TestAllowDropsWhileItMayNot(t *testing.T) {
	r := new(inputtest.Recorder)
	may := true
	a := input.NewAllow(r, input.Rules{May: func() bool { return may }})
	inject(t, a, down(input.KeyA), press(input.Left), input.Text{S: "x"})
	may = false
	inject(t, a, down(input.KeyB), input.Text{S: "y"}, input.Pointer{}, input.Wheel{Y: 120}, press(input.Right),
		up(input.KeyA), release(input.Left), up(input.KeyB), release(input.Right))
	may = true
	inject(t, a, up(input.KeyA), up(input.KeyB), input.Wheel{Y: 120})
	wantEvents(t, r.Take(), down(input.KeyA), press(input.Left), input.Text{S: "x"},
		up(input.KeyA), release(input.Left), input.Wheel{Y: 120})
}

func TestAllowDropsTheStopKey(t *testing.T) {
	r := new(inputtest.Recorder)
	a := input.NewAllow(r, input.Rules{Stop: input.KeyF12})
	inject(t, a, down(input.KeyF12), up(input.KeyF12), down(input.KeyF11))
	wantEvents(t, r.Take(), down(input.KeyF11))
}

func TestPointerStaysWithin(t *testing.T) {
	within := []image.Rectangle{image.Rect(100, 100, 200, 200), image.Rect(-300, 0, -100, 50), {}}
	for _, c := range []struct{ at, want image.Point }{
		{image.Pt(150, 150), image.Pt(150, 150)},
		{image.Pt(200, 200), image.Pt(199, 199)},
		{image.Pt(0, 150), image.Pt(100, 150)},
		{image.Pt(-90, 10), image.Pt(-101, 10)},
		{image.Pt(1<<62, -1<<62), image.Pt(199, 100)},
	} {
		r := new(inputtest.Recorder)
		a := input.NewAllow(r, input.Rules{Within: func() []image.Rectangle { return within }})
		inject(t, a, input.Pointer{At: c.at})
		wantEvents(t, r.Take(), input.Pointer{At: c.want})
	}
}

func TestClicksLandWithin(t *testing.T) {
	r := new(inputtest.Recorder)
	within := []image.Rectangle{image.Rect(0, 0, 100, 100)}
	a := input.NewAllow(r, input.Rules{Within: func() []image.Rectangle { return within }})
	inject(t, a, press(input.Left), input.Wheel{Y: 120}) // who knows where the pointer is
	wantEvents(t, r.Take())
	inject(t, a, input.Pointer{At: image.Pt(50, 50)})
	within = []image.Rectangle{image.Rect(0, 0, 10, 10)} // the window has shrunk
	inject(t, a, press(input.Left), release(input.Left))
	wantEvents(t, r.Take(), input.Pointer{At: image.Pt(50, 50)}, input.Pointer{At: image.Pt(9, 9)},
		press(input.Left), release(input.Left))
	within = nil
	inject(t, a, input.Pointer{At: image.Pt(5, 5)}, press(input.Left), input.Wheel{Y: 120})
	wantEvents(t, r.Take())
}

func TestLongTextCanBeStopped(t *testing.T) {
	r := new(inputtest.Recorder)
	asked := 0
	a := input.NewAllow(r, input.Rules{May: func() bool { asked++; return asked <= 2 }})
	text := strings.Repeat("é", 31) + "\r\n" + strings.Repeat("z", 100)
	inject(t, a, input.Text{S: text})
	got := r.Take()
	wantEvents(t, got, input.Text{S: text[:64]}, input.Text{S: text[64:96]})
}

func TestTextIsWhole(t *testing.T) {
	r := new(inputtest.Recorder)
	a := input.NewAllow(r, input.Rules{})
	want := strings.Repeat("aé中😀\r\n", 50)
	inject(t, a, input.Text{S: want})
	var got strings.Builder
	for _, e := range r.Take() {
		got.WriteString(e.(input.Text).S)
	}
	if got.String() != want {
		t.Errorf("text arrives as %q; want %q", got.String(), want)
	}
}

func TestNotches(t *testing.T) {
	var n input.Notches
	for i, c := range []struct{ units, want int }{
		{60, 0}, {60, 1}, {-119, 0}, {-1, -1}, {100, 0}, {-100, 0}, {-20, -1}, {250, 2}, {110, 1}, {1 << 60, 100},
	} {
		if x, y := n.Turn(input.Wheel{X: c.units, Y: c.units}); x != c.want || y != c.want {
			t.Errorf("turn %d, %d units: %d, %d notches; want %d", i, c.units, x, y, c.want)
		}
	}
}
