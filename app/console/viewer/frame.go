package viewer

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/look"
)

// A frame lays out a surface, the bar, and a notice over the picture.
type frame struct {
	surface *surface
	bar     fyne.CanvasObject

	content  fyne.CanvasObject
	scroller *container.Scroll // around the surface at 1:1, else nil
	overlay  *fyne.Container   // holds the bar in full screen, else nil
	status   *look.Status
	card     *fyne.Container
	edge     *canvas.Rectangle // around the picture in a part of a window, else nil
}

func newFrame(s *surface, bar fyne.CanvasObject, seated bool) *frame {
	f := &frame{surface: s, bar: bar, status: look.NewStatus().Bold()}
	if seated {
		f.edge = canvas.NewRectangle(color.Transparent)
	}
	f.card = container.NewCenter(panel(container.NewVBox(look.Wide(420), f.status.Content)))
	f.card.Hide()
	return f
}

// panel puts o on a background that stands out from a picture.
func panel(o fyne.CanvasObject) fyne.CanvasObject {
	back := canvas.NewRectangle(theme.Color(theme.ColorNameOverlayBackground))
	back.CornerRadius = 6
	return container.NewStack(back, container.NewPadded(o))
}

// arrange makes the content for a mode.
func (f *frame) arrange(m mode) fyne.CanvasObject {
	f.scroller, f.overlay = nil, nil
	var picture fyne.CanvasObject = f.surface
	if !m.fit() {
		f.scroller = container.NewScroll(f.surface)
		f.scroller.OnScrolled = func(fyne.Position) { f.changed() }
		picture = f.scroller
	}
	stack := container.NewStack(picture, f.card)
	if f.edge != nil {
		stack = container.NewStack(f.edge, container.New(layout.NewCustomPaddedLayout(edge, edge, edge, edge), stack))
	}
	if !m.full() {
		f.content = container.New(look.Column{Rest: true}, f.bar, widget.NewSeparator(), stack)
		return f.content
	}
	f.overlay = container.New(topEdge{}, panel(f.bar))
	f.overlay.Hide()
	stack.Add(f.overlay)
	f.content = stack
	return f.content
}

// edge is how thick it is.
const edge = 2

// mark shows whether what is typed goes to the picture, where it may go elsewhere
// in the same window.
func (f *frame) mark(on bool) {
	f.edge.FillColor = color.Transparent
	if on {
		f.edge.FillColor = theme.Color(theme.ColorNameWarning)
	}
	f.edge.Refresh()
}

// barWidth is how wide the bar over the picture is where there is room.
const barWidth = 1200

// topEdge lays its only object out in the middle of the top edge.
type topEdge struct{}

func (topEdge) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		want := look.Settle(o, min(size.Width, max(o.MinSize().Width, barWidth)))
		o.Move(fyne.NewPos((size.Width-want.Width)/2, 0))
	}
}

func (topEdge) MinSize(objects []fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// showBar shows or hides the bar in full screen.
func (f *frame) showBar(on bool) {
	if f.overlay == nil || f.overlay.Visible() == on {
		return
	}
	f.show(f.overlay, on)
}

// show shows or hides o. Fyne does not know the window of what was hidden from
// the start, so it is told to paint by what has always been there.
func (f *frame) show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
	canvas.Refresh(f.surface)
	f.changed()
}

// changed tells that what is seen of the picture may have changed.
func (f *frame) changed() {
	if f.surface.hears.laid != nil {
		f.surface.hears.laid()
	}
}

// barBottom is where the bar ends in full screen.
func (f *frame) barBottom() float32 {
	if f.overlay == nil || !f.overlay.Visible() {
		return 0
	}
	return f.overlay.Objects[0].Size().Height
}

// notice shows words over the picture, none when they are empty.
func (f *frame) notice(t look.Tone, words string) {
	f.status.Set(t, words)
	if f.card.Visible() != (words != "") {
		f.show(f.card, words != "")
	}
}

// picture is told that there is a picture, maybe of another size.
func (f *frame) picture() {
	if f.scroller != nil && f.scroller.Content.MinSize() != f.scroller.Content.Size() {
		f.scroller.Refresh()
	}
}

// port is what the picture is seen through.
func (f *frame) port() fyne.CanvasObject {
	if f.scroller != nil {
		return f.scroller
	}
	return f.surface
}

// spare keeps room beside the picture for the bars that scroll it, which
// nothing of Fyne's can be seen over.
func (f *frame) spare() {
	var gutter fyne.Size
	if f.scroller != nil && f.surface.picture != nil {
		pic, port, bar := f.surface.place.size(), f.scroller.Size(), theme.Size(theme.SizeNameScrollBar)
		for range 2 { // either takes room from the other
			if pic.Height+gutter.Height > port.Height+rounding {
				gutter.Width = bar
			}
			if pic.Width+gutter.Width > port.Width+rounding {
				gutter.Height = bar
			}
		}
	}
	if f.surface.gutter != gutter {
		f.surface.gutter = gutter
		f.picture()
	}
}

// rounding is how many of Fyne's units two lengths may differ and still be the
// same in pixels.
const rounding = 0.1

// scroll scrolls the picture in its window.
func (f *frame) scroll(e *fyne.ScrollEvent) {
	if f.scroller != nil {
		f.scroller.Scrolled(e)
	}
}
