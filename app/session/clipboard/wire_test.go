package clipboard

import (
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session/wiretest"
)

func encode(t testing.TB, m *message) []byte {
	t.Helper()
	b, err := cbor.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWire(t *testing.T) {
	b := encode(t, &message{Text: &text{"é 中 😀\n"}})
	for n := range len(b) {
		if _, err := parse(b[:n]); err == nil {
			t.Errorf("parse of %d of %d bytes = nil; want an error", n, len(b))
		}
	}
	wiretest.Golden(t, map[string][]byte{"text": b})
}

func TestWhatNoHonestPeerSends(t *testing.T) {
	for name, s := range map[string]string{
		"nothing": "", "too long": strings.Repeat("x", MaxText+1), "zero": "a\x00b", "line break": "a\r\nb", "no UTF-8": "\xff",
	} {
		b, err := cbor.Marshal(map[int]map[int]string{1: {1: s}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parse(b); err == nil {
			t.Errorf("%s: parse = nil; want an error", name)
		}
	}
	if m, err := parse(encode(t, &message{})); err != nil || m.Text != nil {
		t.Errorf("a newer kind: %+v, %v; want it skipped", m, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(encode(f, &message{Text: &text{"hello\n"}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := parse(b)
		if err != nil || m.Text == nil {
			return
		}
		if s, ok := Clean(m.Text.Text); !ok || s != m.Text.Text {
			t.Fatalf("took %q", m.Text.Text)
		}
	})
}
