// Package ui is where the model of a session meets Fyne: the only place that
// moves work to the GUI goroutine.
//
// # Decisions
//
// A Poster stands for fyne.Do, because Fyne's test driver runs Do on the calling
// goroutine, which would be a data race; a test passes a Poster of its own.
package ui
