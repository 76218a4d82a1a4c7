package tile

import (
	"testing"
	"time"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

func TestConformance(t *testing.T) {
	t.Run("default", func(t *testing.T) {
		codectest.Run(t, codectest.Pair{
			Encoder: func() codec.Encoder { return NewEncoder(Config{}) },
			Decoder: func() codec.Decoder { return NewDecoder(Config{}) },
		})
	})
	t.Run("quick, small cache", func(t *testing.T) {
		codectest.Run(t, codectest.Pair{
			Encoder: func() codec.Encoder { return newQuickEncoder() },
			Decoder: func() codec.Decoder { return NewDecoder(Config{cache: 5}) },
		})
	})
}

// newQuickEncoder returns an Encoder on a fast line, whose clock runs fast, with a
// small cache: all packets with photographs are quick, but for the first ones.
func newQuickEncoder() *Encoder {
	var now time.Duration
	e := NewEncoder(Config{cache: 5, quick: 1, now: func() time.Duration {
		now += spellFirst / 8
		return now
	}})
	e.Tune(fastLine)
	return e
}

var fastLine = codec.Tuning{Rate: 1 << 30}
