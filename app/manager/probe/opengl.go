//go:build !ci

package probe

import (
	"errors"
	"fmt"

	"github.com/go-gl/glfw/v3.4/glfw"
)

var errNone = errors.New("probe: OpenGL: the system gives no window")

// OpenGL reports why a window with OpenGL cannot be shown, nil if it can. It is
// called on the main goroutine, locked to its thread, before Fyne is started.
func OpenGL() (err error) {
	defer func() { // glfw panics at errors that it does not expect
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errNone, r)
		}
	}()
	if err := glfw.Init(); err != nil {
		return fmt.Errorf("probe: display: %w", err)
	}
	defer glfw.Terminate()
	glfw.WindowHint(glfw.Visible, glfw.False)
	glfw.WindowHint(glfw.ContextVersionMajor, 2)
	glfw.WindowHint(glfw.ContextVersionMinor, 0)
	w, err := glfw.CreateWindow(16, 16, "", nil, nil)
	if err != nil {
		return fmt.Errorf("probe: OpenGL: %w", err)
	}
	if w == nil { // it logs the error and returns none, where Windows has no pixel format
		return errNone
	}
	w.Destroy()
	return nil
}
