package native

import "tandem/input"

// Open connects to this machine's desktop. The caller owns the injector and
// puts input.Held around it.
func Open() (input.Injector, error) { return open() }
