package native

import (
	"tandem/capture"
	"tandem/capture/gdi"
)

func open(cfg capture.Config) (capture.Source, error) {
	s, err := gdi.Open(cfg)
	if err != nil {
		return nil, err
	}
	return s, nil
}

func displays() ([]capture.Display, error) { return gdi.Displays() }
