package native

import (
	"math"
	"time"

	"fyne.io/fyne/v2/lang"

	"tandem/app/manager/host"
	"tandem/app/manager/visit"
	"tandem/app/manager/wording"
	"tandem/app/session"
	"tandem/transport/link"
)

// The sizes of the windows, in pixels of a screen of 96 dots an inch.
const (
	mainWidth    = 380
	mainHeight   = 380
	promptWidth  = 440
	bannerHeight = 112
)

// live is the page of a session.
func (p *program) live(v *visit.Visit) *sheet {
	s := newSheet(p.fonts, mainWidth)
	consent := v.Consent()
	g := consent.Grants().Get()
	st := wording.StatusOf(v.State().Get(), g)
	s.banner(ground(st.Mood), st.Word, st.Text, st.Detail, bannerHeight)
	c := wording.ControlsOf(g)
	s.row(control(c.Pause, orange, func() { consent.Pause(!consent.Grants().Get().Paused) }),
		control(c.StopControl, red, consent.StopControl))
	leave := plain(c.Leave.Label, v.Leave)
	leave.below = c.Leave.Caption
	s.row(control(c.StopSharing, red, consent.StopSharing), leave)
	s.words(wording.StopKey(v.Key().Get()), s.f.low, ink, 0)
	s.space(4)
	label, can := wording.Clipboard(v.State().Get().Technician, g)
	s.tick(label, g.Allows(session.Clipboard), can && !v.State().Get().Aside, func() {
		consent.ShareClipboard(!consent.Grants().Get().Allows(session.Clipboard))
	})
	s.space(4)
	if line := lastHeard(v); line != "" {
		s.words(line, s.f.text, ink, 0)
	} else {
		s.words(lang.L("This computer shows simple windows, without a chat."), s.f.low, soft, 0)
	}
	s.space(12)
	p.company(s, v)
	return s
}

// lastHeard returns the technician's last line.
func lastHeard(v *visit.Visit) string {
	ls := v.Chat().Lines().Get()
	for i := len(ls) - 1; i >= 0; i-- {
		if !ls[i].Mine {
			text := []rune(ls[i].Text)
			if len(text) > 200 {
				text = append(text[:200], '…')
			}
			return ls[i].From + ": " + string(text)
		}
	}
	return ""
}

// connecting is the page before a session.
func (p *program) connecting(v *visit.Visit) *sheet {
	s := newSheet(p.fonts, mainWidth)
	number := map[string]string{"Number": link.FormatNumber(p.wish.Number)}
	s.banner(blue, lang.L("Session {{.Number}}", number), wording.Progress(v.State().Get(), p.wish.Site), "", bannerHeight)
	s.row(plain(lang.L("Cancel"), v.Leave))
	return s
}

// over is the page after a session.
func (p *program) over(st host.State) *sheet {
	s := newSheet(p.fonts, mainWidth)
	e := wording.EndOf(st)
	c := violet
	if e.Fine {
		c = green
	}
	s.banner(c, title, e.Why, e.Next, bannerHeight)
	if e.Retry {
		s.row(plain(lang.L("Try again"), p.join))
	}
	s.row(plain(lang.L("Enter another number"), func() {
		p.wish.Number = ""
		p.page = typing
	}))
	s.row(strong(lang.L("Close"), blue, p.quit))
	return s
}

// keypad is the page on which the number is clicked together.
func (p *program) keypad() *sheet {
	s := newSheet(p.fonts, mainWidth)
	s.banner(blue, lang.L("Join a session"), lang.L("Please type the nine digits of the number."), p.wish.Site, 0)
	s.words(link.FormatNumber(p.wish.Number)+"_", s.f.big, ink, 0)
	s.space(10)
	for _, digits := range []string{"123", "456", "789"} {
		s.row(p.digit(digits[:1]), p.digit(digits[1:2]), p.digit(digits[2:]))
	}
	back := plain("←", func() { p.wish.Number = p.wish.Number[:max(0, len(p.wish.Number)-1)] })
	ok := strong(lang.L("Join"), blue, p.join)
	if _, valid := link.ParseNumber(p.wish.Number); !valid {
		ok = button{label: ok.label, ground: grey, words: faint}
	}
	s.row(back, p.digit("0"), ok)
	return s
}

func (p *program) digit(d string) button {
	return plain(d, func() {
		if len(p.wish.Number) < link.NumberLen {
			p.wish.Number += d
		}
	})
}

// lost is the page when nothing can be joined.
func (p *program) lost() *sheet {
	s := newSheet(p.fonts, mainWidth)
	s.banner(violet, title, lang.L("The address of the site is not known."),
		lang.L("Please get this program from the page that your technician tells you."), bannerHeight)
	s.row(strong(lang.L("Close"), blue, p.quit))
	return s
}

// question is the page of a prompt. Its buttons look inert until they are not.
func (p *program) question(v *visit.Visit, q host.Prompt, ready bool) *sheet {
	s := newSheet(p.fonts, promptWidth)
	w := wording.PromptOf(q, v.State().Get().Site, v.Key().Get())
	c := orange
	if q.Permission == session.Control {
		c = red
	}
	s.banner(c, w.Title, w.Question, w.Verified, 0)
	for _, text := range w.Points {
		top := s.y
		s.words(text, s.f.text, ink, 16)
		s.write("•", s.f.bold, ink, s.px(14), top+s.f.bold.Metrics().Ascent.Ceil())
		s.space(8)
	}
	s.words(wording.TimeLeft(int(math.Ceil(time.Until(q.Deadline).Seconds()))), s.f.bold, ink, 0)
	s.space(10)
	no := plain(w.Decline, func() { v.Consent().Answer(q.ID, false) })
	yes := plain(w.Allow, func() { v.Consent().Answer(q.ID, true) })
	if !ready {
		no.words, yes.words = faint, faint
	}
	s.row(no, yes)
	s.space(4)
	return s
}
