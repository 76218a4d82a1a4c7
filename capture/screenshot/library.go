package screenshot

import (
	"image"
	"sync"

	"github.com/kbinani/screenshot"
)

// one keeps the library's calls apart: on X11 each opens a connection and has the
// bindings write maps that are the whole program's, without a lock of their own.
var one sync.Mutex

func count() int {
	one.Lock()
	defer one.Unlock()
	return screenshot.NumActiveDisplays()
}

func bounds(display int) image.Rectangle {
	one.Lock()
	defer one.Unlock()
	return screenshot.GetDisplayBounds(display)
}

func shoot(r image.Rectangle) (*image.RGBA, error) {
	one.Lock()
	defer one.Unlock()
	return screenshot.CaptureRect(r)
}
