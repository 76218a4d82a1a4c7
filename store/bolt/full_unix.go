//go:build unix

package bolt

import (
	"errors"
	"syscall"
)

// isFull reports whether err means that there is no room: on the disk, in the
// quota, or in the size that this process may give a file.
func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}
