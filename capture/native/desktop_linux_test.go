package native

import (
	"image"
	"testing"

	"tandem/capture/capturetest"
)

// newDesktop is what Open captures.
func newDesktop(t *testing.T) (capturetest.Desktop, image.Point) {
	return capturetest.NewX11(t, capturetest.Xvfb(t, 200, 150)), image.Pt(200, 150)
}
