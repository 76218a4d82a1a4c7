//go:build unix

package bolt

import "syscall"

// fullErrors are what the system says when there is no room: on the disk, in
// the quota, or in the size that this process may give a file.
func fullErrors() []error { return []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} }
