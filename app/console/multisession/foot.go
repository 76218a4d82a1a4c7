package multisession

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tandem/app/console/look"
)

// A foot keeps a panel in sight below others that are scrolled where these have
// room enough besides, and else scrolls it with them: large words on a low
// display would leave them none.
type foot struct {
	panel  fyne.CanvasObject
	rest   *container.Scroll
	below  *fyne.Container // holds the panel where it stays in sight
	among  *fyne.Container // holds it where it is scrolled
	within bool            // it is scrolled
}

// enough is the height that is left to what is scrolled at least, beside the foot.
const enough = 300

func newFoot(panel fyne.CanvasObject, rest *container.Scroll) *foot {
	f := &foot{panel: panel, rest: rest, below: container.NewStack(panel), among: container.NewStack()}
	f.among.Hide()
	return f
}

// content is the scrolled and, below it, the foot.
func (f *foot) content() *fyne.Container { return container.New(f, f.rest, f.below) }

// MinSize implements fyne.Layout.
func (f *foot) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(f.rest.MinSize().Width, f.rest.MinSize().Height)
}

// Layout implements fyne.Layout.
func (f *foot) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	height := look.Settle(f.panel, size.Width).Height
	if within := size.Height-height < enough; within != f.within {
		f.within = within
		f.turn()
	}
	if f.within {
		height = 0
	}
	f.rest.Move(fyne.NewPos(0, 0))
	f.rest.Resize(fyne.NewSize(size.Width, size.Height-height))
	f.below.Move(fyne.NewPos(0, size.Height-height))
	f.below.Resize(fyne.NewSize(size.Width, height))
	if f.within {
		f.rest.Refresh() // Fyne does not notice that there is more in it
	}
}

// turn moves the panel to the other place.
func (f *foot) turn() {
	from, to := f.among, f.below
	if f.within {
		from, to = f.below, f.among
	}
	from.Objects, to.Objects = nil, []fyne.CanvasObject{f.panel}
	from.Hide()
	to.Show()
}
