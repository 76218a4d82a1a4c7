//go:build !linux && !windows

package native

import (
	"errors"

	"tandem/capture"
)

func open(capture.Config) (capture.Source, error) { return nil, errors.ErrUnsupported }

func displays() ([]capture.Display, error) { return nil, errors.ErrUnsupported }
