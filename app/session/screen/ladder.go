package screen

import (
	"image"
	"time"

	"tandem/capture/codec"
)

// An aim is how good the pictures are to be.
type aim struct {
	rate      int // the most pictures a second
	quantizer int // see codec.Tuning
	rest      time.Duration
}

// sampling is the aim of Sampling: what changes often is made exact late.
var sampling = aim{rate: samplingRate, quantizer: 70, rest: 2 * time.Second}

// The aims of Automatic, by level: for the sake of the line fewer bytes a
// picture, for the processor's fewer pictures. Their last is about Sampling's.
var (
	lineAims      = [MaxLevel + 1]aim{{rate: maxRate}, {maxRate, 40, 0}, {maxRate, 60, time.Second}, {15, 80, 2 * time.Second}}
	processorAims = [MaxLevel + 1]aim{{rate: maxRate}, {30, 0, 0}, {15, 40, time.Second}, {samplingRate, 70, 2 * time.Second}}
)

// worse returns what is less of a and b in every respect.
func (a aim) worse(b aim) aim {
	return aim{min(a.rate, b.rate), max(a.quantizer, b.quantizer), max(a.rest, b.rest)}
}

// tuning returns the aim for an Encoder whose line delivers so many bytes a second.
func (a aim) tuning(bytes int, focus image.Point) codec.Tuning {
	return codec.Tuning{Quantizer: a.quantizer, Rate: bytes, Rest: a.rest, Focus: focus}
}

// Automatic goes down a level when the line or the processor was busier than
// busy all through hysteresis, and up when it was less so than calm.
const (
	hysteresis = 2 * time.Second
	ladderTick = hysteresis / 8
	busy       = 0.6
	calm       = 0.25
)

// A ladder finds the level of Automatic from how busy sending and encoding are.
type ladder struct {
	began           time.Time // what follows counts since
	behind          time.Duration
	encoding        time.Duration
	late            time.Time // since when pictures have not been whole; zero: they are
	line, processor rung
}

// A rung is a level and how long it has been wrong.
type rung struct {
	level int
	way   int           // 1: down, -1: up, 0: as it should be
	held  time.Duration // for how long
}

// encoded adds the time that an update took to make.
func (l *ladder) encoded(d time.Duration) { l.encoding += d }

// sent records that an update was sent, from begin to end, and whether more of
// the picture is to come.
func (l *ladder) sent(more bool, begin, end time.Time) {
	if !l.late.IsZero() {
		begin = l.late
	}
	switch {
	case more:
		l.late = begin
	default:
		l.behind += end.Sub(begin)
		l.late = time.Time{}
	}
}

// look returns the level at now, and its aim.
func (l *ladder) look(now time.Time) (level int, a aim) {
	if l.began.IsZero() {
		l.began = now
	}
	if d := now.Sub(l.began); d >= ladderTick {
		if !l.late.IsZero() {
			l.behind += now.Sub(l.late)
			l.late = now
		}
		l.line.step(l.behind.Seconds()/d.Seconds(), d)
		l.processor.step(l.encoding.Seconds()/d.Seconds(), d)
		l.began, l.behind, l.encoding = now, 0, 0
	}
	return max(l.line.level, l.processor.level), lineAims[l.line.level].worse(processorAims[l.processor.level])
}

// step takes in that the share of the last d was busy.
func (r *rung) step(share float64, d time.Duration) {
	way := 0
	switch {
	case share > busy:
		way = 1
	case share < calm:
		way = -1
	}
	if way != r.way {
		r.way, r.held = way, 0
	}
	for r.held += d; r.held >= hysteresis; r.held -= hysteresis {
		r.level = min(max(r.level+way, 0), MaxLevel)
	}
}
