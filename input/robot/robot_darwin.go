package robot

import robotgo "github.com/go-vgo/robotgo/darwin"

func open() (backend, error) {
	return backend{
		key: robotgo.KeyToggle, typing: robotgo.TypeStr, move: robotgo.Move,
		button: robotgo.Toggle, scroll: robotgo.Scroll, close: func() {},
	}, nil
}
