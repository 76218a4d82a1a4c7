//go:build unix

package bolt

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"tandem/store"
)

// childDir and childFill tell this test binary to be the child of a test.
const (
	childDir  = "TANDEM_BOLT_CHILD"
	childFill = "TANDEM_BOLT_FILL"
)

func TestMain(m *testing.M) {
	dir := os.Getenv(childDir)
	switch {
	case dir == "":
		os.Exit(m.Run())
	case os.Getenv(childFill) != "":
		os.Exit(fillUp(dir))
	}
	writeForEver(dir)
}

// writeForEver says each key when it was acknowledged, and is killed in the end.
func writeForEver(dir string) {
	s, err := Open(dir)
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	run := rand.Uint64()
	for i := 0; ; i++ {
		key := fmt.Sprintf("%016x/%08d", run, i)
		err := s.Txn(context.Background(), store.Txn{Then: []store.Change{
			{Key: "a/" + key, Value: bytes.Repeat([]byte(key), i%50)},
			{Key: "b/" + key, Value: []byte(key)},
			{Key: fmt.Sprintf("again/%d", i%7), Value: []byte(key)},
		}})
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println(key)
		if i%5 == 0 {
			w, err := s.Blobs().Create("c/" + key)
			if err == nil {
				_, _ = io.WriteString(w, key)
				err = w.Close()
			}
			if err != nil {
				fmt.Println("error", err)
				os.Exit(1)
			}
			fmt.Println("blob " + key)
		}
	}
}

func child(t *testing.T, dir string, env ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(exe)
	c.Env = append(append(os.Environ(), childDir+"="+dir), env...)
	return c
}

func TestWhatWasAcknowledgedSurvivesKill9(t *testing.T) {
	dir := t.TempDir()
	var said []string
	for range 12 {
		c := child(t, dir)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Duration(30+rand.IntN(120))*time.Millisecond, func() { _ = c.Process.Kill() })
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			said = append(said, lines.Text())
		}
		kill.Stop()
		_ = c.Process.Kill() // if it ended by itself, the line "error" tells
		_ = c.Wait()         // "signal: killed"
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for _, key := range said {
		if why, ok := strings.CutPrefix(key, "error"); ok {
			t.Fatal(why)
		}
		if name, ok := strings.CutPrefix(key, "blob "); ok {
			checkBlob(t, s, name)
			continue
		}
		if p, err := s.Get(t.Context(), "b/"+key); err != nil || string(p.Value) != key {
			t.Fatalf("%s: %+v, %v", key, p, err)
		}
	}
	a, _ := s.Range(t.Context(), "a/", 0)
	b, _ := s.Range(t.Context(), "b/", 0)
	if len(a) != len(b) || len(said) < 12 {
		t.Errorf("%d and %d pairs, %d acknowledged", len(a), len(b), len(said))
	}
	t.Logf("%d acknowledged, all there", len(said))
}

func checkBlob(t *testing.T, s *Store, name string) {
	t.Helper()
	r, err := s.Blobs().Open("c/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if got, err := io.ReadAll(r); err != nil || string(got) != name {
		t.Fatalf("blob %s: %q, %v", name, got, err)
	}
}

// fillUp writes until there is no room, and checks that what was there stays,
// that small things can still be deleted and that room helps.
func fillUp(dir string) int {
	signal.Ignore(syscall.SIGXFSZ) // what a file beyond the limit gets besides EFBIG
	err := fill(dir)
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	return 0
}

func fill(dir string) error {
	ctx := context.Background()
	s, err := Open(dir)
	if err != nil {
		return err
	}
	if os.Getenv(childFill) == "limit" {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1 << 20, Max: 1 << 20}); err != nil {
			return err
		}
	}
	put := func(key string, size int) error {
		return s.Txn(ctx, store.Txn{Then: []store.Change{{Key: key, Value: make([]byte, size)}}})
	}
	n := 0
	for ; n < 1000; n++ {
		if err = put(fmt.Sprintf("k/%04d", n), 50_000); err != nil {
			break
		}
	}
	if !errors.Is(err, store.ErrFull) || n == 0 {
		return fmt.Errorf("after %d: %w; want ErrFull", n, err)
	}
	w, err := s.Blobs().Create("big")
	if err == nil {
		_, err = io.Copy(w, io.LimitReader(zeros{}, 64<<20))
		if cerr := w.Close(); err == nil || cerr == nil {
			return fmt.Errorf("blob: %w, %w; want ErrFull", err, cerr)
		}
	}
	if !errors.Is(err, store.ErrFull) {
		return fmt.Errorf("blob: %w; want ErrFull", err)
	}
	if _, err := s.Blobs().Open("big"); !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("a part of a blob: %w", err)
	}
	for range 2 { // as it is now, and as the next process finds it
		pairs, err := s.Range(ctx, "k/", 0)
		if err != nil || len(pairs) != n {
			return fmt.Errorf("%d of %d pairs, %w", len(pairs), n, err)
		}
		if err := s.Close(); err != nil {
			return err
		}
		if s, err = Open(dir); err != nil {
			return err
		}
	}
	// What is deleted makes room, which the next change but one uses.
	for i := range n {
		if err := s.Txn(ctx, store.Txn{Then: []store.Change{{Key: fmt.Sprintf("k/%04d", i), Delete: true}}}); err != nil {
			return fmt.Errorf("delete %d of %d: %w", i, n, err)
		}
	}
	if err := put("after", 50_000); err != nil {
		return fmt.Errorf("after making room: %w", err)
	}
	return s.Close()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestAFullDiskLosesNothing(t *testing.T) {
	t.Run("limit", func(t *testing.T) {
		if out, err := child(t, t.TempDir(), childFill+"=limit").CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	t.Run("tmpfs", func(t *testing.T) {
		dir := t.TempDir()
		if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", dir).CombinedOutput(); err != nil {
			t.Skipf("no small file system: %v %s", err, out)
		}
		defer func() {
			if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		}()
		if out, err := child(t, dir, childFill+"=disk").CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
}
