package kernel

import "encoding/binary"

// Eight pixels are one word. Its even and its odd bytes make two words of four
// 16-bit lanes each, in which sums and products of pixels have room.
const (
	ones  = 0x0001_0001_0001_0001
	evens = 0x00ff_00ff_00ff_00ff
)

func load8(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

func load4(b []byte) uint64 { return uint64(binary.LittleEndian.Uint32(b)) }

func store8(b []byte, v uint64) { binary.LittleEndian.PutUint64(b, v) }

func store4(b []byte, v uint64) { binary.LittleEndian.PutUint32(b, uint32(v)) }

// sum adds the four lanes of v, whose sum must fit in one.
func sum(v uint64) int { return int((v * ones) >> 48) }

// absDiff is |a-b| of each lane of values up to 255.
func absDiff(a, b uint64) uint64 {
	d := (a | 256*ones) - b        // 256 + a - b
	less := (d >> 8 & ones) ^ ones // 1 where a < b
	return (d&evens ^ (less<<8 - less)) + less
}

// clamp64 is each lane, at most 511, less 64, forced between 0 and 255.
func clamp64(v uint64) uint64 {
	d := (v | 0x4000*ones) - 64*ones
	keep := d >> 14 & ones // 1 where v >= 64
	d &= keep<<14 - keep
	over := d >> 8 & ones // 1 where above 255; there is no 512
	return (d | (over<<8 - over)) & evens
}
