package shapetest

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// A hit is a widget in a window, and the tabs in front of which it is.
type hit struct {
	object fyne.CanvasObject
	tabs   []tab
}

type tab struct {
	in   *container.AppTabs
	item *container.TabItem
}

// reveal selects the tabs that the widget is on.
func (h hit) reveal() {
	for _, t := range h.tabs {
		t.in.Select(t.item)
	}
}

// search passes everything that can be seen in the windows of a to found, what
// is behind a tab included, until found returns true.
func search(a fyne.App, found func(hit) bool) bool {
	for _, w := range a.Driver().AllWindows() {
		for _, o := range w.Canvas().Overlays().List() {
			if walk(o, nil, found) {
				return true
			}
		}
		if c := w.Content(); c != nil && walk(c, nil, found) {
			return true
		}
	}
	return false
}

func walk(o fyne.CanvasObject, behind []tab, found func(hit) bool) bool {
	if !o.Visible() {
		return false
	}
	if found(hit{o, behind}) {
		return true
	}
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *container.AppTabs:
		for _, item := range o.Items {
			if walkTab(o, item, behind, found) {
				return true
			}
		}
		return false
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, i := range inside {
		if walk(i, behind, found) {
			return true
		}
	}
	return false
}

// walkTab walks what is on a tab, selected or not.
func walkTab(in *container.AppTabs, item *container.TabItem, behind []tab, found func(hit) bool) bool {
	if !item.Content.Visible() { // as those are that are not selected
		item.Content.Show()
		defer func() {
			if in.Selected() != item {
				item.Content.Hide()
			}
		}()
	}
	return walk(item.Content, append(behind[:len(behind):len(behind)], tab{in, item}), found)
}

// A pressable is a button of any make.
type pressable interface {
	fyne.CanvasObject
	fyne.Tappable
	fyne.Disableable
}

// button finds the button with these words on it, and what selects its tab; nil
// for none.
func button(a fyne.App, words string) (b pressable, reveal func()) {
	search(a, func(h hit) bool {
		p, ok := h.object.(*widget.Button)
		if ok && p.Text == words {
			b, reveal = p, h.reveal
		}
		return b != nil
	})
	return b, reveal
}

// icon finds the button that says these words while the pointer is over it; nil
// for none.
func icon(a fyne.App, words string) (b pressable) {
	search(a, func(h hit) bool {
		p, ok := h.object.(pressable)
		over, hovers := h.object.(desktop.Hoverable)
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
	return search(a, func(h hit) bool {
		l, ok := h.object.(*widget.Label)
		return ok && strings.Contains(l.Text, words)
	})
}

// marked reports whether a mark shows one unread line: a number by itself, or
// behind the name of a tab.
func marked(a fyne.App) bool {
	return search(a, func(h hit) bool {
		switch o := h.object.(type) {
		case *widget.Label:
			return o.Text == "1"
		case *canvas.Text:
			return o.Text == "1"
		case *container.AppTabs:
			return slices.ContainsFunc(o.Items, func(i *container.TabItem) bool { return strings.HasSuffix(i.Text, " (1)") })
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

// entryBeside finds the entry beside the button with these words, and what
// selects its tab; nil for none.
func entryBeside(a fyne.App, words string) (e entry, reveal func()) {
	search(a, func(h hit) bool {
		c, ok := h.object.(*fyne.Container)
		if !ok || !slices.ContainsFunc(c.Objects, func(o fyne.CanvasObject) bool {
			b, ok := o.(*widget.Button)
			return ok && b.Text == words
		}) {
			return false
		}
		for _, o := range c.Objects {
			if found, ok := o.(entry); ok {
				e, reveal = found, h.reveal
			}
		}
		return e != nil
	})
	return e, reveal
}
