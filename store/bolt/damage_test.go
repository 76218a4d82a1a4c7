package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tandem/store"
)

// filled returns the folder of a closed store with pairs of all sizes and free
// pages, and its file.
func filled(t testing.TB) (dir string, file []byte) {
	t.Helper()
	dir = t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		var tx store.Txn
		for j := range 100 {
			tx.Then = append(tx.Then, store.Change{
				Key: fmt.Sprintf("k/%d/%d", j, i%3), Value: bytes.Repeat([]byte{byte(i)}, i*j), Delete: i == 11 && j%2 == 0,
			})
		}
		if err := s.Txn(context.Background(), tx); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file, err = os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	return dir, file
}

// TestADamagedFileIsRefusedAndLeftAlone writes each kind of damage to a whole
// file. Some are harmless (in a free page): then all must be readable.
func TestADamagedFileIsRefusedAndLeftAlone(t *testing.T) {
	dir, whole := filled(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	must := map[string][]byte{
		"no bytes":       {},
		"one byte":       {1},
		"text":           []byte("this is not a store\n"),
		"zeros":          make([]byte, len(whole)),
		"half":           whole[:len(whole)/2],
		"one page":       whole[:4096],
		"two pages":      whole[:8192],
		"metas and junk": append(bytes.Clone(whole[:8192]), bytes.Repeat([]byte{0xff}, len(whole)-8192)...),
		"metas and zero": append(bytes.Clone(whole[:8192]), make([]byte, len(whole)-8192)...),
		"no metas":       append(make([]byte, 8192), whole[8192:]...),
	}
	may := map[string][]byte{}
	for i := range 150 {
		b := bytes.Clone(whole)
		switch i % 3 {
		case 0: // a bit
			b[rnd.IntN(len(b))] ^= 1 << rnd.IntN(8)
		case 1: // part of a page header
			b[rnd.IntN(len(b)/4096)*4096+rnd.IntN(32)] = byte(rnd.IntN(256))
		case 2: // a page that another was written over
			copy(b[rnd.IntN(len(b)/4096)*4096:], whole[rnd.IntN(len(b)/4096)*4096:][:4096])
		}
		may[fmt.Sprint("random ", i)] = b
	}
	refused := 0
	for name, b := range must {
		if err := tryDamaged(t, dir, name, b); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
	for name, b := range may {
		if err := tryDamaged(t, dir, name, b); err != nil {
			refused++
		}
	}
	t.Logf("%d of %d random damages were refused, the others are harmless", refused, len(may))
}

// tryDamaged opens a store of these bytes and, if it opens, uses all of it.
func tryDamaged(t *testing.T, dir, name string, b []byte) error {
	t.Helper()
	path := filepath.Join(dir, fileName)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		if !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: %v; want ErrDamaged", name, err)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, b) {
			t.Errorf("%s: the file was changed, %v", name, err)
		}
		return err
	}
	pairs, err := s.Range(t.Context(), "", 0)
	for i := 0; err == nil && i < len(pairs); i += store.MaxChanges {
		var tx store.Txn
		for _, p := range pairs[i:min(i+store.MaxChanges, len(pairs))] {
			tx.Then = append(tx.Then, store.Change{Key: p.Key, Value: []byte("other")})
		}
		err = s.Txn(t.Context(), tx)
	}
	if err != nil && !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrInvalid) {
		t.Errorf("%s: opened, then %v", name, err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("%s: close: %v", name, err)
	}
	return nil
}

func TestALockedFileIsSaidToBeLocked(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	start := time.Now()
	if _, err := Open(dir); !errors.Is(err, store.ErrLocked) {
		t.Errorf("got %v; want ErrLocked", err)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("took %v; want less than a second", took)
	}
}

func TestAFileOfSomethingElseIsNoStore(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "blobs"), nil, 0o600); err != nil { // where the folder goes
		t.Fatal(err)
	}
	if s, err := Open(dir); err == nil {
		t.Error("opened", s.Close())
	}
}

func BenchmarkVerify(b *testing.B) {
	dir := b.TempDir()
	s, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	for i := range 150 {
		var tx store.Txn
		for j := range 128 {
			tx.Then = append(tx.Then, store.Change{Key: fmt.Sprintf("session/%08d/%d", i*7919%1000, j), Value: make([]byte, 500)})
		}
		if err := s.Txn(context.Background(), tx); err != nil {
			b.Fatal(err)
		}
	}
	_ = s.Close()
	f, err := os.Open(filepath.Join(dir, fileName))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	info, _ := f.Stat()
	b.SetBytes(info.Size())
	for b.Loop() {
		if err := verify(f); err != nil {
			b.Fatal(err)
		}
	}
}
