package exchange

import (
	"testing"

	"tandem/app/site/account"
	"tandem/transport/link"
)

func TestNotesAreKeptWithTheRecordAndSeenByNobodyElse(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, cust := r.technician(), r.customer()
		s := tech.start()
		inside(tech, cust, s)
		write := func(m *machine, version uint64, text string) {
			m.send(&link.Message{Notes: &link.Notes{Session: s.Session, Version: version, Text: text}})
		}
		noted := func(version uint64, text string) {
			t.Helper()
			if n := tech.next().Noted; n == nil || n.Session != s.Session || n.Version != version {
				t.Errorf("got %+v; want version %d noted", n, version)
			}
			notes, err := r.ledger.Notes(t.Context(), s.Session)
			if err != nil || len(notes) != 1 || notes[0].Text != text || notes[0].Technician != "alice" {
				t.Errorf("notes %+v, %v; want %q", notes, err, text)
			}
		}
		write(tech, 1, "printer")
		noted(1, "printer")
		write(tech, 3, "printer, driver")
		noted(3, "printer, driver")
		write(tech, 2, "late")
		noted(2, "printer, driver")
		if err := r.accounts.Add(t.Context(), account.Account{Name: "mallory"}, "x"); err != nil {
			t.Fatal(err)
		}
		mallory := r.technicianOf("mallory")
		write(mallory, 9, "mine")
		mallory.quiet()
		cust.quiet()
		tech.send(&link.Message{End: &link.End{Session: s.Session}})
		cust.next()
		write(tech, 4, "solved")
		noted(4, "solved")
	})
}
