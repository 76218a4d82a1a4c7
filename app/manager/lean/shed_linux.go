package lean

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// Shed gives back the memory that was needed to begin only. It takes some
// milliseconds, and nothing is lost where it fails.
func Shed() {
	trim()
	file, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		return
	}
	for _, m := range clean(file) {
		// The range is one that the system has just listed, of a file, never
		// written to by this process and not writable. Nothing unmaps it: it is
		// of the program or its libraries, which are never unloaded. What is
		// given back is read from the file again when it is next touched, so
		// that no pointer into it notices.
		_, _, _ = unix.Syscall(unix.SYS_MADVISE, m.from, m.size, unix.MADV_DONTNEED) // else it stays
	}
}

// A mapping is a part of the address space.
type mapping struct{ from, size uintptr }

// clean returns the mappings of programs and libraries that are as their files
// are: those listed as neither writable nor shared, of a path, without any page of their own (proc_pid_smaps(5)).
func clean(smaps []byte) (list []mapping) {
	var m mapping
	for lines := bufio.NewScanner(bytes.NewReader(smaps)); lines.Scan(); {
		line := lines.Text()
		var from, to, offset, inode uint64
		var mode, device, path string
		if n, _ := fmt.Sscanf(line, "%x-%x %s %x %s %d %s", &from, &to, &mode, &offset, &device, &inode, &path); n >= 6 {
			m = mapping{}
			if n == 7 && strings.HasPrefix(path, "/") && (mode == "r-xp" || mode == "r--p") && inode != 0 {
				m = mapping{uintptr(from), uintptr(to - from)}
			}
			continue
		}
		if own, ok := strings.CutPrefix(line, "Anonymous:"); ok && m.size > 0 && strings.TrimSpace(own) == "0 kB" {
			list = append(list, m)
		}
	}
	return list
}
