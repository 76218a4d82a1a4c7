package dashboard

import "fyne.io/fyne/v2"

// room gives what is in it all of its place, and asks for no more than its own
// size: a long text must not make the window grow under the technician's hands.
type room struct{ fyne.Size }

func (r room) MinSize([]fyne.CanvasObject) fyne.Size { return r.Size }

func (r room) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}
