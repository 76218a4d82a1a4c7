package ledger

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"sync"
	"time"

	"tandem/app/site/limit"
	"tandem/store"
)

// Times of a number.
const (
	Unused   = time.Hour      // until a number that nobody uses is void
	Remember = 24 * time.Hour // how long a void number is known as such
)

// MaxLive is how many sessions an account may have at once, MaxInside how many
// customers may be in one or ask to be, MaxAssistants how many technicians may
// assist in one or ask to.
const (
	MaxLive       = 100
	MaxInside     = 8
	MaxAssistants = 8
)

// Errors that callers test for.
var (
	ErrWrongNumber = errors.New("ledger: no such number")
	ErrInUse       = errors.New("ledger: as many are in with this number as may be")
	ErrEnded       = errors.New("ledger: the session has ended")
	ErrTooMany     = errors.New("ledger: too many sessions of one account")
)

// A SlowDownError means that there were too many wrong numbers.
type SlowDownError struct{ Retry time.Duration }

// Error implements error.
func (e *SlowDownError) Error() string {
	return fmt.Sprintf("ledger: too many attempts, wait %v", e.Retry)
}

// A Ledger keeps sessions. Use New. Its methods may be called from many goroutines.
type Ledger struct {
	store store.Store
	now   func() time.Time

	byAddress, byAll, bySession *limit.Limiter

	mu      sync.Mutex          // held while the store writes, so that it writes in order
	live    map[string]*session // guarded by mu; by ID
	numbers map[string]*session // guarded by mu
}

type session struct {
	Record
	inside  map[string]bool // the customers who are in or ask to be, by participant
	expires time.Time       // counts while nobody is inside
	// assisting are the technicians who are in beside the first or ask to be.
	assisting map[string]bool
}

// New returns the ledger that s keeps. Call Recover before anything else.
func New(s store.Store, now func() time.Time) *Ledger {
	return &Ledger{
		store: s, now: now, live: map[string]*session{}, numbers: map[string]*session{},
		byAddress: limit.New(limit.Rate{Tries: 5, Per: time.Minute}, 10_000, now),
		byAll:     limit.New(limit.Rate{Tries: 100, Per: time.Minute}, 1, now),
		bySession: limit.New(limit.Rate{Tries: 10, Per: time.Minute}, 10_000, now),
	}
}

// Start is StartWithin MaxLive.
func (l *Ledger) Start(ctx context.Context, technician string) (Record, time.Time, error) {
	return l.StartWithin(ctx, technician, MaxLive)
}

// StartWithin makes a session of an account, unless it has most of them, and
// returns its record and when its number is void. Nothing was made if there is
// an error.
func (l *Ledger) StartWithin(ctx context.Context, technician string, most int) (Record, time.Time, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	have := 0
	for _, s := range l.live {
		if s.Technician == technician {
			have++
		}
	}
	if have >= most {
		return Record{}, time.Time{}, ErrTooMany
	}
	now := l.now().UTC()
	s := &session{
		Record:  Record{ID: rand.Text(), Technician: technician, Started: now},
		expires: now.Add(Unused), inside: map[string]bool{}, assisting: map[string]bool{},
	}
	for {
		n, err := newNumber()
		if err != nil {
			return Record{}, time.Time{}, err
		}
		s.Number = n
		// Unless the number is live or remembered. Then another one.
		if err := l.insert(ctx, s); err == nil {
			break
		} else if !errors.Is(err, store.ErrConflict) {
			return Record{}, time.Time{}, err
		}
	}
	l.live[s.ID], l.numbers[s.Number] = s, s
	return s.Record, s.expires, nil
}

func (l *Ledger) insert(ctx context.Context, s *session) error {
	n, err := put(numberKey(s.Number), number{Session: s.ID})
	if err != nil {
		return err
	}
	r, err := put(sessionKey(s.ID), s.Record)
	if err != nil {
		return err
	}
	return l.store.Txn(ctx, store.Txn{
		If:   []store.Compare{{Key: numberKey(s.Number), Rev: 0}},
		Then: []store.Change{n, r, {Key: liveKey(s.ID), Value: []byte(s.Number)}},
	})
}

// Admit notes that a participant was let in. Unknown ones are ignored: they
// have just gone.
func (l *Ledger) Admit(ctx context.Context, id, participant string) error {
	return l.change(ctx, id, participant, func(s *session, p *Participant) { p.Joined = l.now().UTC() })
}

// Leave notes that a participant has gone, so that there is room again.
func (l *Ledger) Leave(ctx context.Context, id, participant string) error {
	return l.change(ctx, id, participant, func(s *session, p *Participant) {
		p.Left = l.now().UTC()
		if s.inside[participant] {
			s.expires = l.now().Add(Unused)
		}
		delete(s.inside, participant)
		delete(s.assisting, participant)
	})
}

func (l *Ledger) change(ctx context.Context, id, participant string, f func(*session, *Participant)) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.live[id]
	if s == nil || !s.inside[participant] && !s.assisting[participant] {
		return nil
	}
	i := slices.IndexFunc(s.Participants, func(p Participant) bool { return p.ID == participant })
	if i < 0 {
		f(s, &Participant{}) // one more than are kept
		return nil
	}
	f(s, &s.Participants[i])
	r, err := put(sessionKey(id), s.Record)
	if err != nil {
		return err
	}
	return l.store.Txn(ctx, store.Txn{Then: []store.Change{r}})
}

// End ends a session. It has ended even if there is an error: then the next
// start of the site puts the record right. Ending again is no error.
func (l *Ledger) End(ctx context.Context, id string, how How) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.live[id]
	if s == nil {
		return nil
	}
	delete(l.live, id)
	delete(l.numbers, s.Number)
	return l.close(ctx, s.Record, how)
}

// close stores that a session has ended.
func (l *Ledger) close(ctx context.Context, r Record, how How) error {
	now := l.now().UTC()
	r.Ended, r.How, r.Participants = now, how, slices.Clone(r.Participants)
	for i, p := range r.Participants {
		if p.Left.IsZero() {
			r.Participants[i].Left = now
		}
	}
	n, err := put(numberKey(r.Number), number{Session: r.ID, Ended: now})
	if err != nil {
		return err
	}
	s, err := put(sessionKey(r.ID), r)
	if err != nil {
		return err
	}
	return l.store.Txn(ctx, store.Txn{Then: []store.Change{n, s, {Key: liveKey(r.ID), Delete: true}}})
}

// Find returns the record of a live session and when its number is void.
func (l *Ledger) Find(id string) (r Record, expires time.Time, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.live[id]
	if s == nil {
		return Record{}, time.Time{}, false
	}
	return s.Record, s.expires, true
}

// Has reports whether an account has a live session.
func (l *Ledger) Has(technician string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range l.live {
		if s.Technician == technician {
			return true
		}
	}
	return false
}

// Live returns how many sessions there are.
func (l *Ledger) Live() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.live)
}

// newNumber returns nine random digits, the first not 0.
func newNumber() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(900_000_000))
	if err != nil {
		return "", fmt.Errorf("ledger: random number: %w", err)
	}
	return strconv.FormatInt(100_000_000+n.Int64(), 10), nil
}
