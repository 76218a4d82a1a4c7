//go:build !linux && !windows

package native

import (
	"errors"
	"fmt"

	"tandem/capture/border"
)

func open() (border.Border, error) {
	return nil, fmt.Errorf("capture/border: %w", errors.ErrUnsupported)
}
