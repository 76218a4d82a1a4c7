package panel

import (
	"context"
	"net/url"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/console/phrase"
	texts "tandem/app/session/invite"
	"tandem/app/session/ui"
	"tandem/transport/link"
)

// An invite is what the technician reads out or sends to a customer, or to
// another technician.
type invite struct {
	content fyne.CanvasObject
	set     *Set

	customer, technician *Button
	toTechnician         bool
	how, then            *widget.Label
	page                 *quote // its address
	spelled              *widget.Label
	spell, link          *Button
	copies               []*Button
	note                 *widget.Label
	valid                string

	lang    *choice
	address *Entry
	send    *Button
	mail    *Button
	outcome *look.Status
}

// languages are those of the invitations, in the order of the list.
var languages = []struct{ code, name string }{{"en", "English"}, {"fr", "Français"}}

func newInvite(p *Set) *invite {
	i := &invite{set: p, how: centred(""), page: newQuote(centred(p.Session.Page), nil), then: centred(lang.L("and to type this number")), note: centred(""), spelled: centred(""), outcome: look.NewStatus()}
	big := centred(link.FormatNumber(p.Session.Number))
	big.TextStyle.Bold, big.SizeName = true, look.SizeNumber
	page := i.page.label
	page.TextStyle.Bold, page.SizeName, page.Truncation = true, theme.SizeNameSubHeadingText, fyne.TextTruncateEllipsis
	i.spelled.Wrapping, i.how.Wrapping = fyne.TextWrapWord, fyne.TextWrapWord
	i.spelled.Hide()
	i.note.SizeName = theme.SizeNameCaptionText
	i.valid = lang.L("The number is good until {{.Time}}", map[string]any{"Time": phrase.Clock(p.Session.Expires)})
	i.note.SetText(i.valid)
	i.customer = NewButton(lang.L("Customer"), "", lang.L("Invite a customer"), func() { i.turn(false) })
	i.technician = NewButton(lang.L("Technician"), "", lang.L("Another technician can come in as an assistant"), func() { i.turn(true) })
	i.spell = NewButton(lang.L("Spell"), theme.IconNameVolumeUp, lang.L("Address and number in words, to read out on the phone"), i.turnSpelling)
	i.link = i.copier(lang.L("Copy link"), lang.L("The link is on the clipboard"), func() string { return i.invitation().Link() })
	copies := container.New(&look.Flow{Middle: true}, i.spell,
		i.copier(lang.L("Copy number"), lang.L("The number is on the clipboard"), func() string { return link.FormatNumber(p.Session.Number) }),
		i.link,
		i.copier(lang.L("Copy invitation"), lang.L("The invitation is on the clipboard"), func() string { return i.invitation().Message() }),
	)
	i.content = container.New(look.Column{}, container.NewCenter(container.NewHBox(i.customer, i.technician)),
		i.how, i.page, i.then, big, i.spelled, copies, i.note, widget.NewSeparator(), i.byMail())
	i.turn(false)
	return i
}

// copier is a button that copies a text and says so.
func (i *invite) copier(name, said string, text func() string) *Button {
	b := NewButton(name, theme.IconNameContentCopy, lang.L("To paste into a message"), func() {
		i.set.all.cfg.App.Clipboard().SetContent(text())
		i.note.SetText(said)
	})
	i.copies = append(i.copies, b)
	return b
}

// byMail is what sends the invitation by mail.
func (i *invite) byMail() fyne.CanvasObject {
	names := []string{}
	for _, l := range languages {
		names = append(names, l.name)
	}
	i.lang = newChoice(names, func(string) { i.respell() })
	for n, l := range languages {
		if l.code == lang.L("en") {
			i.lang.SetSelectedIndex(n)
		}
	}
	i.address = newEntry(i.sendMail)
	i.address.MultiLine, i.address.Wrapping = false, fyne.TextWrapOff
	i.address.SetMinRowsVisible(1)
	i.address.SetPlaceHolder(lang.L("E-mail address"))
	i.send = NewButton(lang.L("Send e-mail"), theme.IconNameMailSend, lang.L("The site sends the invitation"), i.sendMail)
	i.mail = NewButton(lang.L("My mail program"), theme.IconNameMailCompose, lang.L("Opens your own mail program with the text filled in"), i.openMail)
	i.outcome.Content.Hide()
	return container.New(look.Column{Gap: true}, container.NewBorder(nil, nil, nil, i.lang, i.address), container.New(&look.Flow{Middle: true}, i.send, i.mail), i.outcome.Content)
}

// invitation is what is sent or read out.
func (i *invite) invitation() texts.Invitation {
	code := languages[max(0, i.lang.SelectedIndex())].code
	if i.toTechnician {
		return i.set.Session.TechnicianInvitation(code)
	}
	return i.set.Session.Invitation(code)
}

// turn turns to a technician, or a customer.
func (i *invite) turn(toTechnician bool) {
	i.toTechnician = toTechnician
	for _, b := range []*Button{i.customer, i.technician} {
		importance := widget.MediumImportance
		if (b == i.technician) == toTechnician {
			importance = widget.HighImportance
		}
		if b.Importance != importance {
			b.Importance = importance
			b.Refresh()
		}
	}
	if toTechnician {
		write(i.how, lang.L("Ask the technician to choose “Assist a session” in their Console and to type this number. You are asked before they come in."))
	} else {
		write(i.how, lang.L("Ask your customer to open this address"))
	}
	visible(i.page, !toTechnician)
	visible(i.then, !toTechnician)
	visible(i.link, !toTechnician)
	i.respell()
}

func (i *invite) turnSpelling() {
	visible(i.spelled, !i.spelled.Visible())
	i.respell()
}

// respell writes address and number in words.
func (i *invite) respell() {
	if !i.spelled.Visible() {
		return
	}
	in := i.invitation()
	said := ""
	if !i.toTechnician {
		said = words(in.Letters()) + "\n"
	}
	write(i.spelled, said+words(in.Digits()))
}

// words are letters as they are read out.
func words(ls []texts.Letter) string {
	var said []string
	for _, l := range ls {
		if l.Word == l.Sign || strings.HasPrefix(strings.ToLower(l.Word), l.Sign) {
			said = append(said, l.Word)
			continue
		}
		said = append(said, l.Sign+" "+l.Word)
	}
	return strings.Join(said, " · ")
}

// sendMail has the site send the invitation.
func (i *invite) sendMail() {
	if i.send.Disabled() {
		return
	}
	to, code, technician := i.address.Text, i.invitation().Lang, i.toTechnician
	if _, err := texts.ParseAddress(to); err != nil {
		i.tell(look.Bad, lang.L("This is no e-mail address."))
		return
	}
	const timeout = 10 * time.Second
	ui.Work(i.set.all.cfg.Post, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), timeout)
		defer cancel()
		if technician {
			return i.set.Session.InviteTechnician(ctx, to, code)
		}
		return i.set.Session.Invite(ctx, to, code)
	}, func(err error) {
		if err != nil {
			i.tell(look.Bad, lang.L("The site cannot be reached right now. Try again."))
		}
	})
}

// openMail opens the technician's own mail program.
func (i *invite) openMail() {
	u, err := url.Parse(i.invitation().MailTo(strings.TrimSpace(i.address.Text)))
	if err == nil {
		err = i.set.all.cfg.App.OpenURL(u)
	}
	if err != nil {
		i.tell(look.Bad, lang.L("No mail program could be started. Copy the invitation instead."))
	}
}

func (i *invite) tell(tone look.Tone, words string) {
	i.outcome.Set(tone, words)
	visible(i.outcome.Content, words != "")
}

func centred(text string) *widget.Label {
	return widget.NewLabelWithStyle(text, fyne.TextAlignCenter, fyne.TextStyle{})
}

func (i *invite) show(st desk.SessionState) {
	if !st.Joined.IsZero() {
		i.valid = lang.L("The number is good until you end the session")
	}
	why := ""
	switch {
	case st.Phase == desk.Over:
		why, i.valid = lang.L("The session has ended"), lang.L("The session has ended")
	case !i.set.all.cfg.Desk.State().Get().Mail:
		why = lang.L("This site sends no e-mail: use your own mail program")
	}
	i.send.Able(why)
	over := ""
	if st.Phase == desk.Over {
		over = why
	}
	for _, b := range append([]*Button{i.spell, i.mail}, i.copies...) {
		b.Able(over)
	}
	if st.Phase != desk.Waiting {
		write(i.note, i.valid)
	}
	if n := len(st.Invites); n > 0 {
		i.tell(sent(st.Invites[n-1]))
	}
}

// sent says what has become of an invitation by mail.
func sent(v desk.Invite) (look.Tone, string) {
	to := map[string]any{"To": v.To, "Time": phrase.Clock(v.At)}
	switch {
	case v.Pending:
		return look.Busy, lang.L("Sending to {{.To}}…", map[string]any{"To": v.To})
	case v.Reason == "":
		return look.Good, lang.L("Sent to {{.To}} at {{.Time}}", to)
	case v.Reason == link.SlowDown:
		return look.Doubtful, lang.L("Too many were sent. Wait a minute and try again.")
	}
	return look.Bad, lang.L("Not sent to {{.To}}: the site could not do it.", map[string]any{"To": v.To})
}
