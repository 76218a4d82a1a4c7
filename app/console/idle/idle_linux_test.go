package idle_test

import (
	"testing"
	"time"

	"tandem/app/console/idle"
	"tandem/capture/capturetest"
	"tandem/input"
	"tandem/input/xtest"
)

func TestTypingEndsIt(t *testing.T) {
	display := capturetest.Xvfb(t, 100, 100)
	t.Setenv("DISPLAY", display)
	lasts := idle.New()
	until := func(what string, ok func(time.Duration) bool) {
		t.Helper()
		for start := time.Now(); ; <-time.After(10 * time.Millisecond) {
			got, err := lasts()
			if err != nil {
				t.Fatal(err)
			}
			if ok(got) {
				return
			}
			if time.Since(start) > 20*time.Second {
				t.Fatalf("%s: %v for 20 s", what, got)
			}
		}
	}
	const long = 300 * time.Millisecond
	until("nobody types", func(d time.Duration) bool { return d > long })
	keys, err := xtest.Open(display)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = keys.Close() }() // the display goes with it
	until("somebody types", func(d time.Duration) bool {
		for _, down := range []bool{true, false} {
			if err := keys.Inject(input.Key{Usage: input.KeyA, Down: down}); err != nil {
				t.Fatal(err)
			}
		}
		return d < long
	})
}

func TestWithoutADisplay(t *testing.T) {
	t.Setenv("DISPLAY", ":64999")
	if d, err := idle.New()(); err == nil {
		t.Errorf("%v, nil; want an error", d)
	}
}
