//go:build linux

package x11

// Requests of the core protocol: X11 protocol, appendix B.
const (
	createWindow           = 1
	changeWindowAttributes = 2
	getWindowAttributes    = 3
	destroyWindow          = 4
	mapWindow              = 8
	configureWindow        = 12
	getGeometry            = 14
	queryTree              = 15
	queryPointer           = 38
	freePixmap             = 54
	clearArea              = 61
	getImage               = 73
)

// Requests and events of the extensions: shmproto.h, damageproto.h,
// xfixesproto.h, randrproto.h, compositeproto.h and shapeproto.h. Query asks
// for the version, which some servers insist on being asked for first.
const (
	query = 0

	shmAttach   = 1
	shmDetach   = 2
	shmGetImage = 4

	damageCreate   = 1
	damageDestroy  = 2
	damageSubtract = 3

	fixesSelectCursor  = 3
	fixesCursorImage   = 4
	fixesCreateRegion  = 5
	fixesFetchRegion   = 19
	fixesCursorChanged = 1 // event

	randrSelect      = 4
	randrGetMonitors = 42

	compositeRedirect    = 1
	compositeRedirectAll = 2 // a window's children, those to come as well
	compositeNamePixmap  = 6

	shapeRectangles    = 1
	shapeSelect        = 6
	shapeGetRectangles = 8
)

// Values of fields.
const (
	allPlanes = 0xffffffff
	zPixmap   = 2

	damageBox      = 2 // an event each time the bounding box grows
	damageNonEmpty = 3 // one event when there is any

	compositeAutomatic = 0
	compositeManual    = 1

	inputOutput = 1
	inputOnly   = 2
	viewable    = 2 // map state

	shapeBounding = 0
	shapeInput    = 2
)
