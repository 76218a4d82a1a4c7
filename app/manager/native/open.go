package native

import "tandem/app/manager/native/surface"

// Open returns the desktop of this machine. The error wraps
// errors.ErrUnsupported where there is no mechanism.
func Open() (surface.Desktop, error) { return open() }
