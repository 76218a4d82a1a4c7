package native

import (
	"fmt"
	"image"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/image/font"

	"tandem/app/manager/host"
	"tandem/app/manager/visit"
	"tandem/app/manager/wording"
	"tandem/app/session"
)

// listed is how many people are on a sheet at a time; a button shows the others.
const listed = 5

// A crowd is what is shown of the others in a session. What is below the four
// controls moves as they come and go, and is not to be clicked by mistake.
type crowd struct {
	looks string // what there is to be clicked, and where
	next  uint64 // the number of the first notice that was not taken note of
	told  uint64 // the number of the last one that was called attention to, and one more
	first int    // of the people who are shown
}

// company writes what has happened among the people, and who is there, as soon
// as there are more than the two who are in every session.
func (p *program) company(s *sheet, v *visit.Visit) {
	st := v.State().Get()
	n, is := p.crowd.notice(v.Notices().Get())
	ps := st.People
	if len(ps) < 2 {
		ps = nil
	}
	if p.crowd.look(n, ps, s.y) {
		p.main.moved = time.Now()
	}
	before := len(s.spots)
	if is {
		p.notice(s, v, n)
	}
	p.list(s, ps, st.Aside, v.Hide)
	for i := range s.spots[before:] {
		s.spots[before+i].late = true
	}
	if is && n.Who.Role == session.Technician && p.crowd.told <= n.Number {
		p.crowd.told = n.Number + 1
		p.cfg.Desktop.Call()
	}
}

// list writes who is there. hide keeps the screen from one of them, or shows it
// again.
func (p *program) list(s *sheet, ps []host.Person, aside bool, hide func(id string, on bool)) {
	if p.crowd.first >= len(ps) {
		p.crowd.first = 0
	}
	for _, o := range ps[p.crowd.first:min(len(ps), p.crowd.first+listed)] {
		s.person(o, aside, func() { hide(o.ID, !o.Hidden) })
	}
	if len(ps) > listed {
		s.row(plain(lang.L("Show the others ({{.Count}})", map[string]string{"Count": fmt.Sprint(len(ps) - listed)}),
			func() { p.crowd.first += listed }))
	}
	if len(ps) > 0 {
		s.space(8)
	}
}

// notice returns the first that was not taken note of.
func (c *crowd) notice(all []host.Notice) (n host.Notice, is bool) {
	for _, n := range all {
		if n.Number >= c.next {
			return n, true
		}
	}
	return host.Notice{}, false
}

// look notes what there is to be clicked, from y on, and reports whether that is
// something else than before.
func (c *crowd) look(n host.Notice, ps []host.Person, y int) bool {
	var b strings.Builder
	fmt.Fprint(&b, c.next, n.Number, n.Kind, c.first, y)
	for _, p := range ps {
		fmt.Fprint(&b, " ", p.ID, p.Hidden, p.Offer, p.Leads)
	}
	before := c.looks
	c.looks = b.String()
	return c.looks != before
}

// notice writes what has happened, with a button that takes note of it.
func (p *program) notice(s *sheet, v *visit.Visit, n host.Notice) {
	st := v.State().Get()
	top, text := s.y, wording.Notice(n, st.Site)
	lines := len(wrap(s.f.text, text, s.width-2*s.px(14)))
	s.fill(image.Rect(0, top, s.width, top+lines*s.f.text.Metrics().Height.Ceil()+s.px(16)), blue)
	s.space(8)
	s.words(text, s.f.text, white, 0)
	s.space(16)
	ok := plain(lang.L("OK"), func() { p.crowd.next = n.Number + 1 })
	label, can := wording.Hide(n.Who, st.Aside)
	if !can || n.Kind != host.Came || n.Who.Role != session.Technician || v.Consent().Hidden(n.Who.ID) {
		s.row(ok)
		return
	}
	s.row(strong(label, red, func() {
		v.Hide(n.Who.ID, true)
		p.crowd.next = n.Number + 1
	}), ok)
}

// person writes who somebody is and whether they see the screen, beside the
// button that keeps it from them, which is hide.
func (s *sheet) person(o host.Person, aside bool, hide func()) {
	edge, height := s.px(14), s.px(42)
	right := s.width - edge
	if label, can := wording.Hide(o, aside); can {
		b := strong(label, red, hide)
		if o.Hidden {
			b.ground, b.words = grey, ink
		}
		r := image.Rect(right-font.MeasureString(s.f.bold, label).Ceil()-s.px(20), s.y+s.px(4), right, s.y+height-s.px(4))
		s.fill(r, b.ground)
		s.centre(label, s.f.bold, b.words, r)
		s.spots = append(s.spots, spot{in: r, do: b.do})
		right = r.Min.X - s.px(8)
	}
	mark := grey
	if o.Sees {
		mark = orange
	}
	s.fill(image.Rect(edge, s.y+s.px(4), edge+s.px(5), s.y+height-s.px(4)), mark)
	left := edge + s.px(13)
	middle, low := s.y+height/2, s.f.low.Metrics()
	s.write(cut(s.f.bold, o.Name, right-left), s.f.bold, ink, left, middle-s.px(3))
	s.write(cut(s.f.low, wording.Person(o, aside), right-left), s.f.low, soft, left, middle+low.Ascent.Ceil()+s.px(1))
	s.y += height
}

// cut returns as much of text as fits into this width.
func cut(face font.Face, text string, width int) string {
	if font.MeasureString(face, text).Ceil() <= width {
		return text
	}
	return text[:fit(face, text, width-font.MeasureString(face, "…").Ceil())] + "…"
}
