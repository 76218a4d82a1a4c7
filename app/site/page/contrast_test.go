package page

import (
	"math"
	"strconv"
	"testing"
)

// luminance of a colour in hexadecimal (WCAG 2.2, relative luminance).
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		s := float64(v) / 255
		if s <= 0.04045 {
			sum += weight * s / 12.92
		} else {
			sum += weight * math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return sum
}
