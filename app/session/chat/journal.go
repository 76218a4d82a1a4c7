package chat

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// A File is a Journal in a file of its own, one JSON object a line. Every line
// is on the disk before Append returns; a process that is killed in the middle
// of one leaves at most a piece of a last line, which the next Append starts
// anew after. The file is made by the first Append, with its folder, and is
// readable by its owner alone.
type File struct {
	path string

	mu sync.Mutex // guards what follows
	f  *os.File   // nil before the first Append
}

var _ Journal = (*File)(nil)

// NewFile returns a journal in the file at path.
func NewFile(path string) *File { return &File{path: path} }

// An entry is a line as it stands in the file.
type entry struct {
	At     time.Time `json:"at"`
	From   string    `json:"from"`
	Mine   bool      `json:"mine,omitempty"`
	Number uint64    `json:"number"`
	Text   string    `json:"text"`
}

// Append writes l and returns when it is on the disk.
func (j *File) Append(l Line) error {
	b, err := json.Marshal(entry{l.At, l.From, l.Mine, l.Number, l.Text})
	if err != nil {
		return fmt.Errorf("chat: journal: %w", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.open(); err != nil {
		return fmt.Errorf("chat: journal: %w", err)
	}
	// One write a line: with O_APPEND it is whole or cut short, never mixed.
	_, err = j.f.Write(append(b, '\n'))
	if err == nil {
		err = j.f.Sync()
	}
	if err != nil {
		_ = j.f.Close() // what went wrong is told already
		j.f = nil       // the next open mends a piece of a line
		return fmt.Errorf("chat: journal: %w", err)
	}
	return nil
}

// open opens the file unless it is open, and ends a last line that was cut short.
func (j *File) open() error {
	if j.f != nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(j.path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(j.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if err := endLine(f); err != nil {
		_ = f.Close() // what went wrong is told already
		return err
	}
	j.f = f
	return nil
}

// endLine writes a line break after a last line that has none.
func endLine(f *os.File) error {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return err
	}
	var last [1]byte
	if _, err := f.ReadAt(last[:], info.Size()-1); err != nil {
		return err
	}
	if last[0] == '\n' {
		return nil
	}
	_, err = f.Write([]byte{'\n'})
	return err
}

// Close closes the file. Append opens it again.
func (j *File) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.f == nil {
		return nil
	}
	err := j.f.Close()
	j.f = nil
	return err
}
