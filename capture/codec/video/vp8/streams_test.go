package vp8

import (
	"crypto/md5"
	"fmt"
	"testing"
)

// TestStreams decodes streams that vpxenc 1.12 made of ffmpeg's testsrc2, with
// noise and rotation, 174x98 pixels: all profiles, split vectors, frames that
// are not shown, golden and alternate references, several partitions, error
// resilience, sharpness. The checksums are those of "vpxdec --i420 --md5".
func TestStreams(t *testing.T) {
	for name, want := range map[string]string{
		"profile0": "a15d79c1c39dc86bc77c6c26fa9cf714",
		"profile1": "3016a9d8ca4dce09f36cbeaf280e6f24",
		"profile2": "6702006ab683c1bee8390650c9397e68",
		"profile3": "5a3827d1c9b14335fbfd93007fdffd28",
	} {
		var d Decoder
		h := md5.New()
		for i, f := range readIVF(t, "testdata/"+name+".ivf") {
			m, show, err := d.Decode(f)
			if err != nil {
				t.Fatalf("%s, frame %d: %v", name, i, err)
			}
			if show {
				add(h, m)
			}
		}
		if got := fmt.Sprintf("%x", h.Sum(nil)); got != want {
			t.Errorf("%s: checksum %s; want %s", name, got, want)
		}
	}
}
