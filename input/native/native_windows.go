package native

import (
	"tandem/input"
	"tandem/input/sendinput"
)

func open() (input.Injector, error) { return sendinput.Open(), nil }
