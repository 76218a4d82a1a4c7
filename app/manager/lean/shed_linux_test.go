//go:build cgo

package lean

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestShed(t *testing.T) {
	before := resident(t)
	Shed()
	if after := resident(t); after >= before {
		t.Errorf("%d KiB of files are resident after Shed; want less than %d", after, before)
	}
}

// resident is how much of files is in memory, in KiB.
func resident(t *testing.T) (n int) {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "RssFile:")
	if _, err := fmt.Sscan(rest, &n); err != nil {
		t.Fatal(err)
	}
	return n
}
