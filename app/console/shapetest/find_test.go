package shapetest

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/panel"
)

// search passes everything that can be seen in the windows of a to found, until
// that returns true.
func search(a fyne.App, found func(fyne.CanvasObject) bool) bool {
	for _, w := range a.Driver().AllWindows() {
		for _, o := range w.Canvas().Overlays().List() {
			if Walk(o, found) {
				return true
			}
		}
		if c := w.Content(); c != nil && Walk(c, found) {
			return true
		}
	}
	return false
}

// A pressable is a button of any make.
type pressable interface {
	fyne.CanvasObject
	fyne.Tappable
	fyne.Disableable
}

// button finds the button with these words on it, maybe with a number behind
// them; nil for none.
func button(a fyne.App, words string) (b pressable) {
	search(a, func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *widget.Button:
			if unmarked(o.Text) == words {
				b = o
			}
		case *panel.Button:
			if unmarked(o.Text) == words {
				b = o
			}
		}
		return b != nil
	})
	return b
}

// unmarked is a name without a number behind it.
func unmarked(name string) string {
	if i := strings.LastIndex(name, " ("); i > 0 {
		return name[:i]
	}
	return name
}

// icon finds the button that says these words while the pointer is over it, at
// once or after a while; nil for none.
func icon(a fyne.App, words string) (b pressable) {
	search(a, func(o fyne.CanvasObject) bool {
		if t, is := o.(*panel.Button); is {
			if t.Text == "" && t.Tip() == words {
				b = t
			}
			return b != nil
		}
		p, ok := o.(pressable)
		over, hovers := o.(desktop.Hoverable)
		if !ok || !hovers {
			return false
		}
		over.MouseIn(&desktop.MouseEvent{})
		defer over.MouseOut()
		if said(a, words) {
			b = p
		}
		return b != nil
	})
	return b
}

// said reports whether a label that can be seen says words, maybe among others.
func said(a fyne.App, words string) bool {
	return search(a, func(o fyne.CanvasObject) bool {
		l, ok := o.(*widget.Label)
		return ok && strings.Contains(l.Text, words)
	})
}

// marked reports whether a mark shows one unread line: a number by itself, or
// behind the words of a button.
func marked(a fyne.App) bool {
	return search(a, func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *widget.Label:
			return o.Text == "1"
		case *canvas.Text:
			return o.Text == "1"
		case *panel.Button:
			return strings.HasSuffix(o.Text, " (1)")
		}
		return false
	})
}

// An entry is a place to write, of any make.
type entry interface {
	fyne.Focusable
	fyne.Disableable
	SetText(string)
	SetPlaceHolder(string)
}

// entryAsking finds the entry that can be seen and says words while it is empty;
// nil for none.
func entryAsking(a fyne.App, words string) (e entry) {
	search(a, func(o fyne.CanvasObject) bool {
		if p, ok := o.(*panel.Entry); ok && strings.Contains(p.PlaceHolder, words) {
			e = p
		}
		return e != nil
	})
	return e
}
