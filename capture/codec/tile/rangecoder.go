package tile

// A range coder turns decisions with known probabilities into a number, and
// back: G. N. N. Martin, "Range encoding", 1979. Each decision narrows an
// interval to a part as large as its probability; the bytes of a packet name a
// number within the last interval.

const (
	precision = 12 // bits of a symbol's probability
	flagBits  = 16 // bits of a flag's probability
	lowest    = 1 << 24
	spare     = 4 // bytes that the decoder reads ahead
)

// A rangeEncoder writes decisions. The zero value needs a begin.
type rangeEncoder struct {
	low   uint64 // the interval's start; bit 32 is a carry not yet passed on
	width uint32 // the interval's width, at least lowest between calls
	out   []byte
}

// begin starts a sequence that is appended to b.
func (e *rangeEncoder) begin(b []byte) { e.low, e.width, e.out = 0, 1<<32-1, b }

// narrow codes a decision that has the share [start, start+size) of 1<<bits.
func (e *rangeEncoder) narrow(start, size uint32, bits uint) {
	r := e.width >> bits
	e.low += uint64(r * start)
	if e.width = r * size; e.width < lowest {
		e.renew()
	}
}

// renew makes the interval wide again.
func (e *rangeEncoder) renew() {
	for e.width < lowest {
		e.shift()
	}
}

// shift writes the interval's highest byte, which is certain up to a carry.
func (e *rangeEncoder) shift() {
	if e.low>>32 != 0 {
		e.carry()
	}
	e.out = append(e.out, byte(e.low>>24))
	e.low = e.low & (lowest - 1) << 8
	e.width <<= 8
}

// carry adds one to the number written so far. It cannot run beyond the
// sequence's first byte, since the number is below one.
func (e *rangeEncoder) carry() {
	i := len(e.out) - 1
	for ; e.out[i] == 0xff; i-- {
		e.out[i] = 0
	}
	e.out[i]++
	e.low &= 1<<32 - 1
}

// raw codes the n lowest bits of v, at most 16, as equally likely.
func (e *rangeEncoder) raw(v uint32, n uint) { e.narrow(v, 1, n) }

// end writes as few bytes as name a number within the interval and returns
// all of them. The reader takes the missing ones for zeros.
func (e *rangeEncoder) end() []byte {
	for n := uint(32); ; n -= 8 {
		if v := (e.low + 1<<n - 1) >> n << n; v-e.low < uint64(e.width) {
			e.low = v
			break
		}
	}
	for range spare {
		e.shift()
	}
	n := len(e.out)
	for floor := n - spare; n > floor && e.out[n-1] == 0; n-- {
	}
	return e.out[:n]
}

// A rangeDecoder reads decisions.
type rangeDecoder struct {
	code  uint32 // the number's distance from the interval's start
	width uint32
	in    []byte
	over  int // bytes read beyond the end
	read  int // bytes read, but for the first ones
}

func (d *rangeDecoder) begin(b []byte) {
	*d = rangeDecoder{width: 1<<32 - 1, in: b}
	for range spare {
		d.code = d.code<<8 | uint32(d.next())
	}
}

func (d *rangeDecoder) next() byte {
	if len(d.in) == 0 {
		d.over++
		return 0
	}
	b := d.in[0]
	d.in = d.in[1:]
	return b
}

// point returns where in 1<<bits the next decision lies.
func (d *rangeDecoder) point(bits uint) uint32 {
	return min(d.code/(d.width>>bits), 1<<bits-1)
}

// narrow takes the decision that point has been found to be.
func (d *rangeDecoder) narrow(start, size uint32, bits uint) {
	r := d.width >> bits
	d.code -= r * start
	if d.width = r * size; d.width < lowest {
		d.renew()
	}
}

func (d *rangeDecoder) renew() {
	for d.width < lowest {
		d.code = d.code<<8 | uint32(d.next())
		d.width <<= 8
		d.read++
	}
}

func (d *rangeDecoder) raw(n uint) uint32 {
	v := d.point(n)
	d.narrow(v, 1, n)
	return v
}

// spent tells whether the sequence was too short or too long for what was
// read: the encoder leaves out no more than the bytes read ahead.
func (d *rangeDecoder) spent() bool { return len(d.in) > 0 || d.over > spare }
