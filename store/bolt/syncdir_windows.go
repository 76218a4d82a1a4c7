package bolt

import "os"

// NTFS keeps names in its journal, and a folder cannot be flushed.
func syncDir(f *os.File) error { return f.Close() }
