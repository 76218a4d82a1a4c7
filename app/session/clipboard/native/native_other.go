//go:build !linux && !windows

package native

import (
	"errors"
	"fmt"

	"tandem/app/session/clipboard"
)

func open() (clipboard.Board, error) { return nil, fmt.Errorf("clipboard: %w", errors.ErrUnsupported) }
