package native

import (
	"image"

	"golang.org/x/image/font"

	"tandem/app/manager/wording"
)

// A button is a place to click, with words.
type button struct {
	label  string
	below  string // what it does, or why there is nothing to do; optional
	ground tint
	words  tint
	do     func() // nil: it cannot be pressed
}

// plain, strong and dead are kinds of buttons.
func plain(label string, do func()) button {
	return button{label: label, ground: grey, words: ink, do: do}
}

func strong(label string, c tint, do func()) button {
	return button{label: label, ground: c, words: white, do: do}
}

func control(c wording.Control, ground tint, do func()) button {
	b := strong(c.Label, ground, do)
	b.below = c.Caption
	if !c.Enabled {
		b.ground, b.words, b.do = grey, faint, nil
	}
	return b
}

// row puts buttons side by side.
func (s *sheet) row(bs ...button) {
	edge, gap, height := s.px(14), s.px(8), s.px(38)
	width := (s.width - 2*edge - gap*(len(bs)-1)) / len(bs)
	below := 0
	for i, b := range bs {
		r := image.Rect(0, 0, width, height).Add(image.Pt(edge+i*(width+gap), s.y))
		s.fill(r, b.ground)
		s.centre(b.label, s.f.bold, b.words, r)
		if b.do != nil {
			s.spots = append(s.spots, spot{in: r, do: b.do})
		}
		if b.below == "" {
			continue
		}
		below = s.px(36) // two lines, so that what follows stays in place
		h := s.f.low.Metrics().Height.Ceil()
		for n, line := range wrap(s.f.low, b.below, width) {
			s.centre(line, s.f.low, soft, image.Rect(r.Min.X, r.Max.Y+n*h, r.Max.X, r.Max.Y+(n+1)*h+s.px(4)))
		}
	}
	s.y += height + below + gap
}

// tick writes a switch, which can be used or not.
func (s *sheet) tick(label string, on, can bool, do func()) {
	edge, side, height := s.px(14), s.px(16), s.px(26)
	box := image.Rect(edge, s.y+(height-side)/2, edge+side, s.y+(height+side)/2)
	c := faint
	if can {
		c = ink
		s.spots = append(s.spots, spot{in: image.Rect(0, s.y, s.width, s.y+height), do: do, late: true})
	}
	s.fill(box, c)
	s.fill(box.Inset(s.px(2)), paper)
	if on {
		s.fill(box.Inset(s.px(4)), c)
	}
	m := s.f.low.Metrics()
	left := box.Max.X + s.px(8)
	s.write(cut(s.f.low, label, s.width-left-edge), s.f.low, c, left, s.y+(height+m.Ascent.Ceil()-m.Descent.Ceil())/2)
	s.y += height
}

// centre writes text into the middle of r.
func (s *sheet) centre(text string, face font.Face, c tint, r image.Rectangle) {
	m := face.Metrics()
	x := r.Min.X + (r.Dx()-font.MeasureString(face, text).Ceil())/2
	y := r.Min.Y + (r.Dy()+m.Ascent.Ceil()-m.Descent.Ceil())/2
	s.write(text, face, c, x, y)
}

// banner says on a coloured ground what is going on.
func (s *sheet) banner(ground tint, word, text, detail string, height int) {
	s.fill(image.Rect(0, s.y, s.width, s.y+s.px(most)), ground)
	top := s.y
	s.space(10)
	s.words(word, s.f.big, white, 0)
	s.space(4)
	s.words(text, s.f.bold, white, 0)
	s.space(4)
	s.words(detail, s.f.low, white, 0)
	s.space(10)
	s.y = max(s.y, top+s.px(height))
	s.fill(image.Rect(0, s.y, s.width, s.img.Rect.Max.Y), paper)
	s.space(12)
}

// ground returns a mood's colour.
func ground(m wording.Mood) tint {
	switch m {
	case wording.Seen:
		return orange
	case wording.Controlled:
		return red
	case wording.Held:
		return blue
	case wording.Doubtful:
		return violet
	case wording.Quiet:
	}
	return green
}
