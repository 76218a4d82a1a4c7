package vp8

import (
	"math/rand/v2"
	"testing"
)

// TestBitmapRows holds what rows do against slices of booleans.
func TestBitmapRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 1))
	for range 500 {
		w := 1 + rng.IntN(200)
		m := newBitmap(w, 3)
		a, b := make([]bool, w), make([]bool, w)
		for x := range w {
			a[x], b[x] = rng.IntN(3) > 0, rng.IntN(9) > 0
		}
		m.row(0).pack(a)
		m.row(1).pack(b)
		x, n := rng.IntN(w), 0
		n = rng.IntN(w - x + 1)
		m.row(0).setRun(x, n)
		for k := range n {
			a[x+k] = true
		}
		m.row(2).calm(m.row(0))
		m.row(1).orLeft(m.row(0))
		next, end := w, w
		for k := w - 1; k >= 0; k-- {
			if a[k] {
				next = k
			} else {
				end = k
			}
			if got := m.row(0).next(k, w); got != next {
				t.Fatalf("next of %d is %d; want %d", k, got, next)
			}
			if got := m.row(0).end(k, w); got != end {
				t.Fatalf("end of %d is %d; want %d", k, got, end)
			}
			if got, want := m.row(2).has(k), a[k] && k > 0 && a[k-1]; got != want {
				t.Fatalf("calm %d: %v", k, got)
			}
			if got, want := m.row(1).has(k), b[k] || k+1 < w && a[k+1]; got != want {
				t.Fatalf("orLeft %d: %v", k, got)
			}
		}
		if m.row(-1).next(0, w) != w {
			t.Fatal("the row above is not empty")
		}
		m.fill()
		if m.row(2).count() != w || m.row(0).end(0, w) != w {
			t.Fatalf("%d of %d are filled", m.row(2).count(), w)
		}
	}
}
