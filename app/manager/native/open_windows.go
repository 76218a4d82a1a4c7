package native

import (
	"tandem/app/manager/native/surface"
	"tandem/app/manager/native/win"
)

func open() (surface.Desktop, error) {
	d, err := win.Open()
	if err != nil {
		return nil, err
	}
	return d, nil
}
