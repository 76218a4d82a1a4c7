package capturetest

import (
	"context"
	"image"
	"testing"
	"testing/synctest"
	"time"

	"tandem/capture"
)

func TestSyntheticConforms(t *testing.T) {
	s := NewSynthetic(image.Pt(160, 120))
	Conform(t, s, image.Pt(160, 120), s.Open)
}

func TestSyntheticMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSynthetic(image.Pt(160, 120))
		s.Every = 40 * time.Millisecond
		w := NewWatch(t, capture.Config{}, s.Open)
		w.Next()
		w.Next() // the first step comes at once
		start := time.Now()
		for range 100 {
			if f := w.Next(); len(f.Damage) == 0 {
				t.Error("a moving picture has a frame without damage")
			}
		}
		if got, want := time.Since(start), 4*time.Second; got != want {
			t.Errorf("100 steps took %v; want %v", got, want)
		}
	})
}

func TestSyntheticHonoursMaxRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSynthetic(image.Pt(16, 16))
		s.Every = time.Millisecond
		src, err := s.Open(capture.Config{MaxRate: 10})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		frames := 0
		for ; ; frames++ {
			if _, err := src.Next(ctx); err != nil {
				break
			}
		}
		if frames > 11 {
			t.Errorf("%d frames in a second; want at most 11", frames)
		}
	})
}
