package tile

import (
	"fmt"
	"image"
	"math"
	"time"

	"tandem/capture/codec"
	"tandem/capture/codec/video/vp8"
	"tandem/capture/codec/video/yuv"
)

// Film is what is coded with loss: the cells of that kind in a packet, as the
// active macroblocks of a VP8 frame that covers the picture. It is grey where
// there never was film. The first frame after a key packet is a key frame.
// Its memory is given back after a while without film: then it begins anew.

// A filming is the Encoder's end of the film.
type filming struct {
	w, h   int
	begun  bool         // there was a frame since the last key packet
	enc    *vp8.Encoder // nil while there was no film
	img    yuv.Image
	active []bool // by macroblock, which is a cell
	cells  []image.Rectangle
	frame  []byte
	last   time.Duration // when a frame was coded
	quant  int           // of the frame in the making
	pace   int           // still or hot, as most of its cells are
	cost   [2]float64    // bytes that a cell takes at the quantizer norm
}

// What a cell costs differs between photographs, which are new, and what moves.
const (
	still = iota
	hot
)

const (
	grey       = 128
	norm       = 30
	steepness  = 0.021 // measured on film: 7.4, 5.3 and 3.5 KB at 20, 30 and 50
	coarsest   = 110
	costMemory = 0.25 // weight of a new measurement
	costCells  = 32   // in a frame, at least, to measure
	frameHead  = 24   // bytes of a frame that no cell is to blame for
	finest     = 14   // of what moves
	fair       = 56   // of what is still, and soon to be exact: 38 dB
	filmTime   = 200 * time.Millisecond
	spareTime  = 10 * time.Millisecond
	filmMax    = 4 << 22 // pixels of a picture that can be filmed
	filmRest   = 5 * time.Second
)

// firstCosts are bytes a cell, before any is measured.
var firstCosts = [2]float64{still: 14, hot: 3}

// scale returns what a cell costs at the quantizer q, if it costs 1 at norm.
func scale(q int) float64 { return math.Exp(-steepness * float64(q-norm)) }

// bounded returns t with the usual for zeros, and within bounds.
func bounded(t codec.Tuning) codec.Tuning {
	if t.Quantizer <= 0 {
		t.Quantizer = norm
	}
	if t.Rest <= 0 {
		t.Rest = pause
	}
	t.Quantizer = min(t.Quantizer, 127)
	return t
}

// reset makes f ready for a key packet of a w by h picture.
func (f *filming) reset(w, h int) {
	if f.w != w || f.h != h {
		*f = filming{w: w, h: h, cost: firstCosts}
	}
	f.begun, f.cells = false, f.cells[:0]
}

// release gives the memory back: the next frame is a key frame.
func (f *filming) release() {
	f.begun, f.enc, f.img, f.active, f.frame = false, nil, yuv.Image{}, nil, nil
}

// able tells whether the picture can be filmed at all.
func (f *filming) able() bool { return f.w*f.h <= filmMax && max(f.w, f.h) < codec.MaxSide }

// begin prepares a frame of about so many cells, at t's quantizer: a coarser
// one if it would keep the line busy for longer than filmTime, a finer one if
// it moves and takes next to nothing of the line.
func (f *filming) begin(cells [2]int, t codec.Tuning) {
	f.pace, f.quant = still, max(t.Quantizer, fair)
	if cells[hot] > cells[still] {
		f.pace, f.quant = hot, t.Quantizer
	}
	need := float64(cells[still])*f.cost[still] + float64(cells[hot])*f.cost[hot]
	if need <= 0 {
		return
	}
	if most := max(coarsest, t.Quantizer); t.Rate > 0 {
		f.quant = min(max(quantizerFor(need, t.Rate, filmTime), f.quant), most)
	}
	if f.pace == hot && t.Quantizer <= norm {
		least := min(finest, t.Quantizer)
		if t.Rate > 0 {
			least = max(quantizerFor(need, t.Rate, spareTime), least)
		}
		f.quant = min(f.quant, least)
	}
}

// quantizerFor returns the quantizer at which what takes need bytes at norm
// keeps a line of that many bytes a second busy for d.
func quantizerFor(need float64, rate int, d time.Duration) int {
	return norm - int(math.Log(float64(rate)*d.Seconds()/need)/steepness)
}

// expected is how many bytes the frame will take.
func (f *filming) expected() int {
	if len(f.cells) == 0 {
		return 0
	}
	return frameHead + int(float64(len(f.cells))*f.cost[f.pace]*scale(f.quant))
}

// end codes the frame, as it is in s. There is none without cells.
func (f *filming) end(s *source) ([]byte, error) {
	if len(f.cells) == 0 {
		return nil, nil
	}
	key := !f.begun
	if key {
		if err := f.start(); err != nil {
			return nil, err
		}
	}
	clear(f.active)
	cols, _ := f.enc.Macroblocks()
	for i := 0; i < len(f.cells); {
		r, first := f.cells[i], i
		for ; i < len(f.cells) && (i == first || f.cells[i].Min == image.Pt(r.Max.X, r.Min.Y)); i++ {
			r.Max.X = f.cells[i].Max.X
			f.active[r.Min.Y/cell*cols+f.cells[i].Min.X/cell] = true
		}
		f.img.FromBGRX(s.pix, s.stride, r)
	}
	var err error
	f.frame, err = f.enc.Encode(f.frame[:0], f.img, vp8.Options{Quantizer: f.quant, Key: key, Active: f.active})
	if err != nil {
		return nil, fmt.Errorf("tile: %w", err)
	}
	if n := len(f.cells); n >= costCells {
		c := &f.cost[f.pace]
		*c += (float64(max(len(f.frame)-frameHead, 0))/float64(n)/scale(f.quant) - *c) * costMemory
	}
	f.begun, f.cells = true, f.cells[:0]
	return f.frame, nil
}

// start paints the picture grey.
func (f *filming) start() error {
	if f.enc == nil {
		enc, err := vp8.NewEncoder(f.w, f.h)
		if err != nil {
			return fmt.Errorf("tile: %w", err)
		}
		w, h := enc.Macroblocks()
		f.enc, f.img, f.active = enc, yuv.New(f.w, f.h), make([]bool, w*h)
	}
	for _, plane := range [][]byte{f.img.Y, f.img.U, f.img.V} {
		for i := range plane {
			plane[i] = grey
		}
	}
	return nil
}
