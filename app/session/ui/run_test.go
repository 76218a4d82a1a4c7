package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// A stopping app tells what is left to be done by Fyne when its loop has ended.
type stopping struct {
	fyne.App
	ended func()
}

func (a stopping) Run() { a.ended() }

func TestRunDoesItselfWhatComesLast(t *testing.T) {
	a := test.NewTempApp(t)
	l, ok := a.Lifecycle().(interface {
		OnStopped() func()
		SetOnStoppedHookExecuted(f func())
	})
	if !ok {
		t.Fatal("Fyne has other names for it now: see Run")
	}
	done := 0
	l.SetOnStoppedHookExecuted(func() { done++ })
	Run(stopping{a, func() {
		if done > 0 || l.OnStopped() != nil {
			t.Errorf("at the end of the loop: done %d times, left to Fyne: %t; want neither", done, l.OnStopped() != nil)
		}
	}})
	if done != 1 {
		t.Errorf("done %d times; want once", done)
	}
}
