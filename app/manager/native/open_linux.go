package native

import (
	"tandem/app/manager/native/surface"
	"tandem/app/manager/native/x11"
)

func open() (surface.Desktop, error) {
	d, err := x11.Open()
	if err != nil {
		return nil, err
	}
	return d, nil
}
