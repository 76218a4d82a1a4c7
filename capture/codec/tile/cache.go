package tile

// Both ends remember tiles that were sent, so that a window seen before costs
// next to nothing when it comes back. They number the tiles alike: a new one
// takes the place of the one that was of no use for longest. The Encoder
// keeps hashes only, the Decoder pixels.

const (
	cacheTiles = 4096 // 64 MB of pixels
	cacheWorth = 48   // bytes that a tile must have cost to be remembered
)

// An order is which of a number of places was used last, and before.
type order struct {
	newer, older   []int32 // by place; -1 is none
	newest, oldest int32
	used, size     int
}

func newOrder(size int) order {
	o := order{newer: make([]int32, size), older: make([]int32, size), size: size}
	o.reset()
	return o
}

func (o *order) reset() { o.newest, o.oldest, o.used = -1, -1, 0 }

// take returns the place for something new: one never used, else the oldest.
func (o *order) take() int {
	p := int32(o.used)
	if o.used < o.size {
		o.used++
	} else {
		p = o.oldest
		o.remove(p)
	}
	o.add(p)
	return int(p)
}

// touch makes p the newest.
func (o *order) touch(p int) {
	o.remove(int32(p))
	o.add(int32(p))
}

func (o *order) remove(p int32) {
	n, l := o.newer[p], o.older[p]
	if n >= 0 {
		o.older[n] = l
	} else {
		o.newest = l
	}
	if l >= 0 {
		o.newer[l] = n
	} else {
		o.oldest = n
	}
}

func (o *order) add(p int32) {
	o.newer[p], o.older[p] = -1, o.newest
	if o.newest >= 0 {
		o.newer[o.newest] = p
	} else {
		o.oldest = p
	}
	o.newest = p
}

// An index is the Encoder's end of the cache: it finds tiles by their hashes.
type index struct {
	order
	hash  []uint64 // by place
	next  []int32  // by place, of those with the same slot of first
	first []int32
}

func newIndex(size int) *index {
	x := &index{order: newOrder(size), hash: make([]uint64, size), next: make([]int32, size), first: make([]int32, 2*size)}
	x.reset()
	return x
}

func (x *index) reset() {
	x.order.reset()
	for i := range x.first {
		x.first[i] = -1
	}
}

func (x *index) slot(h uint64) *int32 { return &x.first[h%uint64(len(x.first))] }

// find returns the place of the tile with hash h, or -1.
func (x *index) find(h uint64) int {
	for p := *x.slot(h); p >= 0; p = x.next[p] {
		if x.hash[p] == h {
			return int(p)
		}
	}
	return -1
}

// remember gives the tile with hash h a place.
func (x *index) remember(h uint64) {
	full := x.used == x.size
	p := int32(x.take())
	if full {
		at := x.slot(x.hash[p])
		for *at != p {
			at = &x.next[*at]
		}
		*at = x.next[p]
	}
	first := x.slot(h)
	x.hash[p], x.next[p], *first = h, *first, p
}

// A memory is the Decoder's end of the cache.
type memory struct {
	order
	pix [][]uint32 // by place, made as they are needed
}

func newMemory(size int) *memory { return &memory{order: newOrder(size)} }

// remember keeps the tile t of p.
func (m *memory) remember(p *picture, t int) {
	place := m.take()
	if place == len(m.pix) {
		m.pix = append(m.pix, make([]uint32, 0, side*side))
	}
	pix, r := m.pix[place][:0], p.rect(t, 1)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		pix = append(pix, p.pix[p.at(r.Min.X, y):p.at(r.Max.X, y)]...)
	}
	m.pix[place] = pix
}

// recall lays the tile remembered at place down as tile t of p, which is whole.
func (m *memory) recall(p *picture, t, place int) {
	m.touch(place)
	r := p.rect(t, 1)
	pix := m.pix[place]
	for y := r.Min.Y; y < r.Max.Y; y++ {
		copy(p.pix[p.at(r.Min.X, y):], pix[:side])
		pix = pix[side:]
	}
}
