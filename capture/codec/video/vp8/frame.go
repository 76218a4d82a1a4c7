package vp8

import "tandem/capture/codec/video/yuv"

// A plane is one of a frame: rows are stride bytes apart.
type plane struct {
	pix          []byte
	stride, w, h int
}

// A frame is a picture whose planes are whole macroblocks.
type frame struct {
	y, u, v plane
	stale   bitmap // the macroblocks that may differ from the last frame
}

func newFrame(f *field) *frame {
	w, h := 16*f.w, 16*f.h
	buf := make([]byte, w*h*3/2)
	m := &frame{
		y:     plane{buf[: w*h : w*h], w, w, h},
		u:     plane{buf[w*h:][: w*h/4 : w*h/4], w / 2, w / 2, h / 2},
		v:     plane{buf[w*h*5/4:], w / 2, w / 2, h / 2},
		stale: newBitmap(f.w, f.h),
	}
	m.stale.fill()
	return m
}

// picture is the part of the frame that is seen.
func (f *frame) picture(w, h int) yuv.Image {
	return yuv.Image{W: w, H: h, Y: f.y.pix, U: f.u.pix, V: f.v.pix, Stride: f.y.stride, CStride: f.u.stride}
}

// A pool keeps the frames of a coder: those that are referred to, and one to
// draw into (RFC 6386, section 9.7). What stays as it was in the last frame is
// in most of them already: each frame knows where it is not.
type pool struct {
	all  [4]*frame
	refs [4]*frame // by reference; the first is the one in the making
}

func (p *pool) reset() { *p = pool{} }

// next returns a frame that nothing refers to.
func (p *pool) next(f *field) *frame {
	for i, c := range p.all {
		if c == nil {
			c = newFrame(f)
			p.all[i] = c
		}
		if c != p.refs[last] && c != p.refs[golden] && c != p.refs[alternate] {
			p.refs[intra] = c
			return c
		}
	}
	panic("vp8: four frames for three references") // cannot be
}

// update keeps the new frame, which differs from the last one in changed, where
// it is to be kept. The alternate frame comes first, as in the decoder of RFC
// 6386, section 20.4.
func (p *pool) update(r *references, changed *bitmap) {
	p.age(r.last, changed)
	switch r.toAlternate {
	case 1:
		p.refs[alternate] = p.refs[last]
	case 2:
		p.refs[alternate] = p.refs[golden]
	}
	switch r.toGolden {
	case 1:
		p.refs[golden] = p.refs[last]
	case 2:
		p.refs[golden] = p.refs[alternate]
	}
	if r.golden {
		p.refs[golden] = p.refs[intra]
	}
	if r.alternate {
		p.refs[alternate] = p.refs[intra]
	}
	if r.last {
		p.refs[last] = p.refs[intra]
	}
}

// age notes which frames differ where from the one that will be the last.
func (p *pool) age(newLast bool, changed *bitmap) {
	clear(p.refs[intra].stale.words)
	for _, f := range p.all {
		if f != nil && (f == p.refs[intra]) != newLast {
			f.stale.all().or(changed.all())
		}
	}
}
