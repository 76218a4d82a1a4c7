package native

import (
	"image"
	"testing"

	"tandem/capture/capturetest"
)

// newDesktop is what Open captures.
func newDesktop(t *testing.T) (capturetest.Desktop, image.Point) {
	list, err := Displays()
	if err != nil {
		t.Fatal(err)
	}
	size := list[0].Bounds.Size()
	return capturetest.NewWindows(t, size), size
}
