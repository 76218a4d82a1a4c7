package screen

import (
	"testing"
	"time"
)

// TestLadderGoesBothWaysSlowly checks that a level takes hysteresis, down and up.
func TestLadderGoesBothWaysSlowly(t *testing.T) {
	var l ladder
	now := time.Now()
	spend := func(d time.Duration, encoding, behind float64) int {
		for end := now.Add(d); now.Before(end); {
			begin := now
			now = now.Add(ladderTick)
			l.encoded(time.Duration(encoding * float64(ladderTick)))
			l.sent(false, begin, begin.Add(time.Duration(behind*float64(ladderTick))))
			l.look(now)
		}
		level, _ := l.look(now)
		return level
	}
	l.look(now)
	for _, c := range []struct {
		what             string
		d                time.Duration
		encoding, behind float64
		want             int
	}{
		{"a short peak", hysteresis / 2, 1, 0, 0},
		{"rest", hysteresis, 0, 0, 0},
		{"a busy processor", hysteresis, 1, 0, 1},
		{"neither busy nor calm", 5 * hysteresis, 0.4, 0, 1},
		{"a busy processor", 9 * hysteresis, 1, 0, MaxLevel},
		{"a short rest", hysteresis / 2, 0, 0, MaxLevel},
		{"a busy line", hysteresis, 0, 1, MaxLevel - 1}, // the processor's goes up
		{"rest", MaxLevel * hysteresis, 0, 0, 0},
		{"a busy line", hysteresis, 0, 1, 1},
	} {
		if got := spend(c.d, c.encoding, c.behind); got != c.want {
			t.Errorf("after %v of %s: level %d; want %d", c.d, c.what, got, c.want)
		}
	}
	if _, a := l.look(now); a.rate != maxRate || a.quantizer == 0 {
		t.Errorf("for a busy line: %+v; want as many pictures, coarser", a)
	}
}

// TestUnfinishedPictureCountsAsBehind: bands of one picture are one delay.
func TestUnfinishedPictureCountsAsBehind(t *testing.T) {
	var l ladder
	now := time.Now()
	l.look(now)
	l.sent(true, now, now.Add(time.Millisecond))
	for range 8 {
		now = now.Add(ladderTick)
		l.look(now)
	}
	if level, _ := l.look(now); level != 1 {
		t.Errorf("level %d while a picture was not whole for %v; want 1", level, hysteresis)
	}
}
