//go:build linux

package x11

import (
	"image"
	"image/color"
	"testing"

	"tandem/capture"
	"tandem/capture/capturetest"
)

const (
	width, height = 640, 480
	thick         = 4
)

var orange = color.NRGBA{R: 255, G: 140, A: 255}

// A scene is a desktop with an orange frame on top, as capture/border draws it.
type scene struct {
	base  *capturetest.X11
	frame []*capturetest.X11
}

func newScene(t *testing.T, base *capturetest.X11) (scene, *capturetest.Watch) {
	t.Helper()
	s := scene{base: base}
	cfg := capture.Config{MaxRate: 200}
	for _, r := range []image.Rectangle{
		image.Rect(0, 0, width, thick), image.Rect(0, height-thick, width, height),
		image.Rect(0, thick, thick, height-thick), image.Rect(width-thick, thick, width, height-thick),
	} {
		w := base.Over(r)
		w.Fill(image.Rectangle{Max: r.Size()}, orange)
		s.frame = append(s.frame, w)
		cfg.Exclude = append(cfg.Exclude, uintptr(w.Window))
	}
	return s, capturetest.NewWatch(t, cfg, open)
}

func (s scene) raise() {
	for _, w := range s.frame {
		w.Hide()
		w.Show()
	}
}

func (s scene) recolour(c color.NRGBA) {
	for _, w := range s.frame {
		w.Fill(image.Rect(0, 0, width, height), c)
	}
}

func TestExcluded(t *testing.T) {
	display := capturetest.Xvfb(t, width, height)
	full := image.Pt(width, height)
	screen := image.Rectangle{Max: full}
	for _, c := range []struct {
		name string
		test func(t *testing.T, base *capturetest.X11)
	}{
		{"a window drawn before", func(t *testing.T, base *capturetest.X11) {
			img := capturetest.Noise(full, 1)
			base.Draw(image.Point{}, img)
			_, w := newScene(t, base)
			w.Until("the noise", func() bool { return w.ShowsImage(image.Point{}, img) })
		}},
		{"a window drawn after", func(t *testing.T, base *capturetest.X11) {
			_, w := newScene(t, base)
			w.Settle()
			img := capturetest.Noise(full, 2)
			base.Draw(image.Point{}, img)
			w.Until("the noise", func() bool { return w.ShowsImage(image.Point{}, img) })
			one, green := image.Rect(100, 1, 101, 2), color.NRGBA{G: 255, A: 255}
			base.Fill(one, green)
			w.Until("one pixel under the frame", func() bool { return w.Shows(one, green) })
		}},
		{"the frame's own changes are not seen", func(t *testing.T, base *capturetest.X11) {
			img := capturetest.Noise(full, 3)
			base.Draw(image.Point{}, img)
			s, w := newScene(t, base)
			w.Settle()
			s.recolour(color.NRGBA{R: 224, G: 32, B: 32, A: 255})
			s.raise()
			w.Settle()
			if !w.ShowsImage(image.Point{}, img) {
				t.Error("the frame is in the picture after it changed")
			}
		}},
		{"a window above another", func(t *testing.T, base *capturetest.X11) {
			under, over := capturetest.Noise(full, 4), capturetest.Noise(image.Pt(200, 100), 5)
			base.Draw(image.Point{}, under)
			s, w := newScene(t, base)
			top := base.Over(image.Rect(-10, 200, 190, 300))
			top.Draw(image.Point{}, over)
			s.raise()
			shows := func(at image.Point) bool {
				return w.ShowsImage(at, over) && w.At(0, 150) == under.NRGBAAt(0, 150) && w.At(2, 320) == under.NRGBAAt(2, 320)
			}
			w.Until("the window on top", func() bool { return shows(image.Pt(-10, 200)) })
			top.Move(image.Rect(-3, 210, 197, 310), false)
			top.Move(image.Rect(-3, 210, 197, 310), true)
			s.raise()
			w.Until("the window moved", func() bool { return shows(image.Pt(-3, 210)) })
			top.Hide()
			w.Until("what it covered", func() bool { return w.ShowsImage(image.Point{}, under) })
			top.Show()
			s.raise()
			w.Until("the window again", func() bool { return shows(image.Pt(-3, 210)) })
			top.Destroy()
			w.Until("what it covered", func() bool { return w.ShowsImage(image.Point{}, under) })
		}},
		{"the background", func(t *testing.T, base *capturetest.X11) {
			base.Hide()
			img := capturetest.Noise(full, 6)
			root := base.Root()
			root.Draw(image.Point{}, img)
			_, w := newScene(t, base)
			w.Until("the background", func() bool { return w.ShowsImage(image.Point{}, img) })
			img = capturetest.Noise(full, 7)
			root.Draw(image.Point{}, img)
			w.Until("another background", func() bool { return w.ShowsImage(image.Point{}, img) })
		}},
		{"a window that is resized", func(t *testing.T, base *capturetest.X11) {
			base.Fill(screen, color.NRGBA{B: 77, A: 255})
			s, w := newScene(t, base)
			img := capturetest.Noise(full, 8)
			top := base.Over(image.Rect(50, 50, 60, 60))
			top.Destroy()
			top = base.Over(screen)
			top.Draw(image.Point{}, img)
			top.Move(image.Rect(0, 0, 300, 300), true)
			top.Move(screen, true)
			s.raise()
			w.Until("the noise", func() bool { return w.ShowsImage(image.Point{}, img) })
			top.Destroy()
		}},
		{"the frame is taken away", func(t *testing.T, base *capturetest.X11) {
			img := capturetest.Noise(full, 9)
			base.Draw(image.Point{}, img)
			s, w := newScene(t, base)
			w.Settle()
			for _, f := range s.frame {
				f.Destroy()
			}
			img = capturetest.Noise(full, 10)
			base.Draw(image.Point{}, img)
			w.Until("the noise", func() bool { return w.ShowsImage(image.Point{}, img) })
		}},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, capturetest.NewX11(t, display)) })
	}
}

// TestExcludedWithoutComposite has nothing to look beneath with, and must not
// show the frame all the same.
func TestExcludedWithoutComposite(t *testing.T) {
	base := capturetest.NewX11(t, capturetest.Xvfb(t, width, height, "-extension", "Composite"))
	screen, blue := image.Rect(0, 0, width, height), color.NRGBA{B: 200, A: 255}
	base.Fill(screen, blue)
	_, w := newScene(t, base)
	w.Until("the nearest pixels", func() bool { return w.Shows(screen, blue) })
}

// TestExcludedOnSecondDisplay has a display that does not begin at the origin.
func TestExcludedOnSecondDisplay(t *testing.T) {
	base := capturetest.NewX11(t, capturetest.Xvfb(t, width, height))
	at := image.Rect(200, 100, 600, 400)
	base.Monitor("second", at, true)
	img := capturetest.Noise(image.Pt(width, height), 1)
	base.Draw(image.Point{}, img)
	top := base.Over(image.Rect(at.Min.X, at.Min.Y, at.Max.X, at.Min.Y+thick))
	top.Fill(image.Rect(0, 0, width, thick), orange)
	exclude := []uintptr{uintptr(top.Window)}
	w := capturetest.NewWatch(t, capture.Config{Exclude: exclude}, open)
	w.Until("the noise", func() bool { return w.ShowsImage(image.Point{}.Sub(at.Min), img) })
	img = capturetest.Noise(image.Pt(width, height), 2)
	base.Draw(image.Point{}, img)
	w.Until("other noise", func() bool { return w.ShowsImage(image.Point{}.Sub(at.Min), img) })
}

// TestExcludedLarge has a window that is more than the scratch memory holds.
func TestExcludedLarge(t *testing.T) {
	base := capturetest.NewX11(t, capturetest.Xvfb(t, width, height))
	img := capturetest.Noise(image.Pt(width, height), 1)
	base.Draw(image.Point{}, img)
	top := base.Over(image.Rect(10, 10, width, height-10))
	top.Fill(image.Rect(0, 0, width, height), orange)
	w := capturetest.NewWatch(t, capture.Config{Exclude: []uintptr{uintptr(top.Window)}}, open)
	w.Until("the noise", func() bool { return w.ShowsImage(image.Point{}, img) })
}
