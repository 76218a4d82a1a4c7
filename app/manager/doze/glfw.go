//go:build !ci

package doze

import (
	"time"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// wait handles events once there are any, or after d in vain.
func wait(d time.Duration) { glfw.WaitEventsTimeout(d.Seconds()) }

// wake ends a wait. It is called during one only, when the library is in use.
func wake() { glfw.PostEmptyEvent() }
