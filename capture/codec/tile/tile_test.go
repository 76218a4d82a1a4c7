package tile

import (
	"testing"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

func TestConformance(t *testing.T) {
	for name, cfg := range map[string]Config{"default": {}, "small cache": {cache: 5}} {
		t.Run(name, func(t *testing.T) {
			codectest.Run(t, codectest.Pair{
				Encoder: func() codec.Encoder { return NewEncoder(cfg) },
				Decoder: func() codec.Decoder { return NewDecoder(cfg) },
			})
		})
	}
}
