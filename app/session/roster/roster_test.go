package roster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session"
	"tandem/app/session/wiretest"
	"tandem/transport"
	"tandem/transport/mem"
)

// id is the fingerprint of a machine called by one letter.
func id(name string) string {
	var fp transport.Fingerprint
	copy(fp[:], bytes.Repeat([]byte(name), len(fp)))
	return fp.String()
}

// of returns the list of a term in which the first of the technicians, each a
// letter, leads, and Bob is the customer.
func of(term uint64, technicians string) List {
	l := List{Term: term}
	for i, t := range strings.Split(technicians, "") {
		l.People = append(l.People, Person{
			ID: id(t), Name: "Technician " + t, Role: session.Technician, Primary: i == 0, Here: true,
			Candidates: []string{"192.0.2.1:5000"}, Participant: "p" + t, Address: "192.0.2.1",
		})
	}
	l.People = append(l.People, Person{ID: id("b"), Name: "Bob", Role: session.Customer, Primary: true, Participant: "pb", Address: "192.0.2.2"})
	return l
}

func TestWhoLeads(t *testing.T) {
	type said struct {
		from string
		list List
	}
	for name, c := range map[string]struct {
		says []said
		want string
		term uint64
	}{
		"whom the site named":                 {nil, "A", 0},
		"who says so themselves":              {[]said{{"A", of(0, "A")}}, "A", 0},
		"nobody by their own word":            {[]said{{"A", of(0, "AC")}, {"C", of(9, "CA")}}, "A", 0},
		"who was named":                       {[]said{{"A", of(0, "AC")}, {"A", of(1, "CA")}}, "C", 1},
		"who was named, and said so before":   {[]said{{"C", of(1, "CA")}, {"A", of(1, "CA")}}, "C", 1},
		"nobody in the same term":             {[]said{{"A", of(1, "A")}, {"A", of(1, "CA")}}, "A", 1},
		"not the former one":                  {[]said{{"A", of(1, "CA")}, {"A", of(2, "AC")}}, "C", 1},
		"the former one, when handed back":    {[]said{{"A", of(1, "CA")}, {"C", of(2, "AC")}}, "A", 2},
		"handed back and said so":             {[]said{{"A", of(1, "CA")}, {"C", of(2, "AC")}, {"A", of(2, "AC")}}, "A", 2},
		"a third one":                         {[]said{{"A", of(1, "CAD")}, {"C", of(2, "DAC")}}, "D", 2},
		"not who was named by one who cannot": {[]said{{"D", of(7, "DA")}, {"C", of(8, "DA")}}, "A", 0},
		"not by an older word":                {[]said{{"A", of(4, "A")}, {"A", of(3, "CA")}}, "A", 4},
		"round and round":                     {[]said{{"C", of(1, "AC")}, {"A", of(1, "CA")}}, "C", 1},
	} {
		var f Following
		f.Lead(id("A"), 0)
		for _, s := range c.says {
			f.Hear(id(s.from), s.list)
		}
		if got, term := f.Leader(); got != id(c.want) || term != c.term {
			t.Errorf("%s: %.2s leads in term %d; want %s in %d", name, got, term, c.want, c.term)
		}
	}
}

func TestTheSitesWordBeginsAnew(t *testing.T) {
	var f Following
	f.Lead(id("A"), 0)
	f.Hear(id("A"), of(1, "CA")) // A hands over to C, and is then cut off
	f.Lead(id("A"), 0)           // C has handed back meanwhile
	if got, _ := f.Leader(); got != id("A") {
		t.Errorf("%.2s leads; want A, whose old word does not count", got)
	}
	if got, l := f.Hear(id("A"), of(2, "AC")); got != id("A") || l.Term != 2 {
		t.Errorf("%.2s leads by %+v; want A", got, l)
	}
}

func TestManyWhoSpeakTakeNoMemory(t *testing.T) {
	var f Following
	f.Lead(id("A"), 0)
	for i := range 1000 {
		f.Hear(fmt.Sprint(i), of(1, "A"))
	}
	if len(f.heard) > 2*MaxPeople {
		t.Errorf("%d lists are kept", len(f.heard))
	}
}

func TestTellAndHear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		var v session.Value[List]
		var heard []List
		ctx, cancel := context.WithCancel(t.Context())
		ch, err := a.Open(ctx, Name, transport.Ordered)
		if err != nil {
			t.Fatal(err)
		}
		_, in, err := b.Accept(ctx)
		if err != nil {
			t.Fatal(err)
		}
		ends := make(chan error, 2)
		go func() { ends <- Tell(ctx, ch, &v, List.ForCustomers) }()
		go func() { ends <- (&Listener{Heard: func(l List) { heard = append(heard, l) }}).Serve(ctx, in) }()
		synctest.Wait()
		for n := range 2 {
			if len(heard) != n {
				t.Fatalf("heard %+v; want %d lists", heard, n)
			}
			v.Set(of(uint64(n), "AC"))
			synctest.Wait()
		}
		for _, p := range heard[1].People {
			if p.Participant != "" || p.Address != "" || p.Role == session.Customer && p.Candidates != nil {
				t.Errorf("a customer is told %+v", p)
			}
		}
		cancel()
		_, _ = <-ends, <-ends
	})
}

// lists has one of each kind, by name.
func lists() map[string]List {
	return map[string]List{"alone": of(0, "A"), "many": of(3, "ACD"), "customers": of(1, "AC").ForCustomers()}
}

func TestWire(t *testing.T) {
	goldens := map[string][]byte{}
	for name, l := range lists() {
		b, err := encode(l)
		if err != nil {
			t.Fatal(err)
		}
		goldens[name] = b
		if got, ok, err := parse(b); err != nil || !ok || !reflect.DeepEqual(got, l) {
			t.Errorf("%s: got %+v, %v, %v; want %+v", name, got, ok, err, l)
		}
		for i := range b {
			if _, _, err := parse(b[:i]); !errors.Is(err, ErrMessage) {
				t.Fatalf("%s: %d of %d bytes gave %v", name, i, len(b), err)
			}
		}
	}
	wiretest.Golden(t, goldens)
	newer, err := cbor.Marshal(map[uint64]any{9: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok, err := parse(newer); ok || err != nil {
		t.Errorf("a newer kind: %v, %v; want it skipped", ok, err)
	}
}

func TestWhatNoHonestMachineSendsIsRefused(t *testing.T) {
	with := func(change func(*List)) List {
		l := of(1, "AC")
		change(&l)
		return l
	}
	for name, l := range map[string]List{
		"nobody":                 {},
		"two who lead":           with(func(l *List) { l.People[1].Primary = true }),
		"nobody who leads":       with(func(l *List) { l.People[0].Primary = false }),
		"two primary customers":  with(func(l *List) { l.People = append(l.People, Person{ID: id("e"), Role: session.Customer, Primary: true}) }),
		"the same one twice":     with(func(l *List) { l.People = append(l.People, l.People[1]) }),
		"another role":           with(func(l *List) { l.People[1].Role = 7 }),
		"direction in a name":    with(func(l *List) { l.People[1].Name = "Bob\u202egpj" }),
		"long name":              with(func(l *List) { l.People[1].Name = strings.Repeat("x", 300) }),
		"break in an address":    with(func(l *List) { l.People[1].Address = "\n" }),
		"break in a participant": with(func(l *List) { l.People[1].Participant = "\n" }),
		"nowhere to dial":        with(func(l *List) { l.People[1].Candidates = []string{"example.com:1"} }),
		"too many to dial":       with(func(l *List) { l.People[1].Candidates = strings.Split(strings.Repeat("192.0.2.1:1 ", 17), " ")[:17] }),
		"too many": with(func(l *List) {
			for i := range MaxPeople {
				var fp transport.Fingerprint
				fp[0] = byte(i)
				l.People = append(l.People, Person{ID: fp.String(), Role: session.Customer})
			}
		}),
	} {
		b, err := encode(l)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := parse(b); !errors.Is(err, ErrMessage) {
			t.Errorf("%s: %v; want ErrMessage", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, l := range lists() {
		b, err := encode(l)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		l, ok, err := parse(b)
		if err != nil {
			if !errors.Is(err, ErrMessage) {
				t.Fatalf("got %v; want ErrMessage", err)
			}
			return
		}
		if !ok {
			return
		}
		again, err := encode(l)
		if err != nil {
			t.Fatal(err)
		}
		back, _, err := parse(again)
		if err != nil || len(back.People) != len(l.People) || back.Term != l.Term {
			t.Fatalf("got %+v, %v; want %+v", back, err, l)
		}
	})
}
