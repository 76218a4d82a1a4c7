package panel

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/phrase"
	"tandem/transport/link"
)

// A row shows one session in a list: its state as an icon, the name, for how
// long, what is the matter, and how many lines nobody has read.
type row struct {
	widget.BaseWidget
	over   func(bool) // the pointer is over it, or has gone
	icon   *widget.Icon
	name   *widget.Label
	time   *widget.Label
	state  *widget.Label
	unread *canvas.Text
	pill   *fyne.Container
	image  *canvas.Image // nil without pictures
	of     *thumb        // that image shows
	all    fyne.CanvasObject
}

var _ desktop.Hoverable = (*row)(nil)

func newRow(over func(bool), pictures bool) *row {
	r := &row{over: over, icon: widget.NewIcon(nil), name: widget.NewLabel(""), time: widget.NewLabel(""), state: widget.NewLabel("")}
	r.name.TextStyle.Bold, r.name.Truncation = true, fyne.TextTruncateEllipsis
	r.time.SizeName = theme.SizeNameCaptionText
	r.state.SizeName, r.state.Truncation = theme.SizeNameCaptionText, fyne.TextTruncateEllipsis
	r.unread = canvas.NewText("", theme.Color(theme.ColorNameForegroundOnPrimary))
	r.unread.TextSize, r.unread.TextStyle.Bold = theme.CaptionTextSize(), true
	back := canvas.NewRectangle(theme.Color(theme.ColorNamePrimary))
	back.CornerRadius = 9
	back.SetMinSize(fyne.NewSize(20, 18))
	edge := layout.NewCustomPaddedLayout(0, 0, 0, theme.InnerPadding()) // as far from it as the words above
	r.pill = container.New(edge, container.NewCenter(container.NewStack(back, container.NewCenter(r.unread))))
	top := container.NewBorder(nil, nil, nil, r.time, r.name)
	bottom := container.NewBorder(nil, nil, nil, r.pill, r.state)
	words := container.New(tight{}, top, bottom)
	r.all = container.NewBorder(nil, nil, r.icon, nil, words)
	if pictures {
		r.image = newThumbImage()
		back := canvas.NewRectangle(theme.Color(theme.ColorNameInputBackground))
		back.SetMinSize(fyne.NewSize(thumbWidth/2, thumbHeight/2))
		back.CornerRadius = theme.Size(theme.SizeNameInputRadius)
		none := widget.NewIcon(theme.NewDisabledResource(theme.Icon(theme.IconNameComputer)))
		r.all = container.New(pictured{}, container.NewStack(back, container.NewCenter(none), r.image), middle(r.icon), middle(words))
	}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.all) }

// MouseIn implements desktop.Hoverable.
func (r *row) MouseIn(*desktop.MouseEvent) { r.over(true) }

// MouseMoved implements desktop.Hoverable.
func (r *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *row) MouseOut() { r.over(false) }

// picture shows what the customer shows, if anything, and is to be called often.
func (r *row) picture(s *Set, now time.Time) {
	if r.image == nil || s == nil {
		return
	}
	changed, is := s.thumb.look(now, s.live())
	if changed || r.of != s.thumb {
		r.of = s.thumb
		r.image.Image = s.thumb.picture()
		r.image.Refresh()
	}
	visible(r.image, is)
}

func (r *row) show(o desk.Row, now time.Time) {
	number := link.FormatNumber(o.Session.Number)
	name := o.State.Customer.Name
	if name == "" {
		name = number
	}
	tone, why := Attention(o, now)
	state := phrase.Short(o.State)
	if o.Attention == desk.Calm {
		tone, _ = phrase.Session(o.State)
	}
	if why != "" {
		state += " · " + why
	}
	r.icon.SetResource(tone.Icon())
	write(r.name, name)
	write(r.time, elapsed(o.Session, o.State, now))
	write(r.state, state)
	if bold := o.Attention > desk.Asking; r.state.TextStyle.Bold != bold {
		r.state.TextStyle.Bold = bold
		r.state.Refresh()
	}
	unread := ""
	if o.Unread > 0 {
		unread = strconv.Itoa(o.Unread)
	}
	if r.unread.Text != unread {
		r.unread.Text = unread
		r.unread.Refresh()
	}
	visible(r.pill, unread != "")
}
