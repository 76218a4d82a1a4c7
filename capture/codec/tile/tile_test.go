package tile

import (
	"testing"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

func TestConformance(t *testing.T) {
	codectest.Run(t, codectest.Pair{
		Encoder: func() codec.Encoder { return NewEncoder(Config{}) },
		Decoder: func() codec.Decoder { return NewDecoder(Config{}) },
	})
}
