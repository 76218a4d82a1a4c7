package bolt

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"tandem/store"
)

// partName is the folder of blobs that are being written. No name of a blob
// begins with a dot.
const partName = ".part"

// blobs keeps each blob in a file of its name. The os.Root keeps even a wrong
// name, or a link in the folder, from leading out of it.
type blobs struct{ root *os.Root }

func openBlobs(dir string) (*blobs, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	// What a dead process was writing is of no use to anyone.
	if err := errors.Join(root.RemoveAll(partName), root.Mkdir(partName, 0o700)); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return &blobs{root}, nil
}

// Create implements store.Blobs.
func (b *blobs) Create(name string) (io.WriteCloser, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	if err := b.root.MkdirAll(path.Dir(name), 0o700); err != nil {
		return nil, fmt.Errorf("store: blob %q: %w", name, kind(err))
	}
	part := path.Join(partName, rand.Text())
	f, err := b.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("store: blob %q: %w", name, kind(err))
	}
	return &blobWriter{blobs: b, file: f, part: part, name: name}, nil
}

// Open implements store.Blobs.
func (b *blobs) Open(name string) (io.ReadSeekCloser, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	f, err := b.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		err = store.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("store: blob %q: %w", name, err)
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		_ = f.Close() // was only read
		return nil, fmt.Errorf("store: blob %q: %w", name, store.ErrNotFound)
	}
	return f, nil
}

// Delete implements store.Blobs.
func (b *blobs) Delete(name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if err := b.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("store: blob %q: %w", name, err)
	}
	return nil
}

func (b *blobs) close() error { return b.root.Close() }

// publish gives a whole file its name, once.
func (b *blobs) publish(part, name string) error {
	if err := b.root.Link(part, name); errors.Is(err, fs.ErrExist) {
		return err
	} else if err != nil { // a file system without links
		if _, err := b.root.Lstat(name); err == nil {
			return fs.ErrExist
		}
		if err := b.root.Rename(part, name); err != nil {
			return err
		}
	}
	d, err := b.root.Open(path.Dir(name))
	if err != nil {
		return err
	}
	return syncDir(d)
}

// A blobWriter writes a blob that nobody sees before Close.
type blobWriter struct {
	blobs      *blobs
	file       *os.File
	part, name string
	err        error // the first that a Write met
	closed     bool
}

// Write implements io.Writer.
func (w *blobWriter) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("store: blob %q: %w", w.name, kind(err))
	}
	return n, w.err
}

// Close implements io.Closer.
func (w *blobWriter) Close() error {
	if w.closed {
		return fmt.Errorf("store: blob %q: %w", w.name, store.ErrClosed)
	}
	w.closed = true
	err := w.err
	if err == nil {
		err = w.file.Sync()
	}
	if cerr := w.file.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = w.blobs.publish(w.part, w.name)
	}
	_ = w.blobs.root.Remove(w.part) // gone already after a rename
	if err != nil {
		return fmt.Errorf("store: blob %q: %w", w.name, kind(err))
	}
	return nil
}

// checkName holds names to what every file system keeps apart and takes.
func checkName(name string) error {
	if len(name) > store.MaxKey || !fs.ValidPath(name) {
		return fmt.Errorf("%w: name of a blob %q", store.ErrInvalid, name)
	}
	for part := range strings.SplitSeq(name, "/") {
		if part[0] == '.' || part[len(part)-1] == '.' || len(part) > 200 {
			return fmt.Errorf("%w: name of a blob %q", store.ErrInvalid, name)
		}
	}
	for _, r := range name {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./", r)) {
			return fmt.Errorf("%w: name of a blob %q", store.ErrInvalid, name)
		}
	}
	return nil
}
