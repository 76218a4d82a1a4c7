package vp8

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestStretchesAreBooleans writes runs of equal records at once and one boolean
// at a time, and reads them likewise.
func TestStretchesAreBooleans(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	var s stretch
	for i := range 400 {
		record := make([]want, 1+rng.IntN(6))
		for k := range record {
			p := uint8(1 + rng.IntN(255>>rng.IntN(8)))
			record[k] = want{p, true}
			if i%2 == 0 && rng.IntN(2) == 0 {
				record[k] = want{255 - p, false}
			}
			record[k].prob = max(1, record[k].prob)
		}
		s.set(record)
		var fast, slow boolWriter
		fast.reset(nil)
		slow.reset(nil)
		single := func(w *boolWriter) {
			for _, b := range record {
				w.bool(b.prob, b.one)
			}
		}
		runs := make([]int, 20)
		between := rng.Uint64()
		for k := range runs {
			runs[k] = rng.IntN(200 >> rng.IntN(6))
			for n := fast.stretch(&s, runs[k]); n < runs[k]; n++ {
				single(&fast)
			}
			for range runs[k] {
				single(&slow)
			}
			// Something else in between.
			fast.literal(int(between>>k&15), 4)
			slow.literal(int(between>>k&15), 4)
		}
		a, b := fast.finish(), slow.finish()
		if !bytes.Equal(a, b) {
			t.Fatalf("%v: %d bytes at once, %d one by one, or others", record, len(a), len(b))
		}
		r := newBoolReader(a)
		for k, run := range runs {
			for n := r.stretch(&s, run); n < run; n++ {
				for _, b := range record {
					if got := r.bool(b.prob); got != b.one {
						t.Fatalf("%v: run %d of %v is cut short at %d", record, k, runs, n)
					}
				}
			}
			if got := r.literal(4); got != int(between>>k&15) {
				t.Fatalf("%v: %d after run %d of %v; want %d", record, got, k, runs, between>>k&15)
			}
		}
	}
}

// TestStretchStopsWhereRecordsEnd reads what is no run as single booleans do.
func TestStretchStopsWhereRecordsEnd(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	record := []want{{250, false}, {3, true}, {10, true}, {240, false}}
	var s stretch
	s.set(record)
	for range 300 {
		data := make([]byte, 40)
		for i := range data {
			data[i] = byte(rng.Uint32()) >> rng.IntN(8)
		}
		fast, slow := newBoolReader(data), newBoolReader(data)
		for at := 0; at < 60; at++ {
			n := fast.stretch(&s, 30)
			for i := range n {
				for _, b := range record {
					if slow.bool(b.prob) != b.one {
						t.Fatalf("record %d of %d at %d is another", i, n, at)
					}
				}
			}
			if a, b := fast.literal(3), slow.literal(3); a != b {
				t.Fatalf("%d and %d after %d records", a, b, n)
			}
		}
	}
}
