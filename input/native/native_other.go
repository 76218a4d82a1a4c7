//go:build !linux && !windows

package native

import (
	"tandem/input"
	"tandem/input/robot"
)

func open() (input.Injector, error) {
	r, err := robot.Open()
	if err != nil {
		return nil, err
	}
	return r, nil
}
