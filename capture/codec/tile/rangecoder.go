package tile

import "encoding/binary"

// A range coder turns decisions with known probabilities into a number, and
// back: G. N. N. Martin, "Range encoding", 1979. Each decision narrows an
// interval to a part as large as its probability; the bytes of a packet name a
// number within the last interval.

const (
	precision = 12      // bits of a symbol's probability
	flagBits  = 16      // bits of a flag's probability
	lowest    = 1 << 32 // what is narrower is made wide again, four bytes at a time
	spare     = 8       // bytes that the decoder reads ahead
)

// A rangeEncoder writes decisions. The zero value needs a begin.
type rangeEncoder struct {
	low   uint64 // the interval's start, below what is written
	width uint64 // the interval's width, at least lowest between calls
	out   []byte
}

// begin starts a sequence that is appended to b.
func (e *rangeEncoder) begin(b []byte) { e.low, e.width, e.out = 0, 1<<64-1, b }

// narrow codes a decision that has the share [start, start+size) of 1<<bits.
func (e *rangeEncoder) narrow(start, size uint32, bits uint) {
	r := e.width >> bits
	add := r * uint64(start)
	if e.low += add; e.low < add {
		e.carry()
	}
	if e.width = r * uint64(size); e.width < lowest {
		e.renew()
	}
}

// renew writes the interval's highest bytes, which are certain up to a carry,
// and makes it wide again.
func (e *rangeEncoder) renew() {
	e.out = binary.BigEndian.AppendUint32(e.out, uint32(e.low>>32))
	e.low <<= 32
	e.width <<= 32
}

// carry adds one to the number written so far. It cannot run beyond the
// sequence's first byte, since the number is below one.
func (e *rangeEncoder) carry() {
	i := len(e.out) - 1
	for ; e.out[i] == 0xff; i-- {
		e.out[i] = 0
	}
	e.out[i]++
}

// raw codes the n lowest bits of v, at most 16, as equally likely.
func (e *rangeEncoder) raw(v uint32, n uint) { e.narrow(v, 1, n) }

// end writes as few bytes as name a number within the interval and returns
// all of them. The reader takes the missing ones for zeros.
func (e *rangeEncoder) end() []byte {
	for n := uint(56); e.low != 0; n -= 8 {
		v := (e.low + 1<<n - 1) >> n << n // 0 if it overflows: the number ends in a carry
		if v-e.low < e.width {
			if v == 0 {
				e.carry()
			}
			e.low = v
			break
		}
	}
	e.renew()
	e.renew()
	n := len(e.out)
	for floor := n - spare; n > floor && e.out[n-1] == 0; n-- {
	}
	return e.out[:n]
}

// A rangeDecoder reads decisions.
type rangeDecoder struct {
	code  uint64 // the number's distance from the interval's start
	width uint64
	in    []byte
	over  int // bytes read beyond the end
	read  int // bytes read, but for the first ones
}

func (d *rangeDecoder) begin(b []byte) {
	*d = rangeDecoder{width: 1<<64 - 1, in: b}
	d.code = uint64(d.next()) << 32
	d.code |= uint64(d.next())
}

// next returns four bytes.
func (d *rangeDecoder) next() (v uint32) {
	if len(d.in) >= 4 {
		v = binary.BigEndian.Uint32(d.in)
		d.in = d.in[4:]
		return v
	}
	for _, b := range d.in {
		v = v<<8 | uint32(b)
	}
	missing := 4 - len(d.in)
	d.over += missing
	d.in = nil
	return v << (8 * missing)
}

// narrow takes a decision.
func (d *rangeDecoder) narrow(start, size uint32, bits uint) {
	r := d.width >> bits
	d.code -= r * uint64(start)
	if d.width = r * uint64(size); d.width < lowest {
		d.renew()
	}
}

func (d *rangeDecoder) renew() {
	d.code = d.code<<32 | uint64(d.next())
	d.width <<= 32
	d.read += 4
}

func (d *rangeDecoder) raw(n uint) uint32 {
	v := uint32(min(d.code/(d.width>>n), 1<<n-1))
	d.narrow(v, 1, n)
	return v
}

// spent tells whether the sequence was too short or too long for what was
// read: the encoder leaves out no more than the bytes read ahead.
func (d *rangeDecoder) spent() bool { return len(d.in) > 0 || d.over > spare }
