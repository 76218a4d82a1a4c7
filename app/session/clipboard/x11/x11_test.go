//go:build linux

package x11

import (
	"testing"

	"tandem/app/session/clipboard"
	"tandem/app/session/clipboard/clipboardtest"
	"tandem/capture/capturetest"
)

func TestConformance(t *testing.T) {
	display := capturetest.Xvfb(t, 100, 100)
	clipboardtest.Test(t, func(t *testing.T) clipboard.Board {
		b, err := Open(display)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = b.Close() })
		return b
	})
}

func TestADisplayThatIsNot(t *testing.T) {
	if _, err := Open(":64999"); err == nil {
		t.Error("Open = nil; want an error")
	}
}
