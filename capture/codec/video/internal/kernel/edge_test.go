package kernel

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// The filters of RFC 6386, sections 15.2 and 15.3, as they are written there.

func c8(v int) int     { return max(-128, min(127, v)) }
func u2s(v byte) int   { return int(v) - 128 }
func s2u(v int) byte   { return byte(c8(v) + 128) }
func absInt(v int) int { return max(v, -v) }

func commonAdjust(outer bool, s []byte) int { // s is p3 p2 p1 p0 q0 q1 q2 q3
	p1, p0, q0, q1 := u2s(s[2]), u2s(s[3]), u2s(s[4]), u2s(s[5])
	a := 3 * (q0 - p0)
	if outer {
		a += c8(p1 - q1)
	}
	a = c8(a)
	b := c8(a+3) >> 3
	a = c8(a+4) >> 3
	s[4], s[3] = s2u(q0-a), s2u(p0+b)
	return a
}

func simpleSegment(s []byte, e Edge) {
	if absInt(u2s(s[3])-u2s(s[4]))*2+absInt(u2s(s[2])-u2s(s[5]))/2 <= e.Outer {
		commonAdjust(true, s)
	}
}

func filterYes(s []byte, e Edge) bool {
	for i := range 7 {
		if i != 3 && absInt(u2s(s[i])-u2s(s[i+1])) > e.Interior {
			return false
		}
	}
	return absInt(u2s(s[3])-u2s(s[4]))*2+absInt(u2s(s[2])-u2s(s[5]))/2 <= e.Outer
}

func varies(s []byte, e Edge) bool {
	return absInt(u2s(s[2])-u2s(s[3])) > e.Variance || absInt(u2s(s[5])-u2s(s[4])) > e.Variance
}

func innerSegment(s []byte, e Edge) {
	if !filterYes(s, e) {
		return
	}
	p1, q1, hv := u2s(s[2]), u2s(s[5]), varies(s, e)
	a := (commonAdjust(hv, s) + 1) >> 1
	if !hv {
		s[5], s[2] = s2u(q1-a), s2u(p1+a)
	}
}

func outerSegment(s []byte, e Edge) {
	if !filterYes(s, e) {
		return
	}
	if varies(s, e) {
		commonAdjust(true, s)
		return
	}
	p2, p1, p0, q0, q1, q2 := u2s(s[1]), u2s(s[2]), u2s(s[3]), u2s(s[4]), u2s(s[5]), u2s(s[6])
	w := c8(c8(p1-q1) + 3*(q0-p0))
	a := c8((27*w + 63) >> 7)
	s[4], s[3] = s2u(q0-a), s2u(p0+a)
	a = c8((18*w + 63) >> 7)
	s[5], s[2] = s2u(q1-a), s2u(p1+a)
	a = c8((9*w + 63) >> 7)
	s[6], s[1] = s2u(q2-a), s2u(p2+a)
}

func TestEdges(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 1))
	for i := range 3000 {
		p, _ := planes(rng, i)
		if i%2 == 0 { // smooth enough to be filtered
			base, spread := byte(rng.Uint32()), 1+rng.IntN(30)
			for k := range p {
				p[k] = clampInt(int(base) + rng.IntN(spread))
			}
		}
		e := Edge{Outer: rng.IntN(190), Interior: 1 + rng.IntN(63), Variance: rng.IntN(4)}
		at, n := 6*stride+6, 8+8*rng.IntN(2)
		for _, f := range []struct {
			name string
			edge func(p []byte, at, across, along, n int, e Edge)
			one  func(s []byte, e Edge)
		}{
			{"SimpleEdge", SimpleEdge, simpleSegment},
			{"InnerEdge", InnerEdge, innerSegment},
			{"OuterEdge", OuterEdge, outerSegment},
		} {
			for _, d := range [2][2]int{{1, stride}, {stride, 1}} {
				got, want := append([]byte(nil), p...), append([]byte(nil), p...)
				f.edge(got, at, d[0], d[1], n, e)
				for k := range n {
					var s [8]byte
					for j := range s {
						s[j] = want[at+k*d[1]+(j-4)*d[0]]
					}
					f.one(s[:], e)
					for j := range s {
						want[at+k*d[1]+(j-4)*d[0]] = s[j]
					}
				}
				if !bytes.Equal(got, want) {
					t.Fatalf("%s, %+v, across %d differs", f.name, e, d[0])
				}
			}
		}
	}
}
