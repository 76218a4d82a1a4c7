package wire

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
)

func TestParseAddress(t *testing.T) {
	for _, c := range []struct {
		name string
		want address
	}{
		{":0", address{}},
		{":12.1", address{number: 12, screen: 1}},
		{"unix:3", address{number: 3}},
		{"host/unix:3", address{host: "host", number: 3}},
		{"localhost:10.0", address{host: "localhost", number: 10}},
		{"2001:db8::1:5", address{host: "2001:db8::1", number: 5}},
	} {
		if got, err := parseAddress(c.name); got != c.want || err != nil {
			t.Errorf("parseAddress(%q) = %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
	for _, name := range []string{"", ":", "0", ":a", ":-1", ":0.x", ":0.-1", ":99999"} {
		if got, err := parseAddress(name); err == nil {
			t.Errorf("parseAddress(%q) = %+v; want an error", name, got)
		}
	}
}

// entry is a record of an authority file.
func entry(family int, fields ...string) []byte {
	b := binary.BigEndian.AppendUint16(nil, uint16(family))
	for _, f := range fields {
		b = binary.BigEndian.AppendUint16(b, uint16(len(f)))
		b = append(b, f...)
	}
	return b
}

func TestAuthority(t *testing.T) {
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "authority")
	t.Setenv("XAUTHORITY", path)
	var file []byte
	for _, e := range [][]byte{
		entry(256, "elsewhere", "1", "S", "wrong host"), entry(256, host, "2", "S", "wrong number"),
		entry(256, host, "1", "S", "local"), entry(65535, "", "", "S", "any"),
	} {
		file = append(file, e...)
	}
	for n := range len(file) { // cut short anywhere, it must do no harm
		write(t, path, file[:n])
		(address{number: 1}).authority()
	}
	write(t, path, file)
	for _, c := range []struct {
		number int
		want   string
	}{{1, "local"}, {2, "wrong number"}, {3, "any"}} {
		if _, got := (address{number: c.number}).authority(); got != c.want {
			t.Errorf("cookie of display %d = %q; want %q", c.number, got, c.want)
		}
	}
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
