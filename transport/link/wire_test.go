package link

import (
	"bytes"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
)

var update = flag.Bool("update", false, "write the goldens anew")

// messages has one of each kind, by name.
func messages() []struct {
	name string
	m    Message
} {
	offer := Offer{
		Protocol: Protocol, Fingerprint: bytes.Repeat([]byte{0xab}, 32),
		Candidates: []string{"192.0.2.7:50000", "[2001:db8::7]:50000"},
	}
	return []struct {
		name string
		m    Message
	}{
		{"start", Message{Start: &Start{Lang: "fr"}}},
		{"started", Message{Started: &Started{
			Session: "S1", Number: "482913077", Page: "https://support.example.com",
			Expires: time.Unix(1_800_000_000, 0), Site: "Example Support",
		}}},
		{"join", Message{Join: &Join{Number: "482913077", Name: "Zoë 中 😀", Offer: offer}}},
		{"knock", Message{Knock: &Knock{Session: "S1", Participant: "P1", Name: "Zoë", Address: "198.51.100.4", Offer: offer}}},
		{"answer", Message{Answer: &Answer{Session: "S1", Participant: "P1", Offer: offer}}},
		{"joined", Message{Joined: &Joined{Session: "S1", Participant: "P1", Technician: "Alice Martin", Site: "Example Support", Offer: offer}}},
		{"left", Message{Left: &Left{Session: "S1", Participant: "P1", Lost: true}}},
		{"left-self", Message{Left: &Left{Session: "S1"}}},
		{"end", Message{End: &End{Session: "S1", By: "Alice Martin"}}},
		{"refused", Message{Refused: &Refused{Reason: SlowDown, Retry: 12 * time.Second}}},
		{"refused-resume", Message{Refused: &Refused{Reason: Ended, Session: "S1"}}},
		{"welcome", Message{Welcome: &Welcome{Single: true, Phrases: []string{"Good morning.\nHow can I help?", "Bonjour"}}}},
		{"welcome-plain", Message{Welcome: &Welcome{}}},
		{"resume", Message{Resume: &Resume{Session: "S1"}}},
		{"phrases", Message{Phrases: &Phrases{List: []string{"Un instant…"}}}},
		{"notes", Message{Notes: &Notes{Session: "S1", Version: 7, Text: "spooler stopped\n\trestarted it"}}},
		{"noted", Message{Noted: &Noted{Session: "S1", Version: 7}}},
		{"welcome-mail", Message{Welcome: &Welcome{Mail: true}}},
		{"invite", Message{Invite: &Invite{Session: "S1", To: "bob@example.com", Lang: "fr"}}},
		{"invited", Message{Invited: &Invited{Session: "S1", To: "bob@example.com", Reason: SlowDown}}},
		{"knock-technician", Message{Knock: &Knock{Session: "S1", Participant: "P2", Name: "Carl Weber", Account: "carl", Address: "198.51.100.5", Offer: offer}}},
		{"joined-assistant", Message{Joined: &Joined{
			Session: "S1", Participant: "P2", Technician: "Alice Martin", Site: "Example Support", Offer: offer,
			Number: "482913077", Page: "https://support.example.com", Expires: time.Unix(1_800_000_000, 0),
		}}},
		{"refused-assist", Message{Refused: &Refused{Reason: WrongNumber, Number: "482913077"}}},
		{"invite-technician", Message{Invite: &Invite{Session: "S1", To: "carl@example.com", Lang: "en", Assist: true}}},
		{"assist", Message{Assist: &Assist{Number: "482913077", Offer: offer}}},
		{"wait", Message{Wait: &Wait{Session: "S1", Participant: "P2"}}},
		{"transfer", Message{Transfer: &Transfer{Session: "S1", Participant: "P2"}}},
		{"transferred-to", Message{Transferred: &Transferred{Session: "S1", Former: "P3"}}},
		{"transferred-from", Message{Transferred: &Transferred{Session: "S1", Participant: "P3"}}},
		{"transferred-not", Message{Transferred: &Transferred{Session: "S1", Reason: NotAllowed}}},
		{"welcome-settings", Message{Welcome: &Welcome{Settings: Settings{
			Shape: Multisession, Tabs: []string{TabDesktop, TabTools, TabApplication, TabSession}, Request: RequestView,
			Postpone: true, BusyAt: 3, AwayAfter: 5 * time.Minute,
		}}}},
		{"availability", Message{Availability: &Availability{Is: Away}}},
		{"newer", Message{}},
	}
}

// TestTheWireStaysAsItIs compares with what earlier programs send: old and new
// ones meet. A golden changes only where a field was added.
func TestTheWireStaysAsItIs(t *testing.T) {
	const file = "testdata/messages.txt"
	var got strings.Builder
	for _, c := range messages() {
		b, err := c.m.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		shown, err := cbor.Diagnose(b)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&got, "%s\n%s\n%x\n\n", c.name, shown, b)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("the wire changed; got\n%s\nwant\n%s", got.String(), want)
	}
	lines := strings.Split(string(want), "\n")
	for i, c := range messages() {
		b, err := hex.DecodeString(lines[i*4+2])
		if err != nil {
			t.Fatal(err)
		}
		m, err := Parse(b)
		if err != nil || !reflect.DeepEqual(*m, c.m) {
			t.Errorf("%s: got %+v, %v", c.name, m, err)
		}
	}
}

func TestEveryTruncationIsRefused(t *testing.T) {
	for _, c := range messages() {
		b, err := c.m.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range b {
			if m, err := Parse(b[:i]); !errors.Is(err, ErrMessage) {
				t.Errorf("%s: %d of %d bytes gave %+v, %v", c.name, i, len(b), m, err)
			}
		}
		if _, err := Parse(append(b, 0)); !errors.Is(err, ErrMessage) {
			t.Errorf("%s: a byte too many gave %v", c.name, err)
		}
	}
}

func TestWhatNoHonestPeerSendsIsRefused(t *testing.T) {
	good := Offer{Protocol: 1, Fingerprint: make([]byte, 32)}
	with := func(change func(*Offer)) Message {
		o := good
		change(&o)
		return Message{Join: &Join{Number: "123456789", Name: "Bob", Offer: o}}
	}
	candidate := func(c ...string) Message { return with(func(o *Offer) { o.Candidates = c }) }
	for name, m := range map[string]Message{
		"two kinds":              {Start: &Start{}, End: &End{Session: "S"}},
		"short fingerprint":      with(func(o *Offer) { o.Fingerprint = o.Fingerprint[:31] }),
		"long fingerprint":       with(func(o *Offer) { o.Fingerprint = make([]byte, 33) }),
		"no fingerprint":         with(func(o *Offer) { o.Fingerprint = nil }),
		"many candidates":        candidate(strings.Split(strings.Repeat("192.0.2.1:1 ", 17), " ")[:17]...),
		"host name":              candidate("example.com:443"),
		"no port":                candidate("192.0.2.1"),
		"port 0":                 candidate("192.0.2.1:0"),
		"nowhere":                candidate("0.0.0.0:50000"),
		"everybody":              candidate("224.0.0.1:50000"),
		"zone to confuse":        candidate("[fe80::1%\x1b[2J]:50000"),
		"long name":              {Join: &Join{Name: strings.Repeat("x", MaxText+1), Offer: good}},
		"line break in a name":   {Join: &Join{Name: "Bob\nAlice", Offer: good}},
		"direction in a name":    {Join: &Join{Name: "Bob\u202egpj", Offer: good}},
		"escape in a number":     {Join: &Join{Number: "\x1b[31m", Offer: good}},
		"break in a technician":  {Joined: &Joined{Technician: "A\x00", Offer: good}},
		"break in a page":        {Started: &Started{Page: "https://a\r\nb"}},
		"long reason":            {Refused: &Refused{Reason: Reason(strings.Repeat("x", 201))}},
		"break in a participant": {Left: &Left{Participant: "\x7f"}},
		"break in who ended":     {End: &End{By: "\u2066"}},
		"break in a language":    {Start: &Start{Lang: "\t"}},
		"break in an answer":     {Answer: &Answer{Session: "\n", Offer: good}},
		"many phrases":           {Phrases: &Phrases{List: slices.Repeat([]string{"x"}, MaxPhrases+1)}},
		"long phrase":            {Welcome: &Welcome{Phrases: []string{strings.Repeat("x", MaxPhrase+1)}}},
		"empty phrase":           {Welcome: &Welcome{Phrases: []string{""}}},
		"escape in a phrase":     {Phrases: &Phrases{List: []string{"\x1b[2J"}}},
		"long notes":             {Notes: &Notes{Session: "S", Text: strings.Repeat("x", MaxNotes+1)}},
		"direction in notes":     {Notes: &Notes{Session: "S", Text: "a\u202eb"}},
		"break in a resume":      {Resume: &Resume{Session: "\n"}},
		"break in an address":    {Invite: &Invite{Session: "S", To: "bob@example.com\r\nBcc: x"}},
		"break in invited":       {Invited: &Invited{To: "\n"}},
		"break in noted":         {Noted: &Noted{Session: "\n"}},
		"break in a knock":       {Knock: &Knock{Address: "\n", Offer: good}},
		"break in an account":    {Knock: &Knock{Account: "\u202e", Offer: good}},
		"break in a joined page": {Joined: &Joined{Page: "\r", Offer: good}},
		"break in who assists":   {Assist: &Assist{Number: "\x1b", Offer: good}},
		"assists from nowhere":   {Assist: &Assist{Number: "123456789"}},
		"break in who waits":     {Wait: &Wait{Participant: "\n"}},
		"break in a transfer":    {Transfer: &Transfer{Participant: "\n"}},
		"break in transferred":   {Transferred: &Transferred{Former: "\n"}},
		"long why not":           {Transferred: &Transferred{Reason: Reason(strings.Repeat("x", 201))}},
	} {
		b, err := m.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(b); !errors.Is(err, ErrMessage) {
			t.Errorf("%s: got %v; want ErrMessage", name, err)
		}
	}
}

func TestRawBytesThatAreNoMessage(t *testing.T) {
	for name, s := range map[string]string{
		"nothing":         "",
		"a number":        "01",
		"a list":          "80",
		"text":            "6161",
		"the same twice":  "a201a001a0",
		"without length":  "bf01a0ff",
		"deep":            strings.Repeat("81", 40) + "01",
		"endless list":    "9b7fffffffffffffff",
		"endless text":    "7b7fffffffffffffff",
		"broken UTF-8":    "a101a10161ff",
		"a map of 65":     "b841" + strings.Repeat("1819", 65),
		"wrong type":      "a10105",
		"negative port":   "a103a303a3012002582000",
		"more than fits":  strings.Repeat("00", MaxMessage+1),
		"garbage":         "deadbeefdeadbeef",
		"HTTP, not CBOR":  hex.EncodeToString([]byte("GET / HTTP/1.1\r\n\r\n")),
		"JSON, not CBOR":  hex.EncodeToString([]byte(`{"start":{}}`)),
		"two in one":      "a101a0a101a0",
		"huge big number": "a101c25821" + strings.Repeat("ff", 33),
	} {
		b, err := hex.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		if m, err := Parse(b); !errors.Is(err, ErrMessage) {
			t.Errorf("%s: got %+v, %v; want ErrMessage", name, m, err)
		}
	}
}

func TestANewerKindIsNoError(t *testing.T) {
	b, err := cbor.Marshal(map[uint64]any{99: map[uint64]any{1: "what is to come"}})
	if err != nil {
		t.Fatal(err)
	}
	if m, err := Parse(b); err != nil || *m != (Message{}) {
		t.Errorf("got %+v, %v", m, err)
	}
	b, err = cbor.Marshal(map[uint64]any{8: map[uint64]any{1: "S1", 77: "a newer field"}})
	if err != nil {
		t.Fatal(err)
	}
	if m, err := Parse(b); err != nil || m.End == nil || m.End.Session != "S1" {
		t.Errorf("got %+v, %v", m, err)
	}
}

// TestEveryKindIsChecked fails when a kind is added and not named in set.
func TestEveryKindIsChecked(t *testing.T) {
	v := reflect.TypeFor[Message]()
	for i := range v.NumField() {
		var m Message
		reflect.ValueOf(&m).Elem().Field(i).Set(reflect.New(v.Field(i).Type.Elem()))
		if len(m.set()) != 1 {
			t.Errorf("%s is not in set", v.Field(i).Name)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range messages() {
		b, err := c.m.Append(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Parse(b)
		if err != nil {
			if !errors.Is(err, ErrMessage) {
				t.Fatalf("got %v; want ErrMessage", err)
			}
			return
		}
		again, err := m.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Parse(again)
		if len(again) <= MaxMessage && (err != nil || !reflect.DeepEqual(m.set(), back.set())) {
			t.Fatalf("got %+v, %v; want %+v", back, err, m)
		}
	})
}
