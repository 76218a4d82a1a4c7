package dashboard

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/session/chat"
	"tandem/app/session/ui"
)

// A talk is the chat with a customer.
type talk struct {
	content fyne.CanvasObject
	post    ui.Poster
	chat    *chat.Chat

	bubbles *fyne.Container
	scroll  *container.Scroll
	shown   []*bubble
	entry   *entry
	send    *widget.Button
	trouble *look.Status
	note    *widget.Label
	st      desk.SessionState
	members int
}

// maxShown is how many lines are shown; the journal has all.
const maxShown = 300

func newTalk(post ui.Poster, c *chat.Chat) *talk {
	t := &talk{post: post, chat: c, bubbles: container.NewVBox(), trouble: look.NewStatus(), note: widget.NewLabel("")}
	t.scroll = container.NewVScroll(t.bubbles)
	t.entry = newEntry(t.say)
	t.entry.SetPlaceHolder(lang.L("Write to the customer. Enter sends, Shift+Enter starts a new line."))
	t.send = widget.NewButtonWithIcon(lang.L("Send"), theme.MailSendIcon(), t.say)
	t.trouble.Content.Hide()
	t.note.SizeName = theme.SizeNameCaptionText
	t.note.Wrapping = fyne.TextWrapWord
	bottom := container.NewVBox(t.trouble.Content, container.NewBorder(nil, nil, nil, t.send, t.entry), t.note)
	t.content = container.NewBorder(nil, bottom, nil, nil, t.scroll)
	return t
}

// say says what stands in the entry.
func (t *talk) say() {
	text := t.entry.Text
	if t.send.Disabled() || text == "" {
		return
	}
	t.chat.Read()
	t.send.Disable() // until it is kept, which may take a while on a slow disk
	ui.Work(t.post, func() error { return t.chat.Say(text) }, func(err error) {
		t.send.Enable()
		switch {
		case err == nil:
			if t.entry.Text == text {
				t.entry.SetText("")
			}
			t.tell("")
		case errors.Is(err, chat.ErrNobody):
			t.tell(lang.L("Nobody is there to read this."))
		case errors.Is(err, chat.ErrTooLong):
			t.tell(lang.L("This is too long for one message. Send it in parts."))
		case !errors.Is(err, chat.ErrEmpty):
			t.tell(lang.L("This was not sent: it could not be kept. Is the disk full?"))
		}
		t.focus()
	})
}

func (t *talk) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.entry); c != nil {
		c.Focus(t.entry)
	}
}

// tell shows what is wrong, nothing when words is empty.
func (t *talk) tell(words string) {
	t.trouble.Set(look.Bad, words)
	visible(t.trouble.Content, words != "")
}

// showTrouble shows that the journal takes no lines.
func (t *talk) showTrouble(err error) {
	if err != nil {
		t.tell(lang.L("The chat cannot be kept on this computer. Is the disk full?"))
	} else {
		t.tell("")
	}
}

// showMembers shows whether there is anybody to write to.
func (t *talk) showMembers(ms []chat.Member) {
	t.members = len(ms)
	t.show(t.st)
}

// show says when what is written will arrive.
func (t *talk) show(st desk.SessionState) {
	words := ""
	switch st.Phase {
	case desk.Waiting, desk.Connecting:
		words = lang.L("You can write as soon as a customer is in.")
		if t.members > 0 {
			words = lang.L("The customer will read this after coming back.")
		}
	case desk.Over:
		words = lang.L("The session has ended. Nobody reads what you write now.")
	case desk.Active:
	}
	t.st = st
	enable(t.entry, st.Phase != desk.Over && t.members > 0)
	enable(t.send, st.Phase != desk.Over && t.members > 0)
	if t.note.Text != words {
		t.note.SetText(words)
	}
	visible(t.note, words != "")
}

// showLines shows what was said; lines only ever come at the end, or arrive.
func (t *talk) showLines(ls []chat.Line) {
	ls = ls[max(0, len(ls)-maxShown):]
	if len(ls) < len(t.shown) || len(t.shown) > 0 && t.shown[0].line.At != ls[0].At {
		t.shown, t.bubbles.Objects = nil, nil
	}
	atEnd := t.scroll.Offset.Y+t.scroll.Size().Height >= t.bubbles.MinSize().Height-1
	more := len(ls) > len(t.shown)
	for i, l := range ls {
		if i < len(t.shown) {
			t.shown[i].show(l)
			continue
		}
		b := newBubble(l)
		t.shown = append(t.shown, b)
		t.bubbles.Objects = append(t.bubbles.Objects, b.content)
	}
	if !more {
		return
	}
	t.bubbles.Refresh()
	t.scroll.Refresh()
	if atEnd || ls[len(ls)-1].Mine {
		t.scroll.ScrollToBottom()
	}
}
