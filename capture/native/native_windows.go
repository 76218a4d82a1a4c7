package native

import (
	"tandem/capture"
	"tandem/capture/dxgi"
	"tandem/capture/gdi"
)

func mechanisms() []mechanism { return []mechanism{by(dxgi.Open), by(gdi.Open)} }

func displays() ([]capture.Display, error) { return gdi.Displays() }
