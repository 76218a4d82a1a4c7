//go:build linux

package x11

import (
	"image"

	"tandem/capture/x11/wire"
)

type beneath struct{ stale, dirty bool }

func newBeneath(exclude []uintptr) *beneath { return &beneath{stale: true} }
func (b *beneath) wanting() bool            { return b != nil && (b.stale || b.dirty) }
func (b *beneath) damaged(e *wire.Event)    {}
func (b *beneath) notify(e *wire.Event)     {}
func (b *beneath) rescan()                  {}
func (b *beneath) compose(s *server, v *canvas, damage []image.Rectangle) ([]image.Rectangle, error) {
	return damage, nil
}
