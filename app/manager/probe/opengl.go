//go:build !ci

package probe

import (
	"fmt"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// OpenGL reports why a window with OpenGL cannot be shown, nil if it can. It is
// called on the main goroutine, locked to its thread, before Fyne is started.
func OpenGL() error {
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
	w.Destroy()
	return nil
}
