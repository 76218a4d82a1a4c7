package hosttest

import (
	"context"
	"testing"

	"tandem/app/session"
	"tandem/app/session/roster"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// A Colleague is the computer of another technician, which waits to be dialled.
type Colleague struct {
	roster.Person // as a list has them
	// Technicians receives the technician's side of each session.
	Technicians chan *Technician
}

// NewColleague starts the computer of a technician, until the test ends, which
// lets in the customer's machine with this fingerprint.
func NewColleague(t *testing.T, name string, customer transport.Fingerprint) *Colleague {
	t.Helper()
	id, err := transport.NewIdentity()
	if err != nil {
		t.Fatal(err)
	}
	end, err := quic.NewEndpoint(quic.Config{Identity: id, Urgency: session.Urgency})
	if err != nil {
		t.Fatal(err)
	}
	end.Expect(customer)
	if err := end.Listen(); err != nil {
		t.Fatal(err)
	}
	c := &Colleague{Person: roster.Person{
		ID: id.Fingerprint().String(), Name: name, Role: session.Technician, Here: true, Candidates: end.Candidates(link.MaxCandidates),
	}, Technicians: make(chan *Technician, 4)}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		serve(ctx, end, c.ID, name, "", c.Technicians)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return c
}

// Lists returns the list of a term, in which the technician with this ID leads,
// with the customer's machine as the one that is helped.
func Lists(term uint64, leader string, customer transport.Fingerprint, technicians ...roster.Person) roster.List {
	l := roster.List{Term: term, People: []roster.Person{
		{ID: customer.String(), Name: "Bob", Role: session.Customer, Primary: true, Here: true},
	}}
	for _, p := range technicians {
		p.Primary = p.ID == leader
		l.People = append(l.People, p)
	}
	return l
}
