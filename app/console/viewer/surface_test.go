package viewer

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tandem/capture"
	"tandem/input"
)

// A rig is a surface of 200x100 in a window, which shows a picture of that size
// and writes down what it sends.
type rig struct {
	*surface
	sent     []string
	released int
	scrolled int
	escaped  int
	local    []fyne.KeyName
}

func newRig(t *testing.T) *rig {
	test.NewTempApp(t)
	r := &rig{}
	r.surface = newSurface(sent(&r.sent), hears{
		release: func() { r.released++ },
		pointer: func(fyne.Position) {},
		scroll:  func(*fyne.ScrollEvent) { r.scrolled++ },
		escape:  func() { r.escaped++ },
		key:     func(e *fyne.KeyEvent) { r.local = append(r.local, e.Name) },
	})
	w := test.NewTempWindow(t, r.surface)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(200, 100))
	pic := image.NewRGBA(image.Rect(0, 0, 200, 100))
	r.show(pic, []image.Rectangle{pic.Rect})
	r.setControl(true)
	w.Canvas().Focus(r.surface)
	return r
}

func (r *rig) got() string { return strings.Join(r.sent, " ") }

func mouseAt(x, y float32, b desktop.MouseButton) *desktop.MouseEvent {
	e := &desktop.MouseEvent{Button: b}
	e.Position, e.AbsolutePosition = fyne.NewPos(x, y), fyne.NewPos(x, y)
	return e
}

func TestClickGoesWhereItWas(t *testing.T) {
	r := newRig(t)
	r.MouseMoved(mouseAt(10, 20, 0))
	r.MouseMoved(mouseAt(10, 20, 0)) // nothing new
	r.MouseDown(mouseAt(11, 20, desktop.MouseButtonPrimary))
	r.MouseUp(mouseAt(11, 20, desktop.MouseButtonPrimary))
	if got, want := r.got(), "@10,20 @11,20 +b1 -b1"; got != want {
		t.Errorf("sent %q; want %q", got, want)
	}
}

func TestDragThatLeavesTheWindow(t *testing.T) {
	r := newRig(t)
	r.MouseDown(mouseAt(190, 50, desktop.MouseButtonPrimary))
	r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(260, -30)}})
	r.DragEnd() // Fyne tells of no MouseUp out there
	if got, want := r.got(), "@190,50 +b1 @199,0 -b1"; got != want {
		t.Errorf("sent %q; want %q", got, want)
	}
}

func TestReleaseThatNobodyTold(t *testing.T) {
	r := newRig(t)
	r.MouseDown(mouseAt(5, 5, desktop.MouseButtonSecondary))
	r.MouseMoved(mouseAt(6, 5, desktop.MouseButtonSecondary))
	r.MouseMoved(mouseAt(7, 5, 0))
	if got, want := r.got(), "@5,5 +b3 @6,5 -b3 @7,5"; got != want {
		t.Errorf("sent %q; want %q", got, want)
	}
}

func TestHookTellsButtonsAndWheel(t *testing.T) {
	r := newRig(t)
	for _, b := range []input.ButtonID{input.Back, input.Forward} {
		r.Press(b)
		r.MouseDown(mouseAt(5, 5, 0))
		r.MouseMoved(mouseAt(5, 5, 0)) // side buttons are in no mask of Fyne's
		r.Press(b)
		r.Lifted(b) // outside: Fyne says nothing
	}
	r.Turn(0, 1)
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(300, 0)}) // swapped and accelerated
	if got, want := r.got(), "@5,5 +b4 -b4 +b5 -b5 w0,120"; got != want {
		t.Errorf("sent %q; want %q", got, want)
	}
}

func TestWheelWithoutHook(t *testing.T) {
	r := newRig(t)
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 25)})
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(25, 0)}) // GLFW's left
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 0.1)})
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 0.1)})
	if got, want := r.got(), "w0,120 w-120,0 w0,1"; got != want {
		t.Errorf("sent %q; want %q", got, want)
	}
}

func TestOnlyViewingSendsNothing(t *testing.T) {
	r := newRig(t)
	r.setControl(false)
	r.MouseDown(mouseAt(5, 5, desktop.MouseButtonPrimary))
	r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 25)})
	r.KeyDown(&fyne.KeyEvent{Name: fyne.KeyF11})
	r.TypedRune('x')
	if got := r.got(); got != "" || r.scrolled != 1 || len(r.local) != 1 {
		t.Errorf("sent %q, scrolled %d, local keys %v; want nothing, once, F11", got, r.scrolled, r.local)
	}
}

func TestLosingTheFocusLetsGo(t *testing.T) {
	r := newRig(t)
	before := r.released
	r.MouseDown(mouseAt(5, 5, desktop.MouseButtonPrimary))
	r.FocusLost()
	r.MouseUp(mouseAt(5, 5, desktop.MouseButtonPrimary))
	if got, want := r.got(), "@5,5 +b1 @5,5"; got != want || r.released != before+1 {
		t.Errorf("sent %q, let go %d times; want %q, once", got, r.released-before, want)
	}
}

func TestPointerLooksLikeTheCustomers(t *testing.T) {
	r := newRig(t)
	if got := r.Cursor(); got != desktop.DefaultCursor {
		t.Errorf("cursor %v before any is known; want the default", got)
	}
	sh := &capture.Shape{Image: image.NewNRGBA(image.Rect(0, 0, 8, 8)), Hot: image.Pt(3, 4)}
	r.setCursor(capture.Cursor{At: image.Pt(50, 50), Visible: true, Shape: sh})
	if img, x, y := r.Cursor().Image(); img != sh.Image || x != 3 || y != 4 {
		t.Errorf("cursor %v at %d,%d; want the customer's", img, x, y)
	}
	if r.arrow.Visible() {
		t.Error("something is drawn over the picture while controlling")
	}
	r.setCursor(capture.Cursor{At: image.Pt(50, 50), Shape: sh})
	if got := r.Cursor(); got != desktop.HiddenCursor {
		t.Errorf("cursor %v while the customer's is hidden; want hidden", got)
	}
	r.setControl(false)
	r.setCursor(capture.Cursor{At: image.Pt(50, 50), Visible: true, Shape: sh})
	if !r.arrow.Visible() || r.arrow.Position() != fyne.NewPos(47, 46) || r.Cursor() != desktop.DefaultCursor {
		t.Errorf("only viewing: arrow visible %v at %v; want it at 47,46", r.arrow.Visible(), r.arrow.Position())
	}
}

// TestCustomersPointerIsSeenWhereTheyMoveIt: what comes late of the
// technician's own moves is not drawn, and the next click is where it is seen.
func TestCustomersPointerIsSeenWhereTheyMoveIt(t *testing.T) {
	r := newRig(t)
	sh := &capture.Shape{Image: image.NewNRGBA(image.Rect(0, 0, 8, 8))}
	for x := range 10 {
		r.MouseMoved(mouseAt(float32(10*x), 20, 0))
	}
	r.setCursor(capture.Cursor{At: image.Pt(30, 20), Visible: true, Shape: sh})
	if r.arrow.Visible() {
		t.Error("the technician's own move is drawn when it is heard of")
	}
	r.setCursor(capture.Cursor{At: image.Pt(150, 70), Visible: true, Shape: sh})
	if !r.arrow.Visible() || r.arrow.Position() != fyne.NewPos(150, 70) {
		t.Errorf("the customer's move: arrow visible %v at %v; want it at 150,70", r.arrow.Visible(), r.arrow.Position())
	}
	r.sent = nil
	r.MouseMoved(mouseAt(90, 20, 0)) // as a window does that looks at the cursor again
	if got := r.got(); got != "" {
		t.Errorf("sent %q while the technician's pointer rests; want nothing", got)
	}
	r.MouseDown(mouseAt(90, 20, desktop.MouseButtonPrimary))
	if got, want := r.got(), "@90,20 +b1"; got != want {
		t.Errorf("sent %q; want %q", got, want)
	}
	r.setCursor(capture.Cursor{At: image.Pt(90, 20), Visible: true, Shape: sh})
	if r.arrow.Visible() {
		t.Error("the arrow stays though the technician has the pointer again")
	}
}

// TestScaledWithoutAGlass: where Fyne shows the picture it gets every pixel of
// the screen, and only those that changed are made again.
func TestScaledWithoutAGlass(t *testing.T) {
	r := newRig(t)
	pic := image.NewRGBA(image.Rect(0, 0, 400, 200)) // to 200x100
	r.show(pic, []image.Rectangle{pic.Rect})
	shown := r.img.Image.(*image.RGBA)
	if shown.Rect.Size() != image.Pt(200, 100) {
		t.Fatalf("%v pixels are shown; want 200x100", shown.Rect.Size())
	}
	thin := image.Rect(100, 0, 101, 200) // a line that every second pixel would miss
	for y := range 200 {
		pic.SetRGBA(100, y, color.RGBA{R: 200, A: 255})
		pic.SetRGBA(300, y, color.RGBA{R: 200, A: 255}) // nobody was told
	}
	r.show(pic, []image.Rectangle{thin})
	if got, other := shown.RGBAAt(50, 50).R, shown.RGBAAt(150, 50).R; got != 100 || other != 0 {
		t.Errorf("the line is %d, what did not change %d; want 100 and 0", got, other)
	}
	r.setFit(false)
	if r.img.Image != pic {
		t.Error("at 1:1 the picture itself is not shown")
	}
}

func BenchmarkShow(b *testing.B) {
	test.NewTempApp(b)
	s := newSurface(func(input.Event) {}, hears{release: func() {}})
	w := test.NewTempWindow(b, s)
	w.Resize(fyne.NewSize(1280, 720))
	pic := image.NewRGBA(image.Rect(0, 0, 1920, 1080))
	dirty := []image.Rectangle{pic.Rect}
	b.ReportAllocs()
	for b.Loop() {
		s.show(pic, dirty)
	}
}
