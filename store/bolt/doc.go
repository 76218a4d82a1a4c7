// Package bolt keeps a site's pairs in one file on this machine, with bbolt,
// and its blobs in a folder beside it. Only one process can have it open.
//
// # Decisions
//
// A value is stored behind eight bytes of revision. The revision is the
// sequence of bbolt's bucket, so it is part of the same commit.
//
// Every Txn is one commit with its own fsync: what was acknowledged is on the
// disk. Callers of a site write a few times a second, not thousands.
//
// The file is made under another name and then linked to its own, so a file of
// no bytes is never a new store but a damaged one.
//
// bbolt maps the file and believes what is in it; on a damaged file it panics
// or takes a fault, perhaps days later. Therefore Open reads all pages itself
// first (verify.go, about 1 GB a second) and reports ErrDamaged without having
// written a byte. A flipped bit within a value is not noticed.
//
// The keys of leases are noted in a second bucket. Only one process has the
// file open, so what is noted there at Open belongs to a dead process and goes.
package bolt
