//go:build !ci

package native

import (
	"errors"
	"fmt"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// Probe reports why windows cannot be shown, nil if they can. Fyne itself
// panics without a display and hangs without OpenGL. It is called on the main
// goroutine before Fyne is started.
func Probe() (err error) {
	defer func() { // glfw panics at errors that it does not expect
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrOpenGL, r)
		}
	}()
	if err := glfw.Init(); err != nil {
		return fmt.Errorf("%w: %w", ErrDisplay, err)
	}
	defer glfw.Terminate()
	glfw.WindowHint(glfw.Visible, glfw.False)
	glfw.WindowHint(glfw.ContextVersionMajor, 2)
	glfw.WindowHint(glfw.ContextVersionMinor, 0)
	w, err := glfw.CreateWindow(16, 16, "", nil, nil)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrOpenGL, err)
	}
	if w == nil { // it has logged why
		return ErrOpenGL
	}
	w.Destroy()
	return nil
}

// Errors of Probe.
var (
	ErrDisplay = errors.New("there is no display to show windows on")
	ErrOpenGL  = errors.New("this display has no OpenGL 2, which the windows need")
)
