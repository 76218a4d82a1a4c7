//go:build !linux && !windows

package stopkey

import (
	"context"
	"errors"
	"fmt"

	"tandem/input"
)

func watch(context.Context, input.Usage, func(), func()) error {
	return fmt.Errorf("input/stopkey: %w", errors.ErrUnsupported)
}
