//go:build linux

package x11

import (
	"bytes"
	"cmp"
	"image"
	"slices"
)

// A band is the rows of a picture from top up to, without, bottom.
type band struct{ top, bottom int }

// bandGap is how many undamaged rows are grabbed along rather than making two
// requests.
const bandGap = 32

// appendBands adds the bands that hold all rectangles, or one band of the
// whole height where they hold more than half of it. Bands must be empty.
func appendBands(bands []band, rects []image.Rectangle, height int) []band {
	for _, r := range rects {
		bands = append(bands, band{r.Min.Y, r.Max.Y})
	}
	slices.SortFunc(bands, func(a, b band) int { return cmp.Compare(a.top, b.top) })
	merged, rows := bands[:0], 0
	for _, b := range bands {
		if n := len(merged); n > 0 && b.top <= merged[n-1].bottom+bandGap {
			rows += max(0, b.bottom-merged[n-1].bottom)
			merged[n-1].bottom = max(merged[n-1].bottom, b.bottom)
			continue
		}
		rows += b.bottom - b.top
		merged = append(merged, b)
	}
	if rows > height/2 {
		merged = append(merged[:0], band{0, height})
	}
	return merged
}

// differ says whether two pictures of the same stride differ in a rectangle.
func differ(a, b []byte, stride int, r image.Rectangle) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from, to := y*stride+4*r.Min.X, y*stride+4*r.Max.X
		if !bytes.Equal(a[from:to], b[from:to]) {
			return true
		}
	}
	return false
}

// copyRect copies a rectangle between pictures of the same stride.
func copyRect(dst, src []byte, stride int, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from, to := y*stride+4*r.Min.X, y*stride+4*r.Max.X
		copy(dst[from:to], src[from:to])
	}
}
