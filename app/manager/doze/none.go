//go:build ci

package doze

import "time"

// wait returns at once: windows of tests have no events.
func wait(time.Duration) {}

func wake() {}
