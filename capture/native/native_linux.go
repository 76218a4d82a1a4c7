package native

import (
	"errors"
	"os"

	"tandem/capture"
	"tandem/capture/screenshot"
	"tandem/capture/x11"
)

func mechanisms() []mechanism {
	if wayland() {
		return []mechanism{by(screenshot.Open)}
	}
	return []mechanism{by(x11.Open), by(screenshot.Open)}
}

func displays() ([]capture.Display, error) {
	if wayland() {
		return nil, errors.ErrUnsupported
	}
	return x11.Displays()
}

// wayland says whether the session's desktop is not an X server's.
func wayland() bool {
	return os.Getenv("XDG_SESSION_TYPE") == "wayland" && os.Getenv("WAYLAND_DISPLAY") != ""
}
