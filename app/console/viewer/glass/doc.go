// Package glass shows a picture in a surface of the window system that lies
// over a part of a window, without the window's toolkit having a hand in it.
//
// # Decisions
//
// Fyne paints the whole window by OpenGL for every change. Where no graphics
// card does that, a picture of 1920x1080 costs it 30 ms of a core; the surface
// costs what has changed, about 1 ms at the most, and does not wait for the
// GUI goroutine or for the next tick of Fyne's clock.
//
// The surface is a child of the window that no input reaches: pointer and keys
// go to the window under it as if it were not there, so nothing of how Fyne
// hears them changes. Where the server cannot do that, they still go there,
// since the child wants no events.
//
// It has no background: while it comes, goes or moves, what was seen stays
// until something is painted in its place.
//
// The picture is kept in memory that is shared with the server. What is new is
// converted into it, and put from there; nothing is converted again when the
// surface was covered by another window for a while. One put is under way at a
// time: news that come meanwhile are put together.
//
// A second connection waits for such exposures, so that neither needs a lock.
package glass
