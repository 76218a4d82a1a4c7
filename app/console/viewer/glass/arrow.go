//go:build linux

package glass

// An arrow is the pointer as it is drawn over the picture.
type arrow struct{}
