//go:build !linux && !windows

package idle

import (
	"errors"
	"fmt"
	"time"
)

func open() func() (time.Duration, error) {
	return func() (time.Duration, error) { return 0, fmt.Errorf("idle: %w", errors.ErrUnsupported) }
}
