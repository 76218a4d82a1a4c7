//go:build linux

package glass

// Requests, events and values of the core protocol: X11 protocol, appendix B.
const (
	createWindow           = 1
	changeWindowAttributes = 2
	destroyWindow          = 4
	mapWindow              = 8
	unmapWindow            = 10
	configureWindow        = 12
	createGC               = 55
	putImage               = 72

	expose        = 12
	destroyNotify = 17

	inputOutput = 1
	zPixmap     = 2

	backPixmap      = 1 << 0
	borderPixel     = 1 << 3
	eventMask       = 1 << 11
	colormap        = 1 << 13
	exposures       = 1 << 15
	structureNotify = 1 << 17
	geometry        = 1<<0 | 1<<1 | 1<<2 | 1<<3

	graphicsExposures = 1 << 16
)

// Requests and values of MIT-SHM and Shape: shmproto.h and shapeproto.h.
const (
	shmQuery    = 0
	shmAttach   = 1
	shmDetach   = 2
	shmPutImage = 3

	shapeRectangles = 1
	shapeMask       = 2
	shapeBounding   = 0
	shapeInput      = 2
)
