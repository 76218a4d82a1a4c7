package native

import (
	"tandem/capture/border"
	"tandem/capture/border/x11"
)

func open() (border.Border, error) {
	b, err := x11.Open()
	if err != nil {
		return nil, err
	}
	return b, nil
}
