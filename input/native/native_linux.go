package native

import (
	"tandem/input"
	"tandem/input/xtest"
)

func open() (input.Injector, error) {
	x, err := xtest.Open("")
	if err != nil {
		return nil, err
	}
	return x, nil
}
