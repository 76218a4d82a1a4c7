package kernel

//go:noescape
func subtryAVX2(drawn *[Submodes][16]byte, costs *[Submodes]uint16, s *Surround, src *byte, stride int, masks *[Submodes][2][16]byte)

//go:noescape
func subpredictAVX2(dst *byte, stride int, s *Surround, masks *[2][16]byte)

// masks are the patterns as shuffles of both halves of the palette.
var masks = masksOf(&patterns)

func masksOf(patterns *[Submodes][16]uint8) *[Submodes][2][16]byte {
	m := new([Submodes][2][16]byte)
	for mode := range m {
		for i, k := range patterns[mode] {
			m[mode][0][i], m[mode][1][i] = k, k-16
			if k >= 16 {
				m[mode][0][i] = 0x80
			} else {
				m[mode][1][i] = 0x80
			}
		}
	}
	return m
}

func subtry(drawn *[Submodes][16]byte, costs *[Submodes]uint16, s *Surround, src []byte, stride int) {
	if !avx2 {
		plainSubtry(drawn, costs, s, src, stride)
		return
	}
	_ = src[3*stride+3]
	subtryAVX2(drawn, costs, s, &src[0], stride, masks)
}

func pattern(dst []byte, stride int, s *Surround, mode int) {
	if !avx2 {
		plainPattern(dst, stride, s, mode)
		return
	}
	_ = dst[3*stride+3]
	subpredictAVX2(&dst[0], stride, s, &masks[mode])
}
