package lean

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestClean(t *testing.T) {
	smaps := func(lines ...string) []byte {
		var b strings.Builder
		for _, l := range lines {
			head, own, _ := strings.Cut(l, "; ")
			fmt.Fprintf(&b, "%s\nSize:   4 kB\nAnonymous:             %s kB\nVmFlags: rd mr mw me\n", head, own)
		}
		return []byte(b.String())
	}
	list := clean(smaps(
		"1000-3000 r-xp 00000000 08:01 42                         /lib/a.so; 0",
		"3000-4000 r--p 00002000 08:01 42                         /lib/a.so; 4",
		"4000-5000 rw-p 00003000 08:01 42                         /lib/a.so; 0",
		"5000-6000 rw-p 00000000 00:00 0                          [heap]; 4",
		"6000-7000 r--s 00000000 08:01 43                         /var/a file; 0",
		"7000-8000 r--p 00000000 00:00 0 ; 0",
		"8000-a000 r--p 00000000 08:01 44                         /lib/b.so; 0",
		"ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0  [vsyscall]; 0",
	))
	if want := []mapping{{0x1000, 0x2000}, {0x8000, 0x2000}}; !slices.Equal(list, want) {
		t.Errorf("clean = %x; want %x", list, want)
	}
}

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
