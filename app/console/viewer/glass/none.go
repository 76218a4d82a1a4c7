//go:build !linux

package glass

import (
	"context"
	"errors"
)

// A Glass is a surface over a window.
type Glass struct{}

// Open fails: there is no such surface on this system yet.
func Open(uintptr) (*Glass, error) { return nil, errors.ErrUnsupported }

// Watch does nothing.
func (g *Glass) Watch(context.Context, func()) error { return errors.ErrUnsupported }

// Show does nothing.
func (g *Glass) Show(Source, Pane) (bool, error) { return false, errors.ErrUnsupported }

// Close does nothing.
func (g *Glass) Close() error { return nil }
