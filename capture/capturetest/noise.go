package capturetest

import (
	"image"
	"math/rand/v2"
)

// Noise is a picture in which no two neighbours are alike, so that a shift by
// a single pixel shows. The same seed gives the same picture.
func Noise(size image.Point, seed uint64) *image.NRGBA {
	img := image.NewNRGBA(image.Rectangle{Max: size})
	random := rand.New(rand.NewPCG(seed, 0))
	for i := 0; i+4 <= len(img.Pix); i += 4 {
		p := random.Uint32()
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = byte(p), byte(p>>8), byte(p>>16), 255
	}
	return img
}
