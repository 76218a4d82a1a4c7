package vp8

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVectors decodes the test vectors of the WebM project, where they are:
// TANDEM_VP8_VECTORS is a clone of github.com/webmproject/vp8-test-vectors.
func TestVectors(t *testing.T) {
	dir := os.Getenv("TANDEM_VP8_VECTORS")
	if dir == "" {
		t.Skip("TANDEM_VP8_VECTORS is not set; TestStreams covers the same features")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.ivf"))
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			sums, err := os.ReadFile(file + ".md5")
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSpace(string(sums)), "\n")
			var d Decoder
			n := 0
			for i, f := range readIVF(t, file) {
				m, show, err := d.Decode(f)
				if err != nil {
					t.Fatalf("frame %d: %v", i, err)
				}
				if !show {
					continue
				}
				if n >= len(lines) || !strings.HasPrefix(lines[n], sum(m)) {
					t.Fatalf("frame %d differs", i)
				}
				n++
			}
			if n != len(lines) {
				t.Errorf("%d frames; want %d", n, len(lines))
			}
		})
	}
}
