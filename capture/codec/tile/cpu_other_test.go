//go:build !linux

package tile

import "time"

var start = time.Now()

// cpuTime returns the time, where a thread's own is not to be had.
func cpuTime() time.Duration { return time.Since(start) }
