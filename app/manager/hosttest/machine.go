package hosttest

import (
	"image"
	"log/slog"

	"tandem/app/manager/host"
	"tandem/capture"
	"tandem/capture/capturetest"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/input"
	"tandem/input/inputtest"
)

// A Machine is a computer that exists in memory.
type Machine struct {
	Screen *capturetest.Synthetic
	Input  *inputtest.Recorder
}

// Bounds is the place of its only display.
var Bounds = image.Rect(0, 0, 160, 120)

// NewMachine returns a machine with a black display.
func NewMachine() *Machine {
	return &Machine{Screen: capturetest.NewSynthetic(Bounds.Size()), Input: new(inputtest.Recorder)}
}

// Config returns what a host on the machine works with.
func (m *Machine) Config() host.Config {
	return host.Config{
		Displays: func() ([]capture.Display, error) {
			return []capture.Display{{ID: 0, Name: "memory", Bounds: Bounds, Primary: true}}, nil
		},
		Capture: m.Screen.Open,
		Encoder: func() codec.Encoder { return tile.NewEncoder(tile.Config{}) },
		Decoder: func() codec.Decoder { return tile.NewDecoder(tile.Config{}) },
		Input:   func() (input.Injector, error) { return m.Input, nil },
		Log:     slog.New(slog.DiscardHandler),
	}
}
