package native

import (
	"errors"
	"os"

	"tandem/capture"
	"tandem/capture/x11"
)

func open(cfg capture.Config) (capture.Source, error) {
	if wayland() {
		return nil, errors.ErrUnsupported
	}
	s, err := x11.Open(cfg)
	if err != nil {
		return nil, err
	}
	return s, nil
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
