//go:build !linux && !darwin && !windows

package robot

import "errors"

func open() (backend, error) { return backend{}, errors.ErrUnsupported }
