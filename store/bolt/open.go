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

// lockWait is how long Open waits for another process to let go of the file,
// twice at the most.
const lockWait = 400 * time.Millisecond

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

// openFile opens and locks the file, after it has checked all of it.
func openFile(path string) (*bbolt.DB, error) {
	// Read only, bbolt maps the file and locks it, but looks at nothing.
	db, file, err := try(path, true)
	if err != nil {
		return nil, err
	}
	damage := verify(file)
	if err := db.Close(); err != nil {
		return nil, err
	}
	if damage != nil {
		return nil, fmt.Errorf("%w: %w", store.ErrDamaged, damage)
	}
	db, _, err = try(path, false)
	return db, err
}

// try opens the file with bbolt.
func try(path string, readOnly bool) (db *bbolt.DB, file *os.File, err error) {
	// bbolt panics, or reads beyond the map, on damage that verify does not know.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			db, err = nil, fmt.Errorf("%w: %v", store.ErrDamaged, r)
		}
	}()
	db, err = bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: lockWait, ReadOnly: readOnly,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			var err error
			if file, err = os.OpenFile(name, flag&^os.O_CREATE, mode); err != nil {
				return nil, err
			}
			return file, verifyHead(file) // before bbolt, which on Windows makes a short file longer
		},
	})
	var other *os.PathError // say, no right to open it
	switch {
	case err == nil:
		return db, file, nil
	case errors.Is(kind(err), store.ErrLocked):
		return nil, nil, store.ErrLocked
	case errors.As(err, &other):
		return nil, nil, err
	}
	return nil, nil, fmt.Errorf("%w: %w", store.ErrDamaged, err)
}
