// Package probe finds out whether this machine can show the windows of Fyne,
// which needs OpenGL 2. Many machines that are served remotely cannot: Windows
// over RDP or in a plain virtual machine, X servers without GLX.
//
// # Decisions
//
// Fyne itself cannot be asked: without OpenGL it logs an error and hangs, and
// without a display it panics. So a hidden window is opened and closed before
// Fyne starts, by the library Fyne uses, which costs about a quarter of a second.
package probe
