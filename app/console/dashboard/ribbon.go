package dashboard

import (
	"fmt"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/look"
	"tandem/app/console/panel"
	"tandem/transport/link"
)

// ordered are all tabs, first those that order names.
func ordered(order []string) (tabs []string) {
	for _, name := range slices.Concat(order, link.Tabs()) {
		if slices.Contains(link.Tabs(), name) && !slices.Contains(tabs, name) {
			tabs = append(tabs, name)
		}
	}
	return tabs
}

// A ribbon is the tabs, of which one shows its buttons.
type ribbon struct {
	content fyne.CanvasObject
	names   []string
	tabs    map[string]*tab
}

// A tab is one of a ribbon.
type tab struct {
	title  string
	button *panel.Button
	line   *canvas.Rectangle // below the button of the chosen one
	body   fyne.CanvasObject
}

// newRibbon returns the tabs that bodies has, in an order. The first is chosen.
func newRibbon(order []string, bodies map[string]fyne.CanvasObject) *ribbon {
	r := &ribbon{tabs: map[string]*tab{}}
	row, below := container.NewHBox(), container.New(look.Column{})
	for _, name := range ordered(order) {
		if bodies[name] == nil {
			continue
		}
		title, what := describe(name)
		t := &tab{title: title, line: canvas.NewRectangle(color.Transparent), body: bodies[name]}
		t.button = panel.NewButton(title, "", what, func() { r.choose(name) })
		t.button.Importance = widget.LowImportance
		t.line.SetMinSize(fyne.NewSize(1, 3))
		r.names, r.tabs[name] = append(r.names, name), t
		row.Add(container.NewBorder(nil, t.line, nil, nil, t.button))
		below.Add(t.body)
	}
	r.content = container.New(look.Column{Gap: true}, row, below)
	r.choose(r.names[0])
	return r
}

// describe says what a tab is called, and what it is for.
func describe(name string) (title, what string) {
	switch name {
	case link.TabDesktop:
		return lang.L("Desktop"), panel.Find(panel.Desktop).Tip()
	case link.TabSession:
		return lang.L("Session"), panel.Find(panel.Closing).Tip()
	}
	return lang.L("Tools"), lang.L("Invite, chat, notes")
}

// choose shows the buttons of a tab.
func (r *ribbon) choose(name string) {
	for _, n := range r.names {
		t := r.tabs[n]
		if t.line.FillColor = color.Transparent; n == name {
			t.line.FillColor = theme.Color(theme.ColorNamePrimary)
			t.body.Show()
		} else {
			t.body.Hide()
		}
		t.line.Refresh()
	}
}

// mark shows a number behind the name of a tab; none for 0.
func (r *ribbon) mark(name string, n int) {
	if t := r.tabs[name]; t != nil && t.button.Text != marked(t.title, n) {
		t.button.SetText(marked(t.title, n))
	}
}

// marked is a title with a number behind it; none for 0.
func marked(title string, n int) string {
	if n == 0 {
		return title
	}
	return fmt.Sprintf("%s (%d)", title, n)
}
