package panel

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/session/chat"
	"tandem/app/session/ui"
)

// A Chat is what is said in a session.
type Chat struct {
	Content fyne.CanvasObject

	post    ui.Poster
	chat    *chat.Chat
	to      *audience
	bubbles *fyne.Container
	scroll  *container.Scroll
	shown   []*bubble
	typing  *widget.Label
	typists []chat.Typist
	entry   *Entry
	send    *widget.Button
	trouble *look.Status
	note    *widget.Label
	st      desk.SessionState
}

// maxShown is how many lines are shown; the journal has all.
const maxShown = 300

func newChat(post ui.Poster, c *chat.Chat) *Chat {
	p := &Chat{post: post, chat: c, bubbles: container.NewVBox(), trouble: look.NewStatus(), note: caption(), typing: caption()}
	p.scroll = container.NewVScroll(p.bubbles)
	p.to = newAudience()
	p.entry = newEntry(p.say)
	p.entry.reached = c.Read
	p.entry.OnChanged = func(text string) {
		if text != "" {
			c.Type(p.to.chosen())
		}
	}
	p.entry.SetPlaceHolder(lang.L("Write to the customer. Enter sends, Shift+Enter starts a new line."))
	p.send = widget.NewButtonWithIcon(lang.L("Send"), theme.MailSendIcon(), p.say)
	p.trouble.Content.Hide()
	bottom := container.NewVBox(p.typing, p.trouble.Content, p.to.content, container.NewBorder(nil, nil, nil, p.send, p.entry), p.note)
	p.Content = newReader(container.NewBorder(nil, bottom, nil, nil, p.scroll), c.Read)
	return p
}

func caption() *widget.Label {
	l := widget.NewLabel("")
	l.SizeName, l.Wrapping = theme.SizeNameCaptionText, fyne.TextWrapWord
	l.Hide()
	return l
}

// Focus gives the chat the keys; what was said counts as read.
func (p *Chat) Focus() {
	p.chat.Read()
	focus(p.entry)
}

// Unread is how many lines nobody has read.
func (p *Chat) Unread() int { return p.chat.Unread().Get() }

// say says what stands in the entry.
func (p *Chat) say() {
	text := p.entry.Text
	if p.send.Disabled() || text == "" {
		return
	}
	to := p.to.chosen()
	p.send.Disable() // until it is kept, which may take a while on a slow disk
	ui.Work(p.post, func() error { return p.chat.SayTo(to, text) }, func(err error) {
		p.send.Enable()
		switch {
		case err == nil:
			if p.entry.Text == text {
				p.entry.SetText("")
			}
			p.tell("")
		case errors.Is(err, chat.ErrNobody):
			p.tell(lang.L("Nobody is there to read this."))
		case errors.Is(err, chat.ErrTooLong):
			p.tell(lang.L("This is too long for one message. Send it in parts."))
		case !errors.Is(err, chat.ErrEmpty):
			p.tell(lang.L("This was not sent: it could not be kept. Is the disk full?"))
		}
	})
}

// tell shows what is wrong, nothing when words is empty.
func (p *Chat) tell(words string) {
	p.trouble.Set(look.Bad, words)
	visible(p.trouble.Content, words != "")
}

func (p *Chat) showTrouble(err error) {
	words := ""
	if err != nil {
		words = lang.L("The chat cannot be kept on this computer. Is the disk full?")
	}
	p.tell(words)
}

func (p *Chat) showMembers(ms []chat.Member) {
	p.to.show(ms)
	p.show(p.st)
}

func (p *Chat) showTyping(ts []chat.Typist) {
	p.typists = ts
	p.tick(time.Now())
}

// tick shows who types until they are known to have stopped.
func (p *Chat) tick(now time.Time) {
	words := ""
	for _, t := range p.typists {
		if now.Before(t.Until) {
			words = lang.L("{{.Name}} is typing…", map[string]any{"Name": t.Name})
		}
	}
	write(p.typing, words)
	visible(p.typing, words != "")
}

// show says when what is written will arrive.
func (p *Chat) show(st desk.SessionState) {
	words, members := "", len(p.to.members)
	switch st.Phase {
	case desk.Waiting, desk.Connecting:
		words = lang.L("You can write as soon as a customer is in.")
		if members > 0 {
			words = lang.L("The customer will read this after coming back.")
		}
	case desk.Over:
		words = lang.L("The session has ended. Nobody reads what you write now.")
	case desk.Active:
	}
	p.st = st
	enable(p.entry, st.Phase != desk.Over && members > 0)
	enable(p.send, st.Phase != desk.Over && members > 0)
	write(p.note, words)
	visible(p.note, words != "")
}

// showLines shows what was said; lines only ever come at the end, or arrive.
func (p *Chat) showLines(ls []chat.Line) {
	if p.entry.focused {
		p.chat.Read()
	}
	ls = ls[max(0, len(ls)-maxShown):]
	if len(ls) < len(p.shown) || len(p.shown) > 0 && p.shown[0].line.At != ls[0].At {
		p.shown, p.bubbles.Objects = nil, nil
	}
	atEnd := p.scroll.Offset.Y+p.scroll.Size().Height >= p.bubbles.MinSize().Height-1
	more := len(ls) > len(p.shown)
	for i, l := range ls {
		if i < len(p.shown) {
			p.shown[i].show(l)
			continue
		}
		b := newBubble(l)
		p.shown = append(p.shown, b)
		p.bubbles.Objects = append(p.bubbles.Objects, b.content)
	}
	if !more {
		return
	}
	p.bubbles.Refresh()
	p.scroll.Refresh()
	if atEnd || ls[len(ls)-1].Mine {
		p.scroll.ScrollToBottom()
	}
}

// A reader notices the pointer over what it holds: somebody reads there.
type reader struct {
	widget.BaseWidget
	content fyne.CanvasObject
	read    func()
}

var _ desktop.Hoverable = (*reader)(nil)

func newReader(content fyne.CanvasObject, read func()) *reader {
	r := &reader{content: content, read: read}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *reader) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.content) }

// MouseIn implements desktop.Hoverable. A window that opens below the pointer
// has not been read yet.
func (r *reader) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (r *reader) MouseMoved(*desktop.MouseEvent) { r.read() }

// MouseOut implements desktop.Hoverable.
func (r *reader) MouseOut() {}
