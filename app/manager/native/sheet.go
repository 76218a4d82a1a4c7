package native

import (
	"image"
	"image/draw"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// A tint is a colour: red, green and blue, a byte each.
type tint uint32

// The colours. Orange and red are the frame's.
const (
	paper  tint = 0xf4f6f9
	ink    tint = 0x17202b
	soft   tint = 0x4c5a69
	white  tint = 0xffffff
	blue   tint = 0x0b5cad
	red    tint = 0xb3161c
	orange tint = 0xb45309
	green  tint = 0x2f6b45
	violet tint = 0x6b21a8
	grey   tint = 0xe4e9ef
	faint  tint = 0x78838f
)

// RGBA implements color.Color.
func (t tint) RGBA() (r, g, b, a uint32) {
	return t.part(16), t.part(8), t.part(0), 0xffff
}

// part returns the byte from bit on, as color.Color has it.
func (t tint) part(bit int) uint32 { return uint32(t>>bit&0xff) * 0x101 }

// fonts are what is written with, at the scale of a screen.
type fonts struct {
	scale                float64
	text, bold, big, low font.Face
}

// newFonts opens the fonts. They are used by one goroutine.
func newFonts(scale float64) (*fonts, error) {
	f := &fonts{scale: scale}
	for _, want := range []struct {
		face *font.Face
		size float64
		bold bool
	}{{&f.text, 14, false}, {&f.bold, 14, true}, {&f.big, 19, true}, {&f.low, 12, false}} {
		ttf, err := opentype.Parse(theme.DefaultTheme().Font(fyne.TextStyle{Bold: want.bold}).Content())
		if err != nil {
			return nil, err
		}
		*want.face, err = opentype.NewFace(ttf, &opentype.FaceOptions{Size: want.size * scale, DPI: 72, Hinting: font.HintingFull})
		if err != nil {
			return nil, err
		}
	}
	return f, nil
}

// A spot is a place that can be clicked.
type spot struct {
	in image.Rectangle
	do func()
	// late means that it takes no click for a moment after it may have moved.
	late bool
}

// A sheet is a window's content being drawn, from top to bottom.
type sheet struct {
	f     *fonts
	img   *image.RGBA
	width int
	y     int
	spots []spot
}

// most is the most pixels that a sheet is high, before scaling.
const most = 900

// newSheet returns an empty sheet of this width.
func newSheet(f *fonts, width int) *sheet {
	s := &sheet{f: f}
	s.width = s.px(width)
	s.img = image.NewRGBA(image.Rect(0, 0, s.width, s.px(most)))
	s.fill(s.img.Rect, paper)
	return s
}

// px returns pixels of the screen.
func (s *sheet) px(n int) int { return int(math.Round(float64(n) * s.f.scale)) }

func (s *sheet) fill(r image.Rectangle, c tint) {
	draw.Draw(s.img, r, image.NewUniform(c), image.Point{}, draw.Src)
}

// space leaves room.
func (s *sheet) space(n int) { s.y += s.px(n) }

// end returns the picture, at least as high as it is said.
func (s *sheet) end(height int) *image.RGBA {
	h := min(max(s.y, s.px(height)), s.img.Rect.Dy())
	return s.img.SubImage(image.Rect(0, 0, s.width, h)).(*image.RGBA) // it is one
}

// words writes text in lines that fit between the margins, and goes on below.
func (s *sheet) words(text string, face font.Face, c tint, indent int) {
	m := face.Metrics()
	left := s.px(14 + indent)
	for _, line := range wrap(face, text, s.width-left-s.px(14)) {
		s.write(line, face, c, left, s.y+m.Ascent.Ceil())
		s.y += m.Height.Ceil()
	}
}

func (s *sheet) write(text string, face font.Face, c tint, x, y int) {
	d := font.Drawer{Dst: s.img, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// wrap breaks text into lines of at most this width; a longer word is cut.
func wrap(face font.Face, text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		with := strings.TrimPrefix(line+" "+word, " ")
		if font.MeasureString(face, with).Ceil() <= width {
			line = with
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for font.MeasureString(face, word).Ceil() > width && len(word) > 1 {
			n := fit(face, word, width)
			lines, word = append(lines, word[:n]), word[n:]
		}
		line = word
	}
	return append(lines, line)
}

// fit returns how many bytes of word fit, at least one letter.
func fit(face font.Face, word string, width int) int {
	last := 0
	for i := range word {
		if i > 0 && font.MeasureString(face, word[:i]).Ceil() > width {
			break
		}
		last = i
	}
	return max(last, 1)
}
