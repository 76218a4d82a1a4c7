package dashboard

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/transport/link"
)

// A sessionList lists the sessions under the button that starts one.
type sessionList struct {
	content  fyne.CanvasObject
	start    *widget.Button
	note     *widget.Label // why there is no new session
	list     *widget.List
	sessions []*desk.Session
	unread   func(*desk.Session) int
	waiting  bool // for the site to start a session
	up       bool // the line to the site
	isFull   bool // no more sessions
}

func newSessionList(start func(), choose func(*desk.Session)) *sessionList {
	l := &sessionList{note: widget.NewLabel(""), unread: func(*desk.Session) int { return 0 }}
	l.start = widget.NewButtonWithIcon(lang.L("Start a session"), theme.ContentAddIcon(), start)
	l.start.Importance = widget.HighImportance
	l.note.Wrapping = fyne.TextWrapWord
	l.note.SizeName = theme.SizeNameCaptionText
	l.list = widget.NewList(func() int { return len(l.sessions) }, newRow, l.showRow)
	l.list.OnSelected = func(i int) {
		if i < len(l.sessions) {
			choose(l.sessions[i])
		}
	}
	l.content = container.NewBorder(container.NewPadded(container.NewVBox(l.start, l.note)), nil, nil, nil, l.list)
	l.explain("")
	return l
}

func newRow() fyne.CanvasObject {
	name := widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	name.Truncation = fyne.TextTruncateEllipsis
	state := widget.NewLabel("")
	state.SizeName = theme.SizeNameCaptionText
	state.Truncation = fyne.TextTruncateEllipsis
	unread := widget.NewLabel("")
	unread.Importance = widget.HighImportance
	return container.NewBorder(nil, nil, widget.NewIcon(look.Quiet.Icon()), unread, container.New(tight{}, name, state))
}

// tight puts two lines of text on each other without the room that is usually
// between them.
type tight struct{}

func (tight) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(60, o[0].MinSize().Height+o[1].MinSize().Height-2*theme.InnerPadding())
}

func (tight) Layout(o []fyne.CanvasObject, size fyne.Size) {
	top := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(size.Width, top))
	o[1].Move(fyne.NewPos(0, top-2*theme.InnerPadding()+2))
	o[1].Resize(fyne.NewSize(size.Width, o[1].MinSize().Height))
}

// showRow shows a session in a row that newRow has made.
func (l *sessionList) showRow(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(l.sessions) {
		return
	}
	s := l.sessions[i]
	st := s.State().Get()
	parts := o.(*fyne.Container).Objects // as Border keeps them: the middle first
	lines := parts[0].(*fyne.Container).Objects
	name, state := link.FormatNumber(s.Number), phrase.Short(st)
	if st.Customer.Name != "" {
		name, state = st.Customer.Name, state+" · "+link.FormatNumber(s.Number)
	}
	if st.Phase == desk.Active {
		state = phrase.Elapsed(st.Elapsed(time.Now())) + " · " + state
	}
	lines[0].(*widget.Label).SetText(name)
	lines[1].(*widget.Label).SetText(state)
	tone, _ := phrase.Session(st)
	parts[1].(*widget.Icon).SetResource(tone.Icon())
	unread := ""
	if n := l.unread(s); n > 0 {
		unread = strconv.Itoa(n)
	}
	parts[2].(*widget.Label).SetText(unread)
}

// show shows the desk's sessions and whether one can be started.
func (l *sessionList) show(st desk.State, chosen *desk.Session) {
	if len(st.Sessions) > len(l.sessions) || st.Refused != "" || st.Link != desk.Up {
		l.waiting = false
	}
	l.sessions, l.up = st.Sessions, st.Link == desk.Up
	l.explain(phrase.Refused(st.Refused))
	l.list.Refresh()
	l.choose(chosen)
}

// full shows whether the account has all the sessions that it may have.
func (l *sessionList) full(is bool) {
	if l.isFull != is {
		l.isFull = is
		l.explain("")
	}
}

// choose marks the chosen session.
func (l *sessionList) choose(s *desk.Session) {
	if i := slices.Index(l.sessions, s); i >= 0 {
		l.list.Select(i)
	} else {
		l.list.UnselectAll()
	}
}

// starting is called when the site is asked for a session.
func (l *sessionList) starting() {
	l.waiting = true
	l.explain("")
}

// started is called when the site was asked, or could not be.
func (l *sessionList) started(err error) {
	switch {
	case errors.Is(err, desk.ErrOneSession):
		l.waiting = false
		l.explain(phrase.Refused(link.OneSession))
	case err != nil:
		l.waiting = false
		l.explain(lang.L("The site cannot be reached right now. Try again."))
	}
}

// explain enables the button, or says why it cannot be used.
func (l *sessionList) explain(why string) {
	ready := l.up && !l.waiting && !l.isFull
	switch {
	case !l.up:
		why = lang.L("Possible as soon as the site is reached")
	case l.isFull:
		why = phrase.Refused(link.OneSession)
	case l.waiting:
		why = lang.L("Starting…")
	case why == "":
		why = lang.L("Ctrl+N")
	}
	if ready {
		l.start.Enable()
	} else {
		l.start.Disable()
	}
	l.note.SetText(why)
}

func (l *sessionList) tick() {
	if len(l.sessions) > 0 {
		l.list.Refresh()
	}
}
