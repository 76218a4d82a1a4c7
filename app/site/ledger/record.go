package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"tandem/store"
)

// A Record is what is kept of a session. What was said and shown in it went
// from end to end and is not known here.
type Record struct {
	ID           string        `json:"id"`
	Number       string        `json:"number"`
	Technician   string        `json:"technician"` // the name of the account that has it now, or had it last
	Started      time.Time     `json:"started"`
	Ended        time.Time     `json:"ended,omitzero"`
	How          How           `json:"how,omitempty"`
	Participants []Participant `json:"participants,omitempty"` // the first maxParticipants
	Transfers    []Transfer    `json:"transfers,omitempty"`
}

// A Transfer is a change of the technician who has a session.
type Transfer struct {
	At   time.Time `json:"at"`
	From string    `json:"from"` // the names of the accounts
	To   string    `json:"to"`
}

// A Participant is a customer who asked to come in, or a technician who asked to
// assist.
type Participant struct {
	ID      string    `json:"id"`
	Account string    `json:"account,omitempty"` // the technician's; empty for a customer
	Name    string    `json:"name"`
	Address string    `json:"address"`
	Asked   time.Time `json:"asked"`
	Joined  time.Time `json:"joined,omitzero"` // zero: was not let in
	Left    time.Time `json:"left,omitzero"`
}

// had reports whether a technician has, or has had, a part in the session.
func (r *Record) had(account string) bool {
	return r.Technician == account || slices.ContainsFunc(r.Participants, func(p Participant) bool {
		return p.Account == account && !p.Joined.IsZero()
	}) || slices.ContainsFunc(r.Transfers, func(t Transfer) bool { return t.From == account })
}

// How says how a session ended.
type How string

// The ways in which a session ends.
const (
	ByTechnician How = "technician" // the technician ended it
	ByLoss       How = "lost"       // the technician's link broke
	ByTime       How = "expired"    // nobody used the number
	BySite       How = "site"       // the site stopped
)

// maxParticipants bounds a record.
const maxParticipants = 500

// number is what the store keeps of a number.
type number struct {
	Session string    `json:"session"`
	Ended   time.Time `json:"ended,omitzero"`
}

func sessionKey(id string) string { return "session/" + id }
func numberKey(n string) string   { return "number/" + n }
func liveKey(id string) string    { return "live/" + id }

// put returns the change that stores v.
func put(key string, v any) (store.Change, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return store.Change{}, fmt.Errorf("ledger: write %s: %w", key, err)
	}
	return store.Change{Key: key, Value: b}, nil
}

// Records returns the newest records last, all of them.
func (l *Ledger) Records(ctx context.Context) ([]Record, error) {
	pairs, err := l.store.Range(ctx, sessionKey(""), 0)
	if err != nil {
		return nil, err
	}
	records := make([]Record, len(pairs))
	for i, p := range pairs {
		if err := json.Unmarshal(p.Value, &records[i]); err != nil {
			return nil, fmt.Errorf("ledger: read %s: %w", p.Key, err)
		}
	}
	return records, nil
}
