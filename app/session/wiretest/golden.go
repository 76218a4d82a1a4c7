// Package wiretest compares encoded messages with the goldens in testdata, so
// that a change of the wire is always seen in review.
package wiretest

import (
	"encoding/hex"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// Golden checks that messages, by name, are what testdata/wire.golden holds:
// one line each, the name and the bytes in hexadecimal. With -update it
// rewrites the file.
func Golden(t *testing.T, messages map[string][]byte) {
	t.Helper()
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(messages)) {
		fmt.Fprintf(&b, "%s %s\n", name, hex.EncodeToString(messages[name]))
	}
	file := filepath.Join("testdata", "wire.golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		t.Errorf("the wire has changed: got\n%swant\n%s(run with -update if that is meant)", got, want)
	}
}
