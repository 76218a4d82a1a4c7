package panel

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// seen passes everything that can be seen below o to found, until that returns true.
func seen(o fyne.CanvasObject, found func(fyne.CanvasObject) bool) bool {
	if !o.Visible() {
		return false
	}
	if found(o) {
		return true
	}
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, i := range inside {
		if seen(i, found) {
			return true
		}
	}
	return false
}

// press presses the button with these words.
func press(t *testing.T, w fyne.Window, words string) {
	t.Helper()
	if !seen(w.Content(), func(o fyne.CanvasObject) bool {
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
	return seen(w.Content(), func(o fyne.CanvasObject) bool {
		l, ok := o.(*widget.Label)
		return ok && strings.Contains(l.Text, words)
	})
}
