package glass

import (
	"image"

	"tandem/capture"
)

// A Pane says where the glass is and what is to be seen through it. All places
// are in the window, in pixels of the screen.
type Pane struct {
	Picture image.Point     // the size of the picture
	Shown   image.Rectangle // where the whole picture would be
	Clip    image.Rectangle // the glass is nowhere else; empty: there is none
	Hole    image.Rectangle // nor is it here
	Pointer capture.Cursor  // drawn over the picture while visible
}

// A Source has the picture; see screen.Viewer.
type Source interface {
	TakeBGR(dst *image.RGBA) (dirty []image.Rectangle, size image.Point)
}
