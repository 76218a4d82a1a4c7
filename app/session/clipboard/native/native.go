// Package native opens this computer's clipboard by the mechanism that it has.
package native

import "tandem/app/session/clipboard"

// Open opens the clipboard. The error wraps errors.ErrUnsupported where there is
// no mechanism for this system.
func Open() (clipboard.Board, error) { return open() }
