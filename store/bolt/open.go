package bolt

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"

	"tandem/store"
)

// lockWait is how long Open waits for another process to let go of the file.
const lockWait = 500 * time.Millisecond

// create makes an empty store under a name of its own and gives it its real
// one when it is whole. It is no error if another process was quicker.
func create(dir, path string) error {
	f, err := os.CreateTemp(dir, fileName+".*.new")
	if err != nil {
		return err
	}
	temp := f.Name()
	defer func() { _ = os.Remove(temp) }() // gone already after a rename
	if err := f.Close(); err != nil {
		return err
	}
	db, err := bbolt.Open(temp, 0o600, nil)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		_, perr := tx.CreateBucket([]byte(pairsBucket))
		_, lerr := tx.CreateBucket([]byte(leaseBucket))
		return errors.Join(perr, lerr)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if err := os.Link(temp, path); err != nil && !errors.Is(err, os.ErrExist) {
		if err := os.Rename(temp, path); err != nil { // a file system without links
			return err
		}
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return syncDir(d)
}

// openFile opens and locks the file and checks all of it.
func openFile(path string) (db *bbolt.DB, err error) {
	var file *os.File
	// A damaged file makes bbolt read beyond the map, which is a fault and not
	// an error. It has then written nothing, but still holds the file.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			_ = file.Close() // frees the lock; there is nothing else to tell
			db, err = nil, fmt.Errorf("%w: %v", store.ErrDamaged, r)
		}
	}()
	db, err = bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: lockWait,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			var err error
			if file, err = os.OpenFile(name, flag&^os.O_CREATE, mode); err != nil {
				return nil, err
			}
			return file, verifyHead(file) // before bbolt, which on Windows makes the file longer
		},
	})
	var other *os.PathError // say, no right to open it
	switch {
	case err == nil:
	case errors.Is(kind(err), store.ErrLocked):
		return nil, store.ErrLocked
	case errors.As(err, &other):
		return nil, err
	default:
		return nil, fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	if err := verify(file); err != nil {
		_ = db.Close() // the damage is what matters
		return nil, fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	return db, nil
}
