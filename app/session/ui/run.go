package ui

import "fyne.io/fyne/v2"

// Run runs the app's loop until the app quits, and then what Fyne does at its end,
// such as to write preferences. Fyne itself hands that to the loop that is ending:
// where it comes too late it is never done, and Run of an App does not return.
func Run(a fyne.App) {
	l, ok := a.Lifecycle().(interface {
		OnStopped() func()
		SetOnStoppedHookExecuted(f func())
	})
	if ok {
		if stopped := l.OnStopped(); stopped != nil {
			l.SetOnStoppedHookExecuted(nil)
			defer stopped()
		}
	}
	a.Run()
}
