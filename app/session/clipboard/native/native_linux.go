package native

import (
	"tandem/app/session/clipboard"
	"tandem/app/session/clipboard/x11"
)

func open() (clipboard.Board, error) {
	b, err := x11.Open("")
	if err != nil {
		return nil, err
	}
	return b, nil
}
