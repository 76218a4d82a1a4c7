package session

import (
	"testing"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session/wiretest"
)

func examples() map[string]*message {
	return map[string]*message{
		"hello": {Hello: &hello{
			Protocol: 1, Features: map[string]uint64{"chat": 1}, Name: "Zoé", Role: uint8(Customer), System: "linux",
		}},
		"request":  {Request: &request{7, string(View)}},
		"withdraw": {Withdraw: &withdraw{7}},
		"outcome":  {Outcome: &outcome{7, string(Allowed)}},
		"grants":   {Grants: &grants{[]string{string(Control), string(View)}, true, []string{MissingOpenGL}}},
		"end":      {End: &end{}},
		"dismiss":  {End: &end{endedForYou}},
		"hold":     {Hold: &hold{true}},
		"yield":    {Yield: &yield{string(Control)}},
	}
}

func TestWire(t *testing.T) {
	encoded := map[string][]byte{}
	for name, m := range examples() {
		b, err := cbor.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		encoded[name] = b
		if _, err := parse(b); err != nil {
			t.Errorf("parse(%s) = %v", name, err)
		}
		for n := range len(b) {
			if _, err := parse(b[:n]); err == nil {
				t.Errorf("parse of %d of the %d bytes of %s = nil; want an error", n, len(b), name)
			}
		}
	}
	wiretest.Golden(t, encoded)
}

func TestNewerKindIsSkipped(t *testing.T) {
	b, err := cbor.Marshal(map[int]any{99: map[int]any{1: "new"}})
	if err != nil {
		t.Fatal(err)
	}
	m, err := parse(b)
	if err != nil || *m != (message{}) {
		t.Errorf("parse of a newer kind = %+v, %v; want an empty message", m, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, m := range examples() {
		b, err := cbor.Marshal(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := parse(b)
		if err != nil {
			return
		}
		again, err := cbor.Marshal(m)
		if err != nil {
			t.Fatalf("parsed message does not encode: %v", err)
		}
		if _, err := parse(again); err != nil {
			t.Fatalf("encoded again it is refused: %v", err)
		}
	})
}
