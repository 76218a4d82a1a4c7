package roster

import (
	"errors"
	"fmt"

	"tandem/app/session"
	"tandem/transport"
	"tandem/transport/link"
)

// MaxPeople is how many a list may hold.
const MaxPeople = 32

// A Person is one in a session.
type Person struct {
	ID   string // the fingerprint of their machine's certificate, in hexadecimal
	Name string // a technician's as the site has verified it, a customer's own word
	Role session.Role
	// Primary marks the technician who leads, and the customer who is asked.
	Primary bool
	Here    bool // their machine is connected to that of the technician who leads
	// Candidates are the addresses of a technician's machine, for others to dial it.
	Candidates []string
	// Participant is what the site calls them, and Address where it sees them;
	// told to technicians alone.
	Participant, Address string
}

// A List is who is in a session, in the order of their coming. It is immutable.
type List struct {
	// Term counts how often the session was handed over.
	Term   uint64
	People []Person
}

// Person returns who has an ID.
func (l List) Person(id string) (Person, bool) {
	for _, p := range l.People {
		if p.ID == id {
			return p, true
		}
	}
	return Person{}, false
}

// Primary returns who is primary in a role; false for nobody.
func (l List) Primary(r session.Role) (Person, bool) {
	for _, p := range l.People {
		if p.Role == r && p.Primary {
			return p, true
		}
	}
	return Person{}, false
}

// ForCustomers returns what customers' machines are told: nothing of where
// anybody else than a technician is.
func (l List) ForCustomers() List {
	cut := List{Term: l.Term}
	for _, p := range l.People {
		p.Participant, p.Address = "", ""
		if p.Role == session.Customer {
			p.Candidates = nil
		}
		cut.People = append(cut.People, p)
	}
	return cut
}

// check reports the first thing in l that no honest machine sends.
func (l List) check() error {
	if len(l.People) > MaxPeople {
		return fmt.Errorf("%d people", len(l.People))
	}
	seen, primary := map[string]bool{}, map[session.Role]int{}
	for _, p := range l.People {
		if err := p.check(); err != nil {
			return err
		}
		if seen[p.ID] {
			return errors.New("somebody is in the list twice")
		}
		seen[p.ID] = true
		if p.Primary {
			primary[p.Role]++
		}
	}
	if primary[session.Technician] != 1 || primary[session.Customer] > 1 {
		return fmt.Errorf("%d technicians and %d customers are primary", primary[session.Technician], primary[session.Customer])
	}
	return nil
}

func (p Person) check() error {
	fp, err := transport.DecodeFingerprint(p.ID)
	if err != nil {
		return err
	}
	if p.Role != session.Technician && p.Role != session.Customer {
		return fmt.Errorf("role %d", p.Role)
	}
	for _, t := range []string{p.Name, p.Participant, p.Address} {
		if err := link.CheckText(t); err != nil {
			return err
		}
	}
	return (&link.Offer{Fingerprint: fp[:], Candidates: p.Candidates}).Check()
}
