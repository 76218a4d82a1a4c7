//go:build !linux

package vp8

import "time"

func cpuTime() time.Duration { return time.Duration(time.Now().UnixNano()) }
