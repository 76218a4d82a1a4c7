//go:build !linux && !windows

package native

import (
	"image"
	"testing"

	"tandem/capture/capturetest"
)

// newDesktop skips the test: there is no private display to test on.
func newDesktop(t *testing.T) (capturetest.Desktop, image.Point) {
	t.Skip("there is no private display to test on")
	return nil, image.Point{}
}
