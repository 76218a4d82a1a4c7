package window

import "fyne.io/fyne/v2"

// aside leaves a seventh of the width free at one side.
type aside struct{ right bool }

// MinSize returns the least size.
func (aside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := objects[0].MinSize()
	return fyne.NewSize(0, s.Height)
}

// Layout places the bubble.
func (a aside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	free := size.Width / 7
	x := float32(0)
	if a.right {
		x = free
	}
	objects[0].Move(fyne.NewPos(x, 0))
	objects[0].Resize(fyne.NewSize(size.Width-free, objects[0].MinSize().Height))
}

// tight puts labels under each other without the space between.
type tight struct{}

// overlap is how far a label reaches into the one above.
const overlap = 12

// MinSize returns the least size.
func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(0, overlap)
	for _, o := range objects {
		m := o.MinSize()
		s = fyne.NewSize(max(s.Width, m.Width), s.Height+m.Height-overlap)
	}
	return s
}

// Layout places the labels.
func (tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		h := o.MinSize().Height // which depends on the width
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h - overlap
	}
}

// atLeast is a stack that is never lower than its height, so that what is below
// it does not move when words come and go.
type atLeast struct{ height float32 }

// MinSize returns the least size.
func (a atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(0, a.height)
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return s
}

// Layout places the objects over each other.
func (atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// yielding places a head, a middle that can be scrolled, and a foot under each
// other. Where there is not room for all of the middle, it is what yields; what
// is not needed is the foot's.
type yielding struct {
	all  fyne.CanvasObject // what is scrolled in the middle
	room float32           // the display's height
}

// The middle is no lower than leastMiddle, if there is as much in it, and no
// higher than mostMiddle.
const (
	leastMiddle = 64
	mostMiddle  = 320
)

// MinSize returns the least size.
func (y yielding) MinSize(objects []fyne.CanvasObject) fyne.Size {
	head, all, foot := objects[0].MinSize(), y.all.MinSize(), objects[2].MinSize()
	rest := max(leastMiddle, min(mostMiddle, y.room-head.Height-foot.Height))
	return fyne.NewSize(max(head.Width, all.Width, foot.Width), head.Height+min(all.Height, rest)+foot.Height)
}

// Layout places them.
func (y yielding) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, all, foot := objects[0].MinSize().Height, y.all.MinSize().Height, objects[2].MinSize().Height
	middle := min(all, max(leastMiddle, size.Height-head-foot))
	at := float32(0)
	for i, height := range []float32{head, middle, max(foot, size.Height-head-middle)} {
		objects[i].Move(fyne.NewPos(0, at))
		objects[i].Resize(fyne.NewSize(size.Width, height))
		at += height
	}
}

var (
	_ fyne.Layout = yielding{}
	_ fyne.Layout = aside{}
	_ fyne.Layout = tight{}
	_ fyne.Layout = atLeast{}
)
