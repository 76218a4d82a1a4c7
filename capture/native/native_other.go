//go:build !linux && !windows

package native

import (
	"errors"

	"tandem/capture"
	"tandem/capture/screenshot"
)

func mechanisms() []mechanism { return []mechanism{by(screenshot.Open)} }

func displays() ([]capture.Display, error) { return nil, errors.ErrUnsupported }
