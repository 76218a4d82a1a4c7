package capturetest

import (
	"encoding/binary"
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"tandem/capture"
)

// A Synthetic is a display that exists in memory only: what is drawn on it is
// seen by the sources that its Open returns. With Every set it moves by itself,
// as seen by each source: rectangles wander and lines that look like text are
// written. It needs no goroutine, so it works within testing/synctest.
type Synthetic struct {
	// Every is how often Step is called by a Next that waits; 0 means never. It
	// is set before Open.
	Every time.Duration

	mu      sync.Mutex
	pix     []byte
	size    image.Point
	changes int // how often anything changed
	log     []change
	pointer image.Point
	random  *rand.Rand
	steps   int
	stepAt  time.Time     // the next step by itself
	wake    chan struct{} // closed at each change
}

// A change is where the picture differed after so many changes; of no extent
// when only the pointer moved, and nil when the size is another.
type change struct {
	at   image.Rectangle
	size bool
}

var _ Desktop = (*Synthetic)(nil)

// NewSynthetic makes a black display.
func NewSynthetic(size image.Point) *Synthetic {
	s := &Synthetic{random: rand.New(rand.NewPCG(1, 2)), wake: make(chan struct{})}
	s.Resize(size)
	return s
}

// Fill implements Desktop.
func (s *Synthetic) Fill(r image.Rectangle, c color.NRGBA) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fill(r, c)
}

// Draw shows an image at a place.
func (s *Synthetic) Draw(at image.Point, img *image.NRGBA) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := image.Rectangle{Min: at, Max: at.Add(img.Rect.Size())}.Intersect(image.Rectangle{Max: s.size})
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := img.NRGBAAt(img.Rect.Min.X+x-at.X, img.Rect.Min.Y+y-at.Y)
			s.set(x, y, c)
		}
	}
	s.changed(change{at: r})
}

// Point implements Desktop.
func (s *Synthetic) Point(at image.Point) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pointer = at
	s.changed(change{})
}

// Resize implements Desktop. The display is black afterwards.
func (s *Synthetic) Resize(size image.Point) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.size, s.pix = size, make([]byte, 4*size.X*size.Y)
	s.changed(change{size: true})
	return true
}

// Step lets a rectangle move and a piece of text be written.
func (s *Synthetic) Step() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.step()
}

// stepIfDue steps at most once in Every, however many sources there are.
func (s *Synthetic) stepIfDue() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := time.Now(); !now.Before(s.stepAt) {
		s.stepAt = now.Add(s.Every)
		s.step()
	}
}

// untilStep is how long to wait for the next step, 0 when there is none.
func (s *Synthetic) untilStep() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Every <= 0 {
		return 0
	}
	return max(1, time.Until(s.stepAt))
}

// step must be called with mu held.
func (s *Synthetic) step() {
	const block, line, letter = 48, 12, 8
	s.steps++
	place := func(step int) image.Rectangle {
		at := image.Pt(step*5%max(1, s.size.X-block), step*3%max(1, s.size.Y-block))
		return image.Rectangle{Min: at, Max: at.Add(image.Pt(block, block))}
	}
	s.fill(place(s.steps-1), color.NRGBA{R: 240, G: 240, B: 240, A: 255})
	s.fill(place(s.steps), color.NRGBA{R: 40, G: 90, B: 200, A: 255})
	letters := max(1, s.size.X/letter)
	at := image.Pt(s.steps%letters*letter, s.steps/letters*line%max(1, s.size.Y-line))
	s.fill(image.Rectangle{Min: at, Max: at.Add(image.Pt(letter, line))}, color.NRGBA{R: 255, G: 255, B: 255, A: 255})
	for range 12 { // strokes
		p := at.Add(image.Pt(1+s.random.IntN(letter-2), 2+s.random.IntN(line-4)))
		s.fill(image.Rectangle{Min: p, Max: p.Add(image.Pt(1+s.random.IntN(2), 1))}, color.NRGBA{A: 255})
	}
}

// Open returns a source that shows the display. Config.Display is not looked
// at.
func (s *Synthetic) Open(cfg capture.Config) (capture.Source, error) {
	if cfg.MaxRate <= 0 {
		cfg.MaxRate = 30
	}
	return &synthetic{s: s, interval: time.Second / time.Duration(cfg.MaxRate), first: true}, nil
}

func (s *Synthetic) fill(r image.Rectangle, c color.NRGBA) {
	r = r.Intersect(image.Rectangle{Max: s.size})
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			s.set(x, y, c)
		}
	}
	s.changed(change{at: r})
}

func (s *Synthetic) set(x, y int, c color.NRGBA) {
	binary.LittleEndian.PutUint32(s.pix[4*(y*s.size.X+x):], uint32(c.R)<<16|uint32(c.G)<<8|uint32(c.B))
}

// changed must be called with mu held.
func (s *Synthetic) changed(c change) {
	s.changes++
	s.log = append(s.log, c)
	const remembered = 4096
	if len(s.log) > 2*remembered {
		s.log = slices.Clone(s.log[len(s.log)-remembered:])
	}
	close(s.wake)
	s.wake = make(chan struct{})
}
