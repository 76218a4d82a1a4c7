package dxgi

import (
	"fmt"
	"image"
	"image/color"
	"os"
	"slices"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/capture"
	"tandem/capture/capturetest"
	"tandem/capture/gdi"
)

// A stage is testdata/duplication.c, a desktop behind the system's own
// interfaces, of which textures and devices are the true ones.
type stage struct {
	t         *testing.T
	dll       *windows.LazyDLL
	size      image.Point // of the surface
	turn      rotation
	inMemory  bool
	a         *api
	shape     shapeInfo
	shapeBits []byte
}

func newStage(t *testing.T, seen image.Point, turn rotation, inMemory bool) *stage {
	path := os.Getenv("DUPLICATION_DLL")
	if path == "" {
		t.Skip("DUPLICATION_DLL names no desktop to duplicate")
	}
	g := &stage{t: t, dll: windows.NewLazyDLL(path), size: turn.size(seen), turn: turn, inMemory: inMemory, a: load()}
	g.shape = shapeInfo{kind: kindColor, width: 1, height: 1, pitch: 4}
	g.shapeBits = []byte{1, 2, 3, 255}
	return g
}

// call calls one of the desktop's functions.
//
//go:uintptrescapes
func (g *stage) call(name string, args ...uintptr) uintptr {
	r, _, _ := g.dll.NewProc(name).Call(args...)
	return r
}

// open is newSource's.
func (g *stage) open(string) (output, string, error) {
	list, err := gdi.Displays()
	if err != nil {
		return nil, "", err
	}
	adapter, out, err := g.a.find(list[0].Name)
	if err != nil {
		return nil, "", err
	}
	defer adapter.release()
	defer out.release()
	device, context, err := g.a.device(adapter)
	if err != nil {
		return nil, "", err
	}
	inMemory := uintptr(0)
	if g.inMemory {
		inMemory = 1
	}
	g.call("Point", 0, 0, 1)
	g.call("Shape", uintptr(unsafe.Pointer(&g.shape)), uintptr(unsafe.Pointer(&g.shapeBits[0])), uintptr(len(g.shapeBits)))
	var dup *object
	r := g.call("Begin", uintptr(unsafe.Pointer(device)), uintptr(g.size.X), uintptr(g.size.Y), uintptr(g.turn), inMemory)
	*(*uintptr)(unsafe.Pointer(&dup)) = r // the desktop's memory
	return g.a.newDuplication(device, context, dup), "stage", nil
}

func (g *stage) source(cfg capture.Config) (capture.Source, error) {
	s, err := newSource(cfg, g.open)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// back is where on the surface the user sees a rectangle.
func (g *stage) back(r image.Rectangle) image.Rectangle {
	return (&desktop{turn: g.turn, size: g.size}).back(r)
}

// Fill implements capturetest.Desktop.
func (g *stage) Fill(r image.Rectangle, c color.NRGBA) {
	r = g.back(r)
	g.call("Fill", uintptr(r.Min.X), uintptr(r.Min.Y), uintptr(r.Max.X), uintptr(r.Max.Y), uintptr(c.R)<<16|uintptr(c.G)<<8|uintptr(c.B))
}

func (g *stage) Move(from image.Point, to image.Rectangle) {
	src, dst := g.back(image.Rectangle{Min: from, Max: from.Add(to.Size())}), g.back(to)
	g.call("Move", uintptr(src.Min.X), uintptr(src.Min.Y), uintptr(dst.Min.X), uintptr(dst.Min.Y), uintptr(dst.Max.X), uintptr(dst.Max.Y))
}

// Point implements capturetest.Desktop.
func (g *stage) Point(at image.Point) {
	g.call("Point", uintptr(at.X-int(g.shape.hot.x)), uintptr(at.Y-int(g.shape.hot.y)), 1)
}

// Resize implements capturetest.Desktop.
func (g *stage) Resize(seen image.Point) bool {
	g.size = g.turn.size(seen)
	g.call("Lose")
	return true
}

func TestStage(t *testing.T) {
	size := image.Pt(200, 150)
	for turn := upright; turn <= threeQuarters; turn++ {
		for _, inMemory := range []bool{false, true} {
			t.Run(fmt.Sprintf("turned %d, in memory %v", turn, inMemory), func(t *testing.T) {
				g := newStage(t, size, turn, inMemory)
				capturetest.Conform(t, g, size, g.source)
				if n := int32(g.call("Wrong")); n != 0 {
					t.Errorf("%d calls came out of turn or references are left", n)
				}
			})
		}
	}
}

func TestStageMoves(t *testing.T) {
	size := image.Pt(200, 150)
	g := newStage(t, size, quarter, false)
	w := capturetest.NewWatch(t, capture.Config{}, g.source)
	w.Next()
	red := color.NRGBA{R: 255, A: 255}
	g.Fill(image.Rect(10, 10, 30, 30), red)
	w.Until("the square", func() bool { return w.Shows(image.Rect(10, 10, 30, 30), red) })
	want := capture.Move{From: image.Pt(0, 0), To: image.Rect(50, 60, 150, 140)}
	g.Move(want.From, want.To)
	f := w.Next()
	if !slices.Equal(f.Moves, []capture.Move{want}) || !w.Shows(image.Rect(60, 70, 80, 90), red) {
		t.Errorf("moves %v; want %v", f.Moves, want)
	}
	for i := range 3 * maxRects { // more than there is memory for at first
		g.Fill(image.Rect(i, 0, i+1, 2), color.NRGBA{G: byte(i), A: 255})
	}
	last := color.NRGBA{G: 3*maxRects - 1, A: 255}
	w.Until("the last line", func() bool { return w.Shows(image.Rect(3*maxRects-1, 0, 3*maxRects, 2), last) })
	w.Settle()
	for i := range 3 * maxRects {
		if c := (color.NRGBA{G: byte(i), A: 255}); !w.Shows(image.Rect(i, 0, i+1, 2), c) {
			t.Errorf("line %d is not there", i)
		}
	}
}

func TestStagePointer(t *testing.T) {
	g := newStage(t, image.Pt(200, 150), upright, false)
	g.shape = shapeInfo{kind: kindMonochrome, width: 64, height: 128, pitch: 8, hot: point{3, 5}}
	g.shapeBits = make([]byte, 8*128)
	w := capturetest.NewWatch(t, capture.Config{}, g.source)
	g.Point(image.Pt(50, 60))
	w.Until("the pointer", func() bool { return w.Cursor.Visible && w.Cursor.At == image.Pt(50, 60) })
	if s := w.Cursor.Shape; s.Hot != image.Pt(3, 5) || s.Image.Rect != image.Rect(0, 0, 64, 64) || s.Image.NRGBAAt(9, 9) != (color.NRGBA{A: 255}) {
		t.Errorf("shape %v with hot spot %v; want a black square of 64 pixels with %v", s.Image.Rect, s.Hot, image.Pt(3, 5))
	}
}

func TestStageAllocations(t *testing.T) {
	g := newStage(t, image.Pt(640, 480), upright, false)
	s, err := g.source(capture.Config{MaxRate: 1000})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }() // only read from
	fill, point := g.dll.NewProc("Fill").Addr(), g.dll.NewProc("Point").Addr()
	i := uintptr(0)
	frame := func() {
		i++
		_, _, _ = syscall.SyscallN(fill, 8, 8, 300, 40, i) // has no result
		_, _, _ = syscall.SyscallN(point, i%640, 5, 1)
		if _, err := s.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	frame()
	if got := testing.AllocsPerRun(100, frame); got != 0 {
		t.Errorf("%v allocations a frame; want none", got)
	}
}
