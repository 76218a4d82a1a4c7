package screenshot

import (
	"fmt"

	"tandem/capture"
)

// Displays lists the displays, the primary one first. The error wraps
// capture.ErrNoDisplay where none is found.
func Displays() ([]capture.Display, error) {
	var list []capture.Display
	for i := range count() {
		b := bounds(i)
		if b.Empty() {
			continue
		}
		list = append(list, capture.Display{ID: i, Bounds: b, Primary: i == 0})
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("capture/screenshot: %w", capture.ErrNoDisplay)
	}
	return list, nil
}
