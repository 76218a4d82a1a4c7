package kernel

//go:noescape
func innerRowsAVX2(a, b *byte, stride int, limits *[3]uint8)

//go:noescape
func outerRowsAVX2(a, b *byte, stride int, limits *[3]uint8)

//go:noescape
func innerColumnsAVX2(a, b *byte, stride int, limits *[3]uint8)

//go:noescape
func outerColumnsAVX2(a, b *byte, stride int, limits *[3]uint8)

func (e *Edge) limits() [3]uint8 {
	return [3]uint8{uint8(e.Outer), uint8(e.Interior), uint8(e.Variance)}
}

func innerPair(p []byte, pAt int, q []byte, qAt, across, along int, e Edge) {
	if !avx2 {
		plainInner(p, pAt, across, along, 8, e)
		plainInner(q, qAt, across, along, 8, e)
		return
	}
	limits := e.limits()
	first, end := 4*across, 3*across+7*along
	_, _, _, _ = p[pAt-first], p[pAt+end], q[qAt-first], q[qAt+end]
	if along == 1 {
		innerRowsAVX2(&p[pAt-first], &q[qAt-first], across, &limits)
	} else {
		innerColumnsAVX2(&p[pAt-first], &q[qAt-first], along, &limits)
	}
}

func outerPair(p []byte, pAt int, q []byte, qAt, across, along int, e Edge) {
	if !avx2 {
		plainOuter(p, pAt, across, along, 8, e)
		plainOuter(q, qAt, across, along, 8, e)
		return
	}
	limits := e.limits()
	first, end := 4*across, 3*across+7*along
	_, _, _, _ = p[pAt-first], p[pAt+end], q[qAt-first], q[qAt+end]
	if along == 1 {
		outerRowsAVX2(&p[pAt-first], &q[qAt-first], across, &limits)
	} else {
		outerColumnsAVX2(&p[pAt-first], &q[qAt-first], along, &limits)
	}
}
