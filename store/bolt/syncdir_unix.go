//go:build unix

package bolt

import (
	"errors"
	"os"
)

// syncDir makes the names in a folder survive a loss of power.
func syncDir(f *os.File) error { return errors.Join(f.Sync(), f.Close()) }
