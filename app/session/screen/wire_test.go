package screen

import (
	"bytes"
	"image"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"tandem/app/session/wiretest"
	"tandem/capture"
	"tandem/capture/codec"
)

func encode(t testing.TB, v any) []byte {
	t.Helper()
	b, err := cbor.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func shapes(t testing.TB) (*zstd.Encoder, *zstd.Decoder) {
	t.Helper()
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		t.Fatal(err)
	}
	d, err := shapeDecoder()
	if err != nil {
		t.Fatal(err)
	}
	return e, d
}

func TestWire(t *testing.T) {
	z, dec := shapes(t)
	infoMessage, err := appendInfo(nil, &info{Displays: []display{{ID: 1, Name: "HDMI-1", X: -5, W: 1920, H: 1080, Primary: true}}, Shown: 1})
	if err != nil {
		t.Fatal(err)
	}
	modeInfo, err := appendInfo(nil, &info{Displays: []display{{W: 1, H: 1}}, Mode: Automatic, Level: 2})
	if err != nil {
		t.Fatal(err)
	}
	told, err := appendFigures(nil, &figures{RTT: 61, Age: 40, Lost: 12, Frames: 15})
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	copy(img.Pix, []byte{1, 2, 3, 4, 5, 6, 7, 8})
	pointer := &capture.Cursor{At: image.Pt(-3, 700), Visible: true, Shape: &capture.Shape{Image: img, Hot: image.Pt(1, 0)}}
	messages := map[string][]byte{
		"update":  appendUpdate(nil, 300, true, codec.Packet(codec.Header{Key: true, Width: 1920, Height: 1080}.Append(nil))),
		"pointer": appendCursor(nil, &capture.Cursor{At: image.Pt(4, 5)}, z),
		"shape":   appendCursor(nil, pointer, z),
		"info":    infoMessage,
		"ack":     encode(t, reply{Ack: &ack{300, 1500}}),
		"select":  encode(t, reply{Select: &choice{1}}),
		"refresh": encode(t, reply{Refresh: &refresh{}}),
		"mode":    encode(t, reply{Mode: &mode{Sampling}}),
		"glance":  encode(t, reply{Glance: &glance{true}}),
		"level":   modeInfo,
		"figures": told,
	}
	for name, parse := range map[string]func([]byte) error{
		"pointer": func(b []byte) error { _, err := parseCursor(b[1:], dec); return err },
		"shape":   func(b []byte) error { _, err := parseCursor(b[1:], dec); return err },
		"info":    func(b []byte) error { _, err := parseInfo(b[1:]); return err },
		"ack":     func(b []byte) error { _, err := parseReply(b); return err },
		"select":  func(b []byte) error { _, err := parseReply(b); return err },
		"mode":    func(b []byte) error { _, err := parseReply(b); return err },
		"glance":  func(b []byte) error { _, err := parseReply(b); return err },
		"level":   func(b []byte) error { _, err := parseInfo(b[1:]); return err },
		"figures": func(b []byte) error { _, err := parseFigures(b[1:]); return err },
	} {
		m := messages[name]
		if err := parse(m); err != nil {
			t.Errorf("parse(%s) = %v", name, err)
		}
		for n := 1; n < len(m); n++ {
			if err := parse(m[:n]); err == nil {
				t.Errorf("parse of %d of the %d bytes of %s = nil; want an error", n, len(m), name)
			}
		}
	}
	c, err := parseCursor(messages["shape"][1:], dec)
	if err != nil || c.At != pointer.At || !bytes.Equal(c.Shape.Image.Pix, img.Pix) || c.Shape.Hot != pointer.Shape.Hot {
		t.Errorf("parsed pointer %+v, %v; want what was encoded", c, err)
	}
	wiretest.Golden(t, messages)
}

func FuzzMessages(f *testing.F) {
	z, dec := shapes(f)
	img := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	f.Add(appendCursor(nil, &capture.Cursor{Shape: &capture.Shape{Image: img}}, z))
	f.Add(append([]byte{kindInfo}, encode(f, info{Displays: []display{{W: 1, H: 1}}})...))
	f.Add(encode(f, reply{Ack: &ack{1, 2}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := parseReply(b); err != nil && len(b) > maxReply && err == nil {
			t.Fatal("an oversized reply was read")
		}
		if len(b) == 0 {
			return
		}
		if c, err := parseCursor(b[1:], dec); err == nil && c.Shape != nil && len(c.Shape.Image.Pix) > maxCursor*maxCursor*4 {
			t.Fatalf("a pointer of %d bytes", len(c.Shape.Image.Pix))
		}
		if f, err := parseFigures(b[1:]); err == nil && (f.Frames < 0 || f.Lost > 1000) {
			t.Fatalf("figures %+v", f)
		}
		if i, err := parseInfo(b[1:]); err == nil && (!i.Mode.known() || i.Level < 0 || i.Level > MaxLevel) {
			t.Fatalf("mode %d, level %d", i.Mode, i.Level)
		}
		if i, err := parseInfo(b[1:]); err == nil && len(i.Displays) > maxDisplays {
			t.Fatalf("%d displays", len(i.Displays))
		}
		if _, _, p, err := parseUpdate(b[1:]); err == nil && len(p) > len(b) {
			t.Fatal("a packet larger than its message")
		}
	})
}

func TestPaceHoldsLessThanTheLineDelivers(t *testing.T) {
	p, now := newPace((&gauge{}).stats), time.Now()
	// A line of 1 MB/s and 60 ms, acknowledged as it delivers, never idle.
	const rate, rtt, bytes = 1e6, 60 * time.Millisecond, 8000
	type arrival struct {
		number uint64
		at     time.Time
	}
	var arrivals []arrival
	free, most, number := now, 0, uint64(0)
	for range 2000 {
		for p.open() {
			number++
			p.send(number, bytes, now, now)
			if free.Before(now) {
				free = now
			}
			free = free.Add(time.Duration(bytes / rate * 1e9))
			arrivals = append(arrivals, arrival{number, free.Add(rtt)})
		}
		now = arrivals[0].at
		p.acked(arrivals[0].number, 0, now)
		arrivals = arrivals[1:]
		if number > 500 {
			most = max(most, p.flight)
		}
	}
	if want := int(rate*(2*rtt+slack).Seconds()) + 2*bytes; most > want {
		t.Errorf("%d bytes under way; want at most what the line delivers in %v, %d", most, 2*rtt+slack, want)
	}
	if least := int(rate * rtt.Seconds()); most < least {
		t.Errorf("%d bytes under way leave the line idle; want at least %d", most, least)
	}
}
