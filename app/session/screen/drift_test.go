package screen

import (
	"image"
	"testing"
	"testing/synctest"
	"time"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
	"tandem/transport/mem"
)

// forgetful is an Encoder that once tells another sum than the picture's.
type forgetful struct {
	codec.Encoder
	wrong, keys *int
}

func (f forgetful) Sum() uint64 {
	if *f.wrong > 0 {
		*f.wrong--
		return f.Encoder.Sum() + 1
	}
	return f.Encoder.Sum()
}

func (f forgetful) Refresh() {
	*f.keys++
	f.Encoder.Refresh()
}

func TestDriftIsFoundAndRepaired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		d := newDesktop(200, 100)
		wrong, keys := 0, 0
		d.wrap = func(e codec.Encoder) codec.Encoder { return forgetful{e, &wrong, &keys} }
		s := show(t, d, a, b)
		defer s.end()
		change := func(seed uint64) {
			for i := range uint64(5) {
				d.noise(image.Rect(0, 0, 9, 9), 10*seed+i)
				time.Sleep(time.Second)
			}
		}
		change(1)
		synctest.Wait()
		if keys != 1 {
			t.Fatalf("%d whole pictures without drift; want the first one only", keys)
		}
		wrong = 1
		change(2)
		synctest.Wait()
		if keys != 2 {
			t.Errorf("%d whole pictures after one drift; want 2", keys)
		}
		s.exact(t, "after the repair", time.Second)
	})
}

// TestPhotographsBecomeExactAtRest and are not in the way of what changes.
func TestPhotographsBecomeExactAtRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		host, viewer := quicPair(t, mem.Link{Rate: 250_000, Delay: 30 * time.Millisecond})
		d := newDesktop(640, 480)
		s := show(t, d, host, viewer)
		defer s.end()
		s.exact(t, "first picture", 5*time.Second)
		photo := codectest.NewCanvas(640, 480, 3)
		photo.Photo(image.Rect(0, 64, 640, 480))
		d.paint(func() { copy(d.pix, photo.Pix) })
		for n := range byte(20) { // something small that changes beside it
			time.Sleep(100 * time.Millisecond)
			d.paint(func() { d.pix[0], d.pix[1], d.pix[2] = n*12, 255-n*12, n })
			time.Sleep(400 * time.Millisecond)
			if s.fb, _ = s.viewer.Take(s.fb); s.fb.Pix[1] != 255-n*12 {
				t.Errorf("change %d is not seen while the photograph is made exact", n)
			}
		}
		s.exact(t, "at rest", 10*time.Second)
	})
}

func TestFiguresAreToldWhilePicturesCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		host, viewer := quicPair(t, mem.Link{Rate: 1_000_000, Delay: 30 * time.Millisecond})
		d := newDesktop(64, 64)
		s := show(t, d, host, viewer)
		defer s.end()
		for i := range 30 {
			d.noise(image.Rect(0, 0, 64, 64), uint64(i))
			time.Sleep(100 * time.Millisecond)
		}
		f := s.viewer.Figures().Get()
		if f.Frames < 8 || f.Frames > 12 || f.RTT < 60*time.Millisecond || f.Age < 30*time.Millisecond || f.Age > 150*time.Millisecond || f.Bytes < 64*64*8 {
			t.Errorf("figures %+v of ten noisy pictures a second over 60 ms", f)
		}
		time.Sleep(5 * time.Second)
		if f := s.viewer.Figures().Get(); f.Frames != 0 || f.Bytes != 0 {
			t.Errorf("at rest: figures %+v", f)
		}
	})
}
