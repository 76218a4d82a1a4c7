package ui

import (
	"sync"
	"testing"
)

// TestInTurn posts from many goroutines to a GUI that has ended, which runs
// everything in the place where it is posted.
func TestInTurn(t *testing.T) {
	const posters, each = 10, 200
	post := InTurn(func(f func()) { f() })
	last, nested := map[int]int{}, 0 // what runs at once is found by -race
	var run sync.WaitGroup
	run.Add(2 * posters * each)
	var posted sync.WaitGroup
	for p := range posters {
		posted.Go(func() {
			for i := range each {
				post(func() {
					defer run.Done()
					if last[p] != i {
						t.Errorf("poster %d: %d runs; want %d", p, i, last[p])
					}
					last[p] = i + 1
					post(func() { nested++; run.Done() })
				})
			}
		})
	}
	posted.Wait()
	run.Wait()
	if nested != posters*each {
		t.Errorf("%d ran of what was posted by what was posted; want %d", nested, posters*each)
	}
}
