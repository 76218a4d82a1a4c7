// Package screenshot captures a display by taking screenshots with
// kbinani/screenshot, wherever that works: the portable baseline, which every
// mechanism of its own must beat.
//
// It polls: a screenshot is compared with the one before, and the polling slows
// down while nothing changes. It tells where the picture differs by rows, but
// nothing of the pointer.
//
// # Decisions
//
// On X11 kbinani opens a new connection for each screenshot, converts it pixel
// by pixel and leaves 8.5 MB of garbage at 1080p; that is its price, to be
// seen in the benchmark beside package x11's. It also has the bindings write maps
// that are the whole program's: calls are kept apart here, but who else opens X
// connections by them reads those maps meanwhile.
//
// Config.Exclude is not honoured: the library knows no windows.
package screenshot
