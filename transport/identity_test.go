package transport

import (
	"bytes"
	"testing"
)

func TestAnIdentityIsTheSameAfterMarshal(t *testing.T) {
	id, err := NewIdentity()
	if err != nil {
		t.Fatal(err)
	}
	b, err := id.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseIdentity(b)
	if err != nil || again.Fingerprint() != id.Fingerprint() {
		t.Errorf("ParseIdentity = %v, %v; want %v", again, err, id.Fingerprint())
	}
	for n := range len(b) - 1 {
		if _, err := ParseIdentity(b[:n]); err == nil && !bytes.Equal(bytes.TrimSpace(b[:n]), bytes.TrimSpace(b)) {
			t.Fatalf("ParseIdentity of %d of %d bytes = nil; want an error", n, len(b))
		}
	}
}
