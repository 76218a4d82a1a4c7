package panel

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/shapetest"
)

// press presses the button with these words.
func press(t *testing.T, w fyne.Window, words string) {
	t.Helper()
	if !shapetest.Walk(w.Content(), func(o fyne.CanvasObject) bool {
		b, ok := o.(*Button)
		if ok = ok && b.Text == words && !b.Disabled(); ok {
			test.Tap(b)
		}
		return ok
	}) {
		t.Fatalf("no button %q to press", words)
	}
}

// says reports whether a label that can be seen says words, maybe among others.
func says(w fyne.Window, words string) bool {
	return shapetest.Walk(w.Content(), func(o fyne.CanvasObject) bool {
		l, ok := o.(*widget.Label)
		return ok && strings.Contains(l.Text, words)
	})
}
