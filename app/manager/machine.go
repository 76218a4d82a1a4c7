package main

import (
	"context"
	"image"
	"log/slog"
	"slices"

	"tandem/app/manager/host"
	"tandem/app/manager/visit"
	"tandem/app/session"
	clipboards "tandem/app/session/clipboard/native"
	"tandem/capture"
	framing "tandem/capture/border/native"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	capturing "tandem/capture/native"
	"tandem/input"
	injecting "tandem/input/native"
	"tandem/input/stopkey"
)

// A machine is this computer, as a session uses it.
type machine struct {
	log     *slog.Logger
	missing []string
	begun   func() // a sharing has begun; nil if nobody asks
	answer  func(context.Context, *host.Consent)
}

// visit returns a session that has not begun.
func (m machine) visit() *visit.Visit {
	sharing := clipboards.Open
	if b, err := sharing(); err != nil {
		m.log.Info("no clipboard to share", "err", err)
		sharing = nil
	} else {
		_ = b.Close() // it was to see whether there is one
	}
	return visit.New(visit.Config{
		Host: host.Config{
			Displays: capturing.Displays, Capture: m.capture,
			Encoder: func() codec.Encoder { return tile.NewEncoder(tile.Config{}) },
			Decoder: m.decoder(),
			Input:   injecting.Open, Clipboard: sharing, Missing: m.missing, Log: m.log,
		},
		StopKey: func(ctx context.Context, bound func(input.Usage), pressed func()) error {
			return stopkey.Watcher{Bound: bound, Pressed: pressed}.Run(ctx)
		},
		Frame:  framing.Open,
		Answer: m.answer,
	})
}

// decoder returns what decodes the screen of another customer, nil where it cannot
// be shown.
func (m machine) decoder() func() codec.Decoder {
	if slices.Contains(m.missing, session.MissingOpenGL) {
		return nil
	}
	return func() codec.Decoder { return tile.NewDecoder(tile.Config{}) }
}

func (m machine) capture(cfg capture.Config) (capture.Source, error) {
	if m.begun != nil {
		m.begun()
	}
	return capturing.Open(cfg)
}

// primary returns the place of the first display, empty if there is none.
func primary() image.Rectangle {
	ds, err := capturing.Displays()
	if err != nil || len(ds) == 0 {
		return image.Rectangle{}
	}
	return ds[0].Bounds
}
