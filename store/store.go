// Package store keeps what a site must not lose: ordered keys with
// compare-and-set transactions, leases and watches, and blobs.
//
// bolt keeps them in one file on one machine. storetest is the conformance
// test that every store passes, so that a site can move from one to another.
package store

import (
	"context"
	"errors"
	"io"
	"time"
)

// Errors that callers test for. A Store wraps them.
var (
	ErrNotFound = errors.New("store: not found")
	// ErrConflict is what Txn returns when a comparison did not hold. Nothing was changed.
	ErrConflict = errors.New("store: conflict")
	// ErrLocked means that another process has the store open.
	ErrLocked = errors.New("store: in use by another process")
	// ErrDamaged means that what is on disk cannot be read as a store. It was left as it is.
	ErrDamaged = errors.New("store: damaged")
	// ErrFull means that the disk has no room. The change was not made.
	ErrFull = errors.New("store: no space left")
	// ErrClosed means that the store was closed.
	ErrClosed = errors.New("store: closed")
	// ErrInvalid is returned for a key, value, transaction or name of a blob
	// beyond the limits below.
	ErrInvalid = errors.New("store: invalid")
	// ErrExpired is what comes of a lease whose time is over.
	ErrExpired = errors.New("store: lease expired")
)

// MaxKey and MaxValue are the largest key and value, in bytes. A key has at
// least one byte. MaxChanges is how many changes a Txn may hold.
const (
	MaxKey     = 1024
	MaxValue   = 1 << 20
	MaxChanges = 128
)

// A Store keeps pairs of key and value, ordered by key. All methods may be
// called from many goroutines. What a method has returned without an error
// survives a crash of the process.
type Store interface {
	// Get returns the pair with this key, or ErrNotFound.
	Get(ctx context.Context, key string) (Pair, error)
	// Range returns the pairs whose keys begin with prefix, in order, at most
	// limit of them (0: all).
	Range(ctx context.Context, prefix string, limit int) ([]Pair, error)
	// Txn makes all changes at once, if all comparisons hold, else ErrConflict.
	Txn(ctx context.Context, t Txn) error
	// Watch sends the changes of keys that begin with prefix, from now on, in
	// order, until ctx ends, when the channel is closed. A watcher that does
	// not keep up finds the channel closed early and ranges anew.
	Watch(ctx context.Context, prefix string) (<-chan Event, error)
	// Lease returns a new lease: the keys put under it go when it expires,
	// ttl after the last KeepAlive, or with this process's end at the latest ttl later.
	Lease(ctx context.Context, ttl time.Duration) (Lease, error)
	// Blobs are large things, kept beside the pairs.
	Blobs() Blobs
	// Close closes the store and every watch. What is called later gets
	// ErrClosed. Closing again is no error.
	Close() error
}

// A Pair is a key with its value. Rev grows with every change of any key.
type Pair struct {
	Key   string
	Value []byte
	Rev   uint64
}

// A Txn is changes that are made together or not at all, of a key no more than
// one. The pairs it puts have one revision, that of the Txn.
type Txn struct {
	If   []Compare
	Then []Change
}

// A Compare holds when the key's revision is Rev; 0 means that there is no such key.
type Compare struct {
	Key string
	Rev uint64
}

// A Change puts a value, or deletes the key if Delete is set. Deleting a key
// that is not there changes nothing. Lease may be nil.
type Change struct {
	Key    string
	Value  []byte
	Delete bool
	Lease  Lease
}

// An Event is one change, as a watcher sees it.
type Event struct {
	Pair
	Deleted bool
}

// A Lease keeps keys alive.
type Lease interface {
	// KeepAlive gives the lease its whole time again, or returns ErrExpired.
	KeepAlive(ctx context.Context) error
	// Revoke ends the lease and deletes its keys. Again is no error.
	Revoke(ctx context.Context) error
}

// Blobs are named byte sequences, written once. Names are slash-separated
// paths of letters, digits, '-', '_' and '.', and never leave the store's folder.
type Blobs interface {
	// Create returns a writer; the blob appears, whole, when Close returns nil.
	// If a Write failed, or the blob is there already, Close fails and nothing appears.
	Create(name string) (io.WriteCloser, error)
	// Open returns a reader of the blob, or ErrNotFound.
	Open(name string) (io.ReadSeekCloser, error)
	// Delete removes the blob. One that is not there is no error.
	Delete(name string) error
}
