//go:build !linux && !windows

package native

import (
	"errors"

	"tandem/app/manager/native/surface"
)

func open() (surface.Desktop, error) { return nil, errors.ErrUnsupported }
