package panel

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/app/session/ui"
	"tandem/transport/link"
)

// A List shows all sessions, who needs attention first, below the button that
// starts one. While the pointer is over it no session changes its place, so that
// a click hits the one it was meant for.
type List struct {
	Content fyne.CanvasObject
	Choose  func(*desk.Session)

	cfg     Config
	sets    *Sets
	begin   *Button
	assist  *assist
	note    *widget.Label // why there is no new session
	list    *rows
	empty   *empty
	bound   map[*row]*desk.Session // what the rows that are seen show
	rows    []desk.Row
	latest  []desk.Row // in the order that the rows get once the pointer has gone
	over    bool
	waiting bool // for the site to start a session
	up      bool // the line to the site
	full    bool // no more sessions
	setting bool // the selection is changed here, by nobody's click
}

// NewList returns a list of the sessions of sets. Choose is to be set before it
// is shown.
func NewList(cfg Config, sets *Sets) *List {
	l := &List{cfg: cfg, sets: sets, note: widget.NewLabel(""), bound: map[*row]*desk.Session{}}
	l.begin = NewButton(lang.L("Start a session"), theme.IconNameContentAdd, Tip(lang.L("You get a number that your customer types"), Starting), l.Start).important(widget.HighImportance)
	l.assist = newAssist(cfg, sets, l.settle)
	l.note.Wrapping, l.note.SizeName = fyne.TextWrapWord, theme.SizeNameCaptionText
	l.list = newRows(func() int { return len(l.rows) }, func() fyne.CanvasObject { return newRow(l.hover, cfg.Pictures) }, l.showRow)
	l.list.OnSelected = func(i widget.ListItemID) {
		if !l.setting && i < len(l.rows) {
			l.Choose(l.rows[i].Session)
		}
	}
	l.empty = newEmpty()
	visible(l.empty.content, cfg.Alone)
	l.empty.show(lang.L("No session yet"), lang.L("Start one, or assist another technician’s with its number."))
	l.Content = look.Below(container.NewPadded(container.New(look.Column{Gap: true}, l.begin, l.note, l.assist.content)),
		container.NewStack(l.empty.content, l.list, l.list.frame), nil)
	l.explain("")
	return l
}

// showRow shows a session in a row that may have shown another before.
func (l *List) showRow(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(l.rows) {
		return
	}
	now := time.Now()
	r := o.(*row)
	r.show(l.rows[i], now)
	r.picture(l.sets.Of(l.rows[i].Session), now)
	l.bound[r] = l.rows[i].Session
}

// Pictures brings up to date what customers show; to be called twice a second.
func (l *List) Pictures() {
	now := time.Now()
	for r, s := range l.bound {
		r.picture(l.sets.Of(s), now)
	}
}

// Start starts a session, unless none can be started.
func (l *List) Start() {
	if l.begin.Disabled() {
		return
	}
	l.waiting = true
	l.explain("")
	l.sets.Want()
	ui.Work(l.cfg.Post, func() error { return l.cfg.Desk.Start(context.Background()) }, func(err error) {
		switch {
		case errors.Is(err, desk.ErrOneSession):
			l.waiting = false
			l.explain(phrase.Refused(link.OneSession))
		case err != nil:
			l.waiting = false
			l.explain(lang.L("The site cannot be reached right now. Try again."))
		}
	})
}

// Why says why no session can be started; empty when one can.
func (l *List) Why() string {
	switch {
	case !l.up:
		return lang.L("Possible as soon as the site is reached")
	case l.full:
		return phrase.Refused(link.OneSession)
	case l.waiting:
		return lang.L("Starting…")
	}
	return ""
}

// ShowDesk shows whether a session can be started.
func (l *List) ShowDesk(st desk.State) {
	if len(st.Sessions) > len(l.latest) || st.Refused != "" || st.Link != desk.Up {
		l.waiting = false
	}
	l.up = st.Link == desk.Up
	l.assist.show(st)
	l.explain(phrase.Refused(st.Refused))
}

// Show shows the sessions.
func (l *List) Show(o desk.Overview) {
	if len(o.Rows) > len(l.latest) {
		l.waiting = false
	}
	if l.full != o.Full || l.waiting {
		l.full = o.Full
	}
	l.latest = o.Rows
	l.explain(phrase.Refused(l.cfg.Desk.State().Get().Refused))
	l.arrange()
}

// hover notes whether the pointer is over the rows.
func (l *List) hover(is bool) {
	l.over = is
	if !is {
		l.arrange()
	}
}

// arrange puts the rows in order, or only brings them up to date while the
// pointer is over them.
func (l *List) arrange() {
	next := l.latest
	if l.over {
		next = held(l.rows, l.latest)
	}
	l.rows = next
	visible(l.empty.content, l.cfg.Alone && len(next) == 0)
	l.list.Refresh()
	l.Select(l.sets.front)
}

// held returns the latest rows in the order of old; new ones come last.
func held(old, latest []desk.Row) []desk.Row {
	at := func(s *desk.Session) int {
		if i := slices.IndexFunc(old, func(r desk.Row) bool { return r.Session == s }); i >= 0 {
			return i
		}
		return len(old)
	}
	rows := slices.Clone(latest)
	slices.SortStableFunc(rows, func(a, b desk.Row) int { return at(a.Session) - at(b.Session) })
	return rows
}

// Select marks a session as the chosen one.
func (l *List) Select(s *desk.Session) {
	l.setting = true
	defer func() { l.setting = false }()
	if i := slices.IndexFunc(l.rows, func(r desk.Row) bool { return r.Session == s }); i >= 0 {
		l.list.Select(i)
	} else {
		l.list.UnselectAll()
	}
}

// Step chooses the session that is by places below the chosen one.
func (l *List) Step(by int) {
	if len(l.rows) == 0 {
		return
	}
	i := slices.IndexFunc(l.rows, func(r desk.Row) bool { return r.Session == l.sets.front })
	l.Choose(l.rows[(max(i, 0)+by+len(l.rows))%len(l.rows)].Session)
}

// Focus gives the sessions the keys, or, while there are none, what starts one.
func (l *List) Focus() {
	c := fyne.CurrentApp().Driver().CanvasForObject(l.list)
	switch {
	case c == nil:
	case len(l.rows) == 0:
		c.Focus(l.begin)
	default:
		l.list.highlight(slices.IndexFunc(l.rows, func(r desk.Row) bool { return r.Session == l.sets.front }))
		c.Focus(l.list)
	}
}

// Tick shows what changes with time alone.
func (l *List) Tick() {
	if len(l.rows) > 0 {
		l.list.Refresh()
	}
}

// explain enables the button, or says why it cannot be used.
func (l *List) explain(refused string) {
	why := l.Why()
	l.begin.Able(why)
	switch {
	case why != "":
	case refused != "":
		why = refused
	}
	write(l.note, why)
	if (why != "") != l.note.Visible() {
		visible(l.note, why != "")
		l.settle()
	}
}

// settle lays the list out anew: Fyne does not always notice that there is more
// or less above the rows.
func (l *List) settle() { l.Content.Refresh() }

// rows is a list that gives its window the keys that it does not know, and has a
// frame around it while it has the keys: the chosen row looks the same then.
type rows struct {
	widget.List
	frame *canvas.Rectangle
}

func newRows(length func() int, create func() fyne.CanvasObject, update func(widget.ListItemID, fyne.CanvasObject)) *rows {
	r := &rows{frame: newFrame()}
	r.Length, r.CreateItem, r.UpdateItem = length, create, update
	r.ExtendBaseWidget(r)
	return r
}

// FocusGained implements fyne.Focusable.
func (r *rows) FocusGained() {
	r.List.FocusGained()
	showFrame(r.frame)
}

// FocusLost implements fyne.Focusable.
func (r *rows) FocusLost() {
	r.List.FocusLost()
	r.frame.Hide()
}

// TypedKey implements fyne.Focusable.
func (r *rows) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyF1, fyne.KeyEscape:
		ToWindow(r, e)
	case fyne.KeyReturn, fyne.KeyEnter:
		r.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		r.List.TypedKey(e)
	}
}

// highlight marks the i-th row as the one that the keys would choose.
func (r *rows) highlight(i int) {
	for range r.Length() {
		r.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	}
	for range i {
		r.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
}
