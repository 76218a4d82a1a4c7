package tile

import (
	"time"

	"tandem/capture/codec"
)

const (
	// narrow is the widest span, in tiles, of a packet with a budget: the
	// packet can exceed it by no more than that.
	narrow = 4
	// freshShare is the part of the budget, in percent, that what changed last
	// may take while something older waits.
	freshShare = 75
)

// exactTime is how long what photographs take without loss may keep the line
// busy, else they are film; exactMost is how many bytes they may take, for the
// sake of the processor.
var (
	exactTime = [2]time.Duration{still: 50 * time.Millisecond, hot: 6 * time.Millisecond}
	exactMost = [2]int{still: 2 << 20, hot: 20 << 10}
)

// firstPhoto is what a cell of a photograph costs in bytes without loss,
// before any is measured; photoCells is how many a span has, at least, to measure.
const (
	firstPhoto = 160
	photoCells = 8
)

// plan judges the dirty tiles, and whether photographs are to be film.
func (e *Encoder) plan() {
	for t := range e.tiles {
		if s := &e.tiles[t]; s.dirty != 0 {
			e.judge(t)
			s.exact = 0
			if e.exact {
				s.exact = allCells
			}
		}
	}
	var n [2]int
	for t := range e.tiles {
		if s := &e.tiles[t]; s.dirty != 0 && s.place < 0 && !e.exact {
			s.film = s.filmable(e.besideFilm(t))
			n[s.pace()] += count(s.dirty & s.film)
		}
	}
	for pace, limit := range exactMost {
		if r := e.tuning.Rate; r > 0 {
			limit = min(limit, int(float64(r)*exactTime[pace].Seconds()))
		}
		if e.soften[pace] = n[pace]*int(e.cell) > limit; !e.soften[pace] {
			n[pace] = 0
		}
	}
	e.film.begin(n, e.tuning)
}

// quickRate is the rate of a line, in bytes a second, from which time is dearer
// than bytes while there is one photograph after the other; quickCells is how
// many cells of them there are then, at least, in a quick packet.
const (
	quickRate  = 4e6
	quickCells = 256
)

// hasten makes the packet a quick one if that is worth while for what is of a
// photograph in each tile.
func (e *Encoder) hasten(of func(*tileState) cells) {
	if e.tuning.Rate < quickRate || !e.spell.long(e.now()) {
		return
	}
	n := 0
	for t := range e.tiles {
		n += count(of(&e.tiles[t]))
	}
	e.coder.quick = n >= e.least
}

// plain returns the cells of s that are to be coded as photographs.
func (e *Encoder) plain(s *tileState) cells {
	if s.dirty == 0 || s.place >= 0 {
		return 0
	}
	return s.dirty & s.natural &^ e.lossy(s)
}

// lossy returns the cells of s that are to be film.
func (e *Encoder) lossy(s *tileState) cells {
	if e.exact || !e.soften[s.pace()] {
		return 0
	}
	return s.dirty & s.film
}

// besideFilm tells whether a neighbour of the tile t shows nothing but film.
func (e *Encoder) besideFilm(t int) bool {
	cols := e.src.cols
	return t%cols > 0 && e.tiles[t-1].plays() || t%cols < cols-1 && e.tiles[t+1].plays() ||
		t >= cols && e.tiles[t-cols].plays() || t+cols < len(e.tiles) && e.tiles[t+cols].plays()
}

// judge finds out what the tile t is like, and whether it is remembered, which
// film is not.
func (e *Encoder) judge(t int) {
	s := &e.tiles[t]
	if !s.judged {
		s.judged = true
		s.see(e.src, t)
		if !s.plays() {
			e.hash(t)
		}
	}
	e.look(t)
}

// hash makes the tile t's hash that of the newest frame.
func (e *Encoder) hash(t int) {
	if s := &e.tiles[t]; !s.hashed {
		s.hash, s.hashed = e.src.hash(t, e.seed), true
	}
}

// look finds out whether the tile t is remembered, if it is judged.
func (e *Encoder) look(t int) {
	s := &e.tiles[t]
	if s.place = -1; s.hashed && e.src.whole(t) {
		s.place = e.cache.find(s.hash)
	}
}

// send codes dirty tiles until there are none or the budget is spent: first
// those that changed last.
func (e *Encoder) send(budget int) {
	waiting := false
	for t := range e.tiles {
		waiting = waiting || e.tiles[t].dirty != 0 && !e.tiles[t].fresh
	}
	first := budget
	if waiting {
		first = budget * freshShare / 100
	}
	e.pass(first, true)
	if waiting {
		e.pass(budget, false)
	}
}

// pass codes dirty tiles, of those that are fresh or those that are not,
// beginning where the last packet's pass ended.
func (e *Encoder) pass(budget int, fresh bool) {
	next := &e.next[0]
	if !fresh {
		next = &e.next[1]
	}
	widest, total := e.src.cols, len(e.tiles)
	if budget > 0 {
		widest = narrow
	}
	for seen := 0; seen < total; {
		s := e.span((*next+seen)%total, min(widest, total-seen), fresh)
		if s.n == 0 {
			seen++
			continue
		}
		if budget > 0 && e.size() >= budget {
			*next = s.first
			return
		}
		e.putSpan(s)
		seen += s.n
	}
	*next = 0
}

// size is about how many bytes the packet has.
func (e *Encoder) size() int { return len(e.coder.out) + e.coder.planes.size() + e.film.expected() }

// span returns the dirty tiles of a row from t on, no more than limit, that
// are remembered, or that are not.
func (e *Encoder) span(t, limit int, fresh bool) span {
	s := span{first: t}
	limit = min(limit, e.src.cols-t%e.src.cols)
	for ; s.n < limit; s.n++ {
		st := &e.tiles[t+s.n]
		if st.dirty == 0 || st.fresh != fresh {
			break
		}
		e.look(t + s.n) // what came before may have changed that
		if (st.place < 0) != (e.tiles[t].place < 0) {
			break
		}
	}
	return s
}

// putSpan codes s.
func (e *Encoder) putSpan(s span) {
	c := &e.coder
	cached := e.tiles[s.first].place >= 0
	c.more.put(&c.rangeEncoder, true)
	c.place.put(&c.rangeEncoder, (s.first-e.end+len(e.tiles))%len(e.tiles))
	c.size.put(&c.rangeEncoder, s.n-1)
	c.cached.put(&c.rangeEncoder, cached)
	if cached {
		e.putCached(s)
	} else {
		e.putPixels(s)
	}
	e.end = s.first + s.n
}

// putCached codes where the tiles of s are remembered.
func (e *Encoder) putCached(s span) {
	for t := s.first; t < s.first+s.n; t++ {
		st := &e.tiles[t]
		e.coder.places.put(&e.coder.rangeEncoder, st.place)
		e.cache.touch(st.place)
		e.src.copyTo(e.coder.ref, e.src.rect(t, 1))
		st.dirty, st.rough, st.unsent = 0, 0, false
	}
}

// putPixels codes the pixels of s, and remembers its tiles if they were dear.
func (e *Encoder) putPixels(s span) {
	c := &e.coder
	before, pixels, photos := len(c.out), c.planes.total, 0
	for t := s.first; t < s.first+s.n; t++ {
		photos += e.kinds(t)
	}
	c.rect(e.src, e.src.rect(s.first, s.n))
	cost := len(c.out) - before
	if photos > 0 {
		e.spell.coded(e.now())
	}
	if photos >= photoCells && !c.quick {
		e.cell += (float64(cost)/float64(photos) - e.cell) * costMemory
	}
	cost += c.planes.total - pixels
	for t := s.first; t < s.first+s.n; t++ {
		st := &e.tiles[t]
		st.dirty, st.unsent = 0, false
		if cost >= s.n*cacheWorth && st.rough == 0 && e.src.whole(t) {
			e.hash(t)
			e.cache.remember(st.hash)
		}
	}
}

// kinds plans of what kinds the cells of tile t are to be, of which the soft
// ones will be rough, and returns how many are photographs.
func (e *Encoder) kinds(t int) (photos int) {
	st := &e.tiles[t]
	lossy, rough := e.lossy(st), cells(0)
	r := e.src.rect(t, 1)
	for y := r.Min.Y; y < r.Max.Y; y += cell {
		for x := r.Min.X; x < r.Max.X; x += cell {
			at, kind := cellAt(x, y), uint8(art)
			switch {
			case st.rough&at != 0 && (st.dirty|st.exact)&at == 0:
				kind, rough = stay, rough|at
			case lossy&at != 0:
				kind, rough = film, rough|at
				e.film.cells = append(e.film.cells, e.src.cell(x, y))
			case st.natural&at != 0:
				kind = photo
				if (st.dirty|st.rough)&at != 0 {
					photos++
				}
			}
			e.coder.plan[y/cell*len(e.coder.kinds[1:])+x/cell] = kind
		}
	}
	st.rough = rough
	return photos
}

// Rough implements [codec.Encoder].
func (e *Encoder) Rough() (wait time.Duration, rough bool) {
	now := e.now()
	for t := range e.tiles {
		s := &e.tiles[t]
		if s.rough == 0 {
			continue
		}
		calm, w := s.calm(now, e.tuning.Rest)
		if calm != 0 {
			return 0, true
		}
		if !rough || w < wait {
			wait, rough = w, true
		}
	}
	return wait, rough
}

// Refine implements [codec.Encoder].
func (e *Encoder) Refine(budget int) (codec.Packet, error) {
	if e.closed {
		return nil, errClosed
	}
	if e.src == nil || e.Pending() {
		return nil, nil
	}
	now := e.now()
	t, ok := e.nearest(now, budget <= 0)
	if !ok {
		return nil, nil
	}
	e.exact = true
	e.begin()
	e.moves.put(&e.coder.rangeEncoder, nil)
	e.film.begin([2]int{}, e.tuning)
	e.hasten(func(s *tileState) cells { return s.rough })
	for ; ok && (budget <= 0 || e.size() < budget); t, ok = e.nearest(now, budget <= 0) {
		e.judge(t)
		e.putSpan(span{t, 1})
	}
	return e.finish()
}

// nearest returns the tile nearest to the focus with something to make exact,
// which it sets: what is calm, or all.
func (e *Encoder) nearest(now time.Duration, all bool) (nearest int, ok bool) {
	least := 0
	for t := range e.tiles {
		s := &e.tiles[t]
		if s.rough == 0 {
			continue
		}
		if s.exact = s.rough; !all {
			s.exact, _ = s.calm(now, e.tuning.Rest)
		}
		if s.exact == 0 {
			continue
		}
		r := e.src.rect(t, 1)
		d := r.Min.Add(r.Max).Div(2).Sub(e.tuning.Focus)
		if far := d.X*d.X + d.Y*d.Y; !ok || far < least {
			nearest, least, ok = t, far, true
		}
	}
	return nearest, ok
}
