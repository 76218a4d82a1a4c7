package vp8

import (
	"crypto/md5"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const goldenFile = "testdata/encoder.golden"

// A sample is a stream of the Encoder.
type sample struct {
	name   string
	w, h   int
	frames [][]byte
	sum    string // of all pictures
}

// samples are streams of all that the Encoder can do.
func samples(t *testing.T) []sample {
	t.Helper()
	var all []sample
	for _, c := range []struct {
		name           string
		w, h, q        int
		active, hinted bool
		few            bool
	}{
		{"best", 96, 64, 0, false, false, false},
		{"film", 200, 120, 30, false, false, false},
		{"odd", 131, 77, 60, false, true, false},
		{"parts", 176, 144, 40, true, false, false},
		{"least", 160, 90, 127, true, true, false},
		{"dot", 1, 1, 20, false, false, false},
		{"few", 1200, 200, 30, true, false, true},
	} {
		s := sample{name: c.name, w: c.w, h: c.h}
		e, err := NewEncoder(c.w, c.h)
		if err != nil {
			t.Fatal(err)
		}
		n := e.mbs.w * e.mbs.h
		from, h := newScene(c.w, c.h, 5), md5.New()
		for i := range 12 {
			dx, dy := i%5*2-4, i%3*2-2
			o := Options{Quantizer: c.q, Key: i == 8}
			if c.active {
				o.Active = make([]bool, n)
				for k := range o.Active {
					o.Active[k] = (k+i)%3 > 0
					if c.few {
						o.Active[k] = (k+i*i)%(79+i) == 0
					}
				}
			}
			if c.hinted {
				o.Hints = make([]Vector, n)
				for k := range o.Hints {
					o.Hints[k] = Vector{int16(4 * dx), int16(4 * dy)}
				}
			}
			f, err := e.Encode(nil, from.next(dx, dy), o)
			if err != nil {
				t.Fatal(err)
			}
			s.frames = append(s.frames, f)
			add(h, e.Picture())
		}
		s.sum = fmt.Sprintf("%x", h.Sum(nil))
		all = append(all, s)
	}
	return all
}

// TestGolden holds the streams of the Encoder against checksums which
// TestOtherDecoders found true.
func TestGolden(t *testing.T) {
	var b strings.Builder
	for _, s := range samples(t) {
		h := md5.New()
		for _, f := range s.frames {
			h.Write(f)
		}
		fmt.Fprintf(&b, "%s: stream %x, pictures %s\n", s.name, h.Sum(nil), s.sum)
	}
	if *update {
		if err := os.WriteFile(goldenFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got:\n%swant:\n%s", b.String(), want)
	}
}

// TestOtherDecoders shows the streams of the Encoder to the decoders of libvpx
// and ffmpeg, where they are.
func TestOtherDecoders(t *testing.T) {
	for _, tool := range []struct {
		name string
		args func(file string) []string
	}{
		{"vpxdec", func(file string) []string { return []string{"--i420", "--md5", file} }},
		{"ffmpeg", func(file string) []string {
			return []string{"-loglevel", "error", "-i", file, "-f", "md5", "-pix_fmt", "yuv420p", "-fps_mode", "passthrough", "-"}
		}},
	} {
		t.Run(tool.name, func(t *testing.T) {
			if _, err := exec.LookPath(tool.name); err != nil {
				t.Skipf("%v; TestGolden has what it would say", err)
			}
			for _, s := range samples(t) {
				file := filepath.Join(t.TempDir(), "stream.ivf")
				writeIVF(t, file, s.w, s.h, s.frames)
				out, err := exec.Command(tool.name, tool.args(file)...).CombinedOutput()
				if err != nil {
					t.Fatalf("%s: %v\n%s", s.name, err, out)
				}
				if !strings.Contains(string(out), s.sum) {
					t.Errorf("%s: %swant %s", s.name, out, s.sum)
				}
			}
		})
	}
}
