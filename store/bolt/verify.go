package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
)

// The layout of bbolt's file, version 2 (bbolt internal/common: page.go, meta.go).
const (
	pageHeader  = 16 // id uint64, flags, count uint16, overflow uint32
	metaSize    = 64 // magic … txid, then the checksum of these 56 bytes
	elementSize = 16 // of a branch as of a leaf

	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10
	bucketFlag   = 0x01

	magic      = 0xED0CDAED
	version    = 2
	noFreelist = ^uint64(0)
)

// A checker walks the pages of a file that belongs to nobody else meanwhile.
type checker struct {
	file     io.ReaderAt
	pageSize uint64
	root     uint64
	freelist uint64
	high     uint64 // the first page that was never used
	txid     uint64
	seen     []bool
}

// verifyHead checks what may be checked while another process writes: that
// there is a whole meta page and that the file is as long as it says.
func verifyHead(f *os.File) error {
	_, err := newChecker(f)
	return err
}

// verify returns the first thing in f that bbolt must not be let at.
func verify(f *os.File) error {
	c, err := newChecker(f)
	if err != nil {
		return err
	}
	if err := c.tree(c.root, nil, nil); err != nil {
		return err
	}
	return c.free()
}

func newChecker(f *os.File) (*checker, error) {
	var best *checker
	// The first meta page is at 0, the second at whatever the size of a page is.
	for _, at := range []int64{0, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15, 1 << 16} {
		b := make([]byte, pageHeader+metaSize)
		if _, err := f.ReadAt(b, at); err != nil {
			break // beyond the end
		}
		if c, ok := parseMeta(b[pageHeader:]); ok && (at == 0 || at == int64(c.pageSize)) && (best == nil || c.txid > best.txid) {
			best = c
		}
	}
	if best == nil {
		return nil, errors.New("no valid meta page")
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if have := uint64(info.Size()) / best.pageSize; have < best.high {
		return nil, fmt.Errorf("%d of %d pages", have, best.high)
	}
	best.file, best.seen = f, make([]bool, best.high)
	best.seen[0], best.seen[1] = true, true
	return best, nil
}

func parseMeta(b []byte) (*checker, bool) {
	e := binary.NativeEndian
	h := fnv.New64a()
	_, _ = h.Write(b[:56]) // a hash takes everything
	c := &checker{
		pageSize: uint64(e.Uint32(b[8:])), root: e.Uint64(b[16:]), freelist: e.Uint64(b[32:]),
		high: e.Uint64(b[40:]), txid: e.Uint64(b[48:]),
	}
	ok := e.Uint32(b) == magic && e.Uint32(b[4:]) == version && e.Uint64(b[56:]) == h.Sum64() &&
		c.pageSize >= 1<<10 && c.pageSize <= 1<<16 && c.high >= 4 && c.high < 1<<40
	return c, ok
}

// page reads a page with what overflows from it, each of them once.
func (c *checker) page(id uint64) ([]byte, error) {
	head := make([]byte, pageHeader)
	if id >= c.high {
		return nil, fmt.Errorf("page %d beyond the end", id)
	}
	if _, err := c.file.ReadAt(head, int64(id*c.pageSize)); err != nil {
		return nil, err
	}
	over := uint64(binary.NativeEndian.Uint32(head[12:]))
	if got := binary.NativeEndian.Uint64(head); got != id || id+over >= c.high {
		return nil, fmt.Errorf("page %d says %d and %d more", id, got, over)
	}
	for i := id; i <= id+over; i++ {
		if c.seen[i] {
			return nil, fmt.Errorf("page %d used twice", i)
		}
		c.seen[i] = true
	}
	b := make([]byte, (1+over)*c.pageSize)
	_, err := c.file.ReadAt(b, int64(id*c.pageSize))
	return b, err
}

// tree checks a page and all below it. Its keys are from low on and below
// high; nil is no bound.
func (c *checker) tree(id uint64, low, high []byte) error {
	b, err := c.page(id)
	if err != nil {
		return err
	}
	if err := c.elements(b, low, high); err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	return nil
}

func (c *checker) elements(b, low, high []byte) error {
	e := binary.NativeEndian
	flags, count := e.Uint16(b[8:]), int(e.Uint16(b[10:]))
	if pageHeader+count*elementSize > len(b) {
		return fmt.Errorf("%d elements", count)
	}
	if flags != leafPage && (flags != branchPage || count == 0) {
		return fmt.Errorf("kind %#x with %d elements", flags, count)
	}
	keys, children := make([][]byte, count), make([]uint64, count)
	for i := range count {
		at := pageHeader + i*elementSize
		var err error
		if flags == branchPage {
			keys[i], _, err = span(b, at, e.Uint32(b[at:]), e.Uint32(b[at+4:]), 0)
			children[i] = e.Uint64(b[at+8:])
		} else {
			var value []byte
			keys[i], value, err = span(b, at, e.Uint32(b[at+4:]), e.Uint32(b[at+8:]), e.Uint32(b[at+12:]))
			if err == nil && e.Uint32(b[at:])&bucketFlag != 0 {
				err = c.bucket(value)
			}
		}
		if err != nil {
			return err
		}
	}
	if err := ordered(keys, low, high); err != nil || flags == leafPage {
		return err
	}
	for i, child := range children {
		to := high
		if i+1 < count {
			to = keys[i+1]
		}
		if err := c.tree(child, keys[i], to); err != nil {
			return err
		}
	}
	return nil
}

// bucket checks a bucket within a bucket: on pages of its own, or inline.
func (c *checker) bucket(v []byte) error {
	if len(v) < 16 {
		return errors.New("short bucket")
	}
	if root := binary.NativeEndian.Uint64(v); root != 0 {
		return c.tree(root, nil, nil)
	}
	if len(v) < 16+pageHeader {
		return errors.New("short inline bucket")
	}
	return c.elements(v[16:], nil, nil)
}

// free checks the list of free pages.
func (c *checker) free() error {
	if c.freelist == noFreelist {
		return nil
	}
	b, err := c.page(c.freelist)
	if err != nil {
		return fmt.Errorf("free list: %w", err)
	}
	e := binary.NativeEndian
	flags, count, b := e.Uint16(b[8:]), uint64(e.Uint16(b[10:])), b[pageHeader:]
	if count == 0xFFFF { // too many for the header
		count, b = e.Uint64(b), b[8:]
	}
	if flags != freelistPage || count > uint64(len(b)/8) {
		return fmt.Errorf("free list of kind %#x with %d pages", flags, count)
	}
	for i := range count {
		id := e.Uint64(b[i*8:])
		if id >= c.high || c.seen[id] {
			return fmt.Errorf("free page %d is in use", id)
		}
		c.seen[id] = true
	}
	return nil
}

// span returns the key and value that lie pos after an element at at.
func span(b []byte, at int, pos, ksize, vsize uint32) (key, value []byte, err error) {
	from := uint64(at) + uint64(pos)
	k, v := from+uint64(ksize), from+uint64(ksize)+uint64(vsize)
	if pos < elementSize || v > uint64(len(b)) {
		return nil, nil, fmt.Errorf("element at %d reaches to %d of %d", at, v, len(b))
	}
	return b[from:k], b[k:v], nil
}

func ordered(keys [][]byte, low, high []byte) error {
	for i, k := range keys {
		if i == 0 && low != nil && bytes.Compare(k, low) < 0 || i > 0 && bytes.Compare(keys[i-1], k) >= 0 ||
			high != nil && bytes.Compare(k, high) >= 0 {
			return fmt.Errorf("key %d out of order", i)
		}
	}
	return nil
}
