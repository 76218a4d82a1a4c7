package window

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/session/chat"
)

// maxBubbles is how many lines are shown; the chat keeps more.
const maxBubbles = 200

// A talk shows the chat and takes what the customer types.
type talk struct {
	root    fyne.CanvasObject
	window  fyne.Window
	chat    *chat.Chat
	heading *widget.Label
	wrong   *widget.Label
	empty   *widget.Label // while nothing was written
	lines   *fyne.Container
	scroll  *container.Scroll
	entry   *widget.Entry
	follows *follow

	shown  []chat.Line
	front  bool // the customer looks at the program
	unread int
	back   bool // the customer has scrolled back, to what was said before
}

func newTalk(c *chat.Chat, w fyne.Window, f *follow) *talk {
	t := &talk{
		chat: c, window: w, heading: caption(""), wrong: small(""),
		empty: small(lang.L("Do you have a question? Write it below.")),
		lines: container.NewVBox(), entry: widget.NewEntry(), front: true, follows: f,
	}
	t.wrong.Importance = widget.DangerImportance
	t.wrong.Hide()
	t.entry.OnSubmitted = func(string) { t.say() }
	send := widget.NewButtonWithIcon("", theme.MailSendIcon(), t.say)
	t.scroll = container.NewVScroll(t.lines)
	t.scroll.SetMinSize(fyne.NewSize(200, 40))
	t.scroll.OnScrolled = func(at fyne.Position) { t.back = at.Y+t.scroll.Size().Height < t.lines.Size().Height-8 }
	t.root = container.NewBorder(t.heading,
		container.NewVBox(f.root, t.wrong, container.NewBorder(nil, nil, nil, send, t.entry)), nil, nil, container.NewStack(container.NewVBox(t.empty), t.scroll))
	t.count()
	return t
}

// say sends what is typed.
func (t *talk) say() {
	err := t.chat.Say(t.entry.Text)
	switch {
	case err == nil:
		t.entry.SetText("")
		t.wrong.Hide()
	case errors.Is(err, chat.ErrEmpty):
	case errors.Is(err, chat.ErrTooLong):
		t.complain(lang.L("This is too long. Please write it in two parts."))
	default:
		t.complain(lang.L("This could not be sent."))
	}
}

func (t *talk) complain(what string) {
	t.wrong.SetText(what)
	t.wrong.Show()
}

// show shows the lines.
func (t *talk) show(ls []chat.Line) {
	ls = ls[max(0, len(ls)-maxBubbles):]
	for _, l := range ls {
		if !l.Mine && !t.front && !t.has(l) {
			t.unread++
		}
	}
	t.update(ls)
	t.shown = ls
	if len(ls) > 0 {
		t.empty.Hide()
	}
	t.count()
	if len(ls) > 0 && ls[len(ls)-1].Mine {
		t.back = false
	}
	t.follow()
}

// follow shows the last line, also when there is less room for it than before,
// unless the customer reads what was said before.
func (t *talk) follow() {
	if t.back {
		return
	}
	for range 3 { // lines that wrap know their height only when they have been laid out
		size := fyne.NewSize(t.scroll.Size().Width, max(t.scroll.Size().Height, t.lines.MinSize().Height))
		if size == t.lines.Size() {
			break
		}
		t.lines.Resize(size)
	}
	t.scroll.ScrollToBottom()
}

// update makes the bubbles fit the lines, and makes only those anew that changed.
func (t *talk) update(ls []chat.Line) {
	old := map[chat.Line]fyne.CanvasObject{}
	for i, l := range t.shown {
		old[l] = t.lines.Objects[i]
	}
	bubbles := make([]fyne.CanvasObject, len(ls))
	for i, l := range ls {
		if bubbles[i] = old[l]; bubbles[i] == nil {
			bubbles[i] = bubble(l, t.follows.link)
		}
	}
	t.lines.Objects = bubbles
	t.lines.Refresh()
}

func (t *talk) has(l chat.Line) bool {
	for _, s := range t.shown {
		if s.Mine == l.Mine && s.Number == l.Number {
			return true
		}
	}
	return false
}

// inFront notes whether the customer looks at the program.
func (t *talk) inFront(is bool) {
	t.front = is
	if is {
		t.unread = 0
	}
	t.count()
}

// count shows how many lines are unread.
func (t *talk) count() {
	n := map[string]int{"Count": t.unread}
	if t.unread == 0 {
		t.heading.SetText(lang.L("Chat"))
		t.window.SetTitle(title)
		return
	}
	t.heading.SetText(lang.L("Chat · {{.Count}} new", n))
	t.window.SetTitle(lang.L("({{.Count}}) Tandem Support", n))
}
