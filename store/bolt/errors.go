package bolt

import (
	"errors"
	"fmt"

	berrors "go.etcd.io/bbolt/errors"

	"tandem/store"
)

// kind wraps err in the sentinel of package store that says what it means.
func kind(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, berrors.ErrTimeout):
		return store.ErrLocked
	case errors.Is(err, berrors.ErrDatabaseNotOpen):
		return store.ErrClosed
	case isFull(err):
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return err
}
