package native

import (
	"tandem/capture/border"
	"tandem/capture/border/win"
)

func open() (border.Border, error) {
	b, err := win.Open()
	if err != nil {
		return nil, err
	}
	return b, nil
}
