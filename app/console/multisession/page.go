package multisession

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/panel"
)

// A page is the panels of one session side by side: the chat, and beside it
// what is asked of the customer, the notes, who the customer is, and the end.
type page struct {
	content *fyne.Container
	set     *panel.Set
	chat    fyne.CanvasObject
	place   *fyne.Container // of the chat, and the invitation while the customer is awaited
	invite  bool
}

// sideWidth is how wide the panels beside the chat are at least.
const sideWidth = 330

func newPage(s *panel.Set) *page {
	p := &page{set: s, chat: s.Chat.Content}
	rest := container.NewVBox(
		heading(lang.L("Desktop")), s.Desktop, widget.NewSeparator(),
		heading(lang.L("Notes")), container.New(least{120}, s.Notes.Content), widget.NewSeparator(),
		s.Info,
	)
	end := container.NewVBox(widget.NewSeparator(), heading(lang.L("Session")), s.Ending)
	side := container.New(panel.Room{Size: fyne.NewSize(sideWidth, 300)}, container.NewBorder(nil, end, nil, nil, container.NewVScroll(rest)))
	p.place = container.NewStack()
	split := container.NewHSplit(container.New(panel.Room{Size: fyne.NewSize(300, 300)}, p.place), side)
	split.SetOffset(0.55)
	p.content = container.NewBorder(container.NewVBox(s.Header, widget.NewSeparator()), nil, nil, nil, split)
	s.Changed = p.arrange
	p.arrange()
	return p
}

// arrange shows the invitation for as long as the customer is awaited.
func (p *page) arrange() {
	st := p.set.State()
	invite := st.Phase == desk.Waiting
	if invite == p.invite && len(p.place.Objects) > 0 {
		return
	}
	p.invite = invite
	p.place.RemoveAll()
	if invite {
		p.place.Add(container.NewBorder(container.NewVBox(p.set.Invite, widget.NewSeparator()), nil, nil, nil, p.chat))
	} else {
		p.place.Add(p.chat)
	}
}

func heading(text string) fyne.CanvasObject {
	l := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	l.SizeName = theme.SizeNameCaptionText
	return l
}

// least gives what it holds a height that it does not ask for itself.
type least struct{ height float32 }

// MinSize implements fyne.Layout.
func (l least) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, max(l.height, o[0].MinSize().Height))
}

// Layout implements fyne.Layout.
func (l least) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }
