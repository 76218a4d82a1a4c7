package input_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"tandem/input"
	"tandem/input/inputtest"
)

func down(u input.Usage) input.Event { return input.Key{Usage: u, Down: true} }
func up(u input.Usage) input.Event   { return input.Key{Usage: u} }

func press(b input.ButtonID) input.Event   { return input.Button{Button: b, Down: true} }
func release(b input.ButtonID) input.Event { return input.Button{Button: b} }

// inject wants every event to go without an error.
func inject(t *testing.T, i input.Injector, events ...input.Event) {
	t.Helper()
	for _, e := range events {
		if err := i.Inject(e); err != nil {
			t.Fatalf("Inject(%v): %v", e, err)
		}
	}
}

func wantEvents(t *testing.T, got []input.Event, want ...input.Event) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("events are %v; want %v", got, want)
	}
}

func TestReleaseAllLatestFirst(t *testing.T) {
	r := new(inputtest.Recorder)
	h := input.NewHeld(r)
	inject(t, h, down(input.KeyLeftCtrl), down(input.KeyC), up(input.KeyC), press(input.Left), down(input.KeyX))
	r.Take()
	if err := h.ReleaseAll(); err != nil {
		t.Fatal(err)
	}
	wantEvents(t, r.Take(), up(input.KeyX), release(input.Left), up(input.KeyLeftCtrl))
	if err := h.ReleaseAll(); err != nil {
		t.Fatal(err)
	}
	wantEvents(t, r.Take())
}

func TestHeldDropsUpsWithoutDownsAndPassesRepeats(t *testing.T) {
	r := new(inputtest.Recorder)
	h := input.NewHeld(r)
	inject(t, h, up(input.KeyA), release(input.Left), down(input.KeyA), down(input.KeyA), up(input.KeyA), up(input.KeyA))
	wantEvents(t, r.Take(), down(input.KeyA), down(input.KeyA), up(input.KeyA))
	if n := h.Holding(); n != 0 {
		t.Errorf("Holding() = %d; want 0", n)
	}
}

func TestHeldKeepsWhatCannotBeReleased(t *testing.T) {
	r := new(inputtest.Recorder)
	h := input.NewHeld(r)
	inject(t, h, down(input.KeyA), press(input.Left))
	r.Take()
	r.Fail(input.ErrBlocked)
	if err := h.ReleaseAll(); !errors.Is(err, input.ErrBlocked) {
		t.Errorf("ReleaseAll() = %v; want ErrBlocked", err)
	}
	if err := h.Inject(down(input.KeyB)); !errors.Is(err, input.ErrBlocked) {
		t.Errorf("Inject() = %v; want ErrBlocked", err)
	}
	r.Fail(nil)
	if err := h.Close(); err != nil || !r.Closed() {
		t.Errorf("Close() = %v, closed %v; want nil, true", err, r.Closed())
	}
	wantEvents(t, r.Take(), release(input.Left), up(input.KeyA))
}

func TestHeldIsBounded(t *testing.T) {
	h := input.NewHeld(new(inputtest.Recorder))
	var err error
	for u := input.Usage(1); u < 1000 && err == nil; u++ {
		err = h.Inject(down(u))
	}
	if err == nil || h.Holding() > 300 {
		t.Errorf("after 1000 keys: error %v, %d held; want an error long before", err, h.Holding())
	}
}

func TestReleaseAllFromAnotherGoroutine(t *testing.T) {
	r := new(inputtest.Recorder)
	h := input.NewHeld(r)
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 1000 {
			_ = h.Inject(down(input.KeyA)) // the recorder has no errors
		}
	})
	wg.Go(func() {
		for range 1000 {
			_ = h.ReleaseAll()
		}
	})
	wg.Wait()
	if err := h.ReleaseAll(); err != nil || h.Holding() != 0 {
		t.Errorf("ReleaseAll() = %v, %d held; want nil, 0", err, h.Holding())
	}
	if all := r.Take(); all[len(all)-1] != up(input.KeyA) {
		t.Errorf("the last event is %v; want A up", all[len(all)-1])
	}
}
