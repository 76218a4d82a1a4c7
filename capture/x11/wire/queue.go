package wire

// A queue holds events until they are asked for. Its memory is used again each
// time it has run empty.
type queue struct {
	list []Event
	next int
}

func (q *queue) push(e *Event) { q.list = append(q.list, *e) }

// pop returns the oldest event, valid until the next push, or nil.
func (q *queue) pop() *Event {
	if q.next == len(q.list) {
		q.list, q.next = q.list[:0], 0
		return nil
	}
	e := &q.list[q.next]
	q.next++
	return e
}

// An ids hands out the numbers that a client names its resources by: X11
// protocol, section 8, "resource-id-base".
type ids struct {
	base, mask uint32
	last       uint32
	free       []uint32
}

// NewID returns a number for a new resource.
func (c *Conn) NewID() uint32 {
	if n := len(c.ids.free); n > 0 {
		id := c.ids.free[n-1]
		c.ids.free = c.ids.free[:n-1]
		return id
	}
	c.ids.last += c.ids.mask & -c.ids.mask
	return c.ids.base | c.ids.last&c.ids.mask
}

// FreeID takes a resource's number back once the server was told to free it.
func (c *Conn) FreeID(id uint32) { c.ids.free = append(c.ids.free, id) }
