package native

import (
	"tandem/app/session/clipboard"
	"tandem/app/session/clipboard/win"
)

func open() (clipboard.Board, error) {
	b, err := win.Open()
	if err != nil {
		return nil, err
	}
	return b, nil
}
