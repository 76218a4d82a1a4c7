// Package native shows the frame with the mechanism of this system.
package native

import "tandem/capture/border"

// Open prepares a frame, of which nothing is seen before Show. The error wraps
// capture.ErrNoDisplay where there is no display, and errors.ErrUnsupported
// where there is no mechanism.
func Open() (border.Border, error) { return open() }
