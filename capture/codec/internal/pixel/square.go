package pixel

// SameSquare tells whether the captured pixels of a square of 16 by 16, of which
// b has the first and whose rows are stride bytes apart, are those of p, whose
// rows are pitch pixels apart.
func SameSquare(b []byte, stride int, p []uint32, pitch int) bool {
	b, p = b[:15*stride+4*patch], p[:15*pitch+patch]
	if fast {
		return same16(&b[0], stride, &p[0], pitch)
	}
	for y := range patch {
		if Same(b[y*stride:], p[y*pitch:][:patch]) < patch {
			return false
		}
	}
	return true
}
