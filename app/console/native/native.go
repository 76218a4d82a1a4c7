// Package native reaches what GLFW, on which Fyne's windows stand, knows of a
// window and Fyne does not tell: buttons at the side of a mouse, releases
// outside of the window, the wheel as it turned, the place on the screen.
//
// # Decisions
//
// It puts its own callbacks before Fyne's and always calls those, so Fyne goes
// on as ever. Where there is no GLFW, as in a test, everything here does nothing.
package native
