package panel

import (
	"errors"
	"net/url"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	"tandem/app/session/chat"
	"tandem/app/session/ui"
)

// A Chat is what is said in a session.
type Chat struct {
	Content fyne.CanvasObject

	post    ui.Poster
	app     fyne.App
	chat    *chat.Chat
	to      *audience
	bubbles *fyne.Container
	scroll  *container.Scroll
	empty   *empty
	shown   []*bubble
	typing  *widget.Label
	typists []chat.Typist
	entry   *Entry
	send    *Button
	phrases *phrases
	asked   *fyne.Container // whether to open an address; empty: nothing is asked
	trouble *look.Status
	note    *widget.Label
	st      desk.SessionState
}

// maxShown is how many lines are shown; the journal has all.
const maxShown = 300

func newChat(cfg Config, c *chat.Chat) *Chat {
	p := &Chat{
		post: cfg.Post, app: cfg.App, chat: c, bubbles: container.New(look.Column{Gap: true, Bar: true}), trouble: look.NewStatus(),
		empty: newEmpty(), note: caption(), typing: caption(), asked: container.New(look.Column{}),
	}
	p.scroll = container.NewVScroll(p.bubbles)
	p.to = newAudience()
	p.entry = newEntry(p.say)
	p.entry.reached = c.Read
	p.entry.OnChanged = func(text string) {
		if text != "" {
			c.Type(p.to.chosen())
		}
	}
	p.send = NewButton(lang.L("Send"), theme.IconNameMailSend, lang.L("Enter sends as well"), p.say)
	p.trouble.Content.Hide()
	p.phrases = newPhrases(cfg, p.insert)
	buttons := container.New(look.Column{Gap: true}, p.send, p.phrases.button)
	write := container.New(look.Column{Gap: true}, p.asked, p.typing, p.trouble.Content, p.to.content,
		container.NewBorder(nil, nil, nil, buttons, p.entry), p.note)
	talk := container.NewBorder(nil, write, nil, nil, container.NewStack(p.empty.content, p.scroll))
	p.Content = newReader(container.NewStack(talk, p.phrases.editor), c.Read)
	p.phrases.instead = talk
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
	focus(p.post, p.entry)
}

// Unread is how many lines nobody has read.
func (p *Chat) Unread() int { return p.chat.Unread().Get() }

// insert puts a phrase to what is being written.
func (p *Chat) insert(words string) {
	if t := p.entry.Text; t != "" {
		words = t + " " + words
	}
	p.entry.SetText(words)
	p.entry.CursorRow, p.entry.CursorColumn = 1<<20, 0 // behind it, as far as there is
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	focus(p.post, p.entry)
}

// follow asks whether to open an address, and opens it.
func (p *Chat) follow(l chat.Link) {
	u, err := url.Parse(l.URL)
	if err != nil {
		return // chat.Links gives none such
	}
	line := look.NewStatus()
	line.Set(look.Quiet, lang.L("Open {{.Address}}?", map[string]any{"Address": l.URL}))
	if l.Odd {
		line.Set(look.Doubtful, lang.L("This address may be made to look like another one. Open {{.Address}}?", map[string]any{"Address": l.URL}))
	}
	no := NewButton(lang.L("Cancel"), "", "", p.unfollow)
	yes := NewButton(lang.L("Open"), "", lang.L("Opens the address in your browser"), func() {
		p.unfollow()
		if p.app.OpenURL(u) != nil {
			p.tell(lang.L("No browser could be started. Copy the address from the line."))
		}
	})
	p.asked.Objects = []fyne.CanvasObject{line.Content, container.New(&look.Flow{}, no, yes)}
	p.asked.Refresh()
	focus(p.post, no)
}

func (p *Chat) unfollow() {
	p.asked.Objects = nil
	p.asked.Refresh()
	focus(p.post, p.entry)
}

// say says what stands in the entry.
func (p *Chat) say() {
	text := p.entry.Text
	if p.send.Disabled() || text == "" {
		return
	}
	if p.to.none() {
		p.tell(lang.L("Who you wrote to has gone. Choose who is to read this."))
		return
	}
	to := p.to.chosen()
	p.chat.Read()
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
	hint := lang.L("Write to the customer. Enter sends, Shift+Enter starts a new line.")
	if p.to.content.Visible() { // which says who reads it
		hint = lang.L("Write here. Enter sends, Shift+Enter starts a new line.")
	}
	if p.entry.PlaceHolder != hint {
		p.entry.SetPlaceHolder(hint)
	}
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
	p.empty.show(nothingSaid(st))
	enable(p.entry, st.Phase != desk.Over && members > 0)
	why := ""
	if p.entry.Disabled() {
		why = words
		if why == "" {
			why = lang.L("Nobody is there to read this.")
		}
	}
	p.send.Able(why)
	p.phrases.button.Able(why)
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
	visible(p.empty.content, len(ls) == 0)
	atEnd := p.scroll.Offset.Y+p.scroll.Size().Height >= p.bubbles.MinSize().Height-1
	more := len(ls) > len(p.shown)
	for i, l := range ls {
		if i < len(p.shown) {
			p.shown[i].show(l)
			continue
		}
		b := newBubble(l, p.follow, p.chat.Read)
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

// nothingSaid says that nothing was said yet, and what to do next.
func nothingSaid(st desk.SessionState) (what, next string) {
	switch st.Phase {
	case desk.Over:
		return lang.L("Nothing was said in this session."), ""
	case desk.Active:
		return lang.L("Nothing has been said yet."), lang.L("Greet {{.Name}} below. Phrases puts in what you often write.", map[string]any{"Name": phrase.Customer(st)})
	case desk.Waiting, desk.Connecting:
	}
	return lang.L("Nothing has been said yet."), lang.L("The customer needs the number and the address first: see Invite.")
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
