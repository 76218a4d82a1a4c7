package tile

// A placeCoder codes places. Tiles of a window were remembered one after the
// other, and so they are recalled.
type placeCoder struct {
	next  flag // the place after the last one
	high  model
	low   [16]model
	lower model
	last  int
}

func (c *placeCoder) reset() {
	c.next, c.high, c.lower, c.last = newFlag(), newModel(16, false), newModel(16, false), -1
	for i := range c.low {
		c.low[i] = newModel(16, false)
	}
}

func (c *placeCoder) put(e *rangeEncoder, place int) {
	c.next.put(e, place == c.last+1)
	if place != c.last+1 {
		c.high.put(e, place>>8)
		c.low[place>>8].put(e, place>>4&15)
		c.lower.put(e, place&15)
	}
	c.last = place
}

func (c *placeCoder) get(d *rangeDecoder) int {
	if c.next.get(d) {
		c.last++
	} else {
		c.last = c.high.get(d) << 8
		c.last |= c.low[c.last>>8].get(d) << 4
		c.last |= c.lower.get(d)
	}
	return c.last
}
