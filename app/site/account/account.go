package account

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"tandem/app/site/limit"
	"tandem/store"
	"tandem/transport/link"
)

// Errors that callers test for.
var (
	ErrName     = errors.New("account: a name is 1 to 64 of a-z, 0-9, '.', '-', '_' and '@'")
	ErrPassword = errors.New("account: a password has 1 to 1024 bytes")
	ErrExists   = errors.New("account: this name is taken")
	ErrUnknown  = errors.New("account: nobody has this name")
	// ErrSettings means that there is no such setting.
	ErrSettings = errors.New("account: no such setting")
	// ErrWrong is the answer to a wrong name as to a wrong password.
	ErrWrong = errors.New("account: wrong name or password")
	// ErrToken means that a token was never given out, is too old, or was voided.
	ErrToken = errors.New("account: no valid token")
)

// A SlowDownError means that there were too many attempts.
type SlowDownError struct{ Retry time.Duration }

// Error implements error.
func (e *SlowDownError) Error() string {
	return fmt.Sprintf("account: too many attempts, wait %v", e.Retry)
}

// An Account is a technician's.
type Account struct {
	Name    string    `json:"name"`              // what they sign in with, in lower case
	Display string    `json:"display,omitempty"` // what others see; Name if empty
	Admin   bool      `json:"admin,omitempty"`
	Created time.Time `json:"created"`
	Single  bool      `json:"single,omitempty"`  // one session at a time
	Phrases []string  `json:"phrases,omitempty"` // canned ones for the chat, as link.CheckPhrases allows
	// Settings are of the Console, as link.Settings.Check allows.
	Settings link.Settings `json:"settings,omitzero"`
}

// Shown returns the name that others see.
func (a Account) Shown() string { return cmp.Or(a.Display, a.Name) }

// record is what the store keeps of an account.
type record struct {
	Account
	Hash  string `json:"hash"`
	Stamp string `json:"stamp"` // another one with every password
}

// Accounts are the accounts of a site. Use New. Its methods may be called from
// many goroutines.
type Accounts struct {
	store  store.Store
	now    func() time.Time
	hasher *hasher

	byBoth, byAddress, byName *limit.Limiter
}

// New returns the accounts that s keeps.
func New(s store.Store, now func() time.Time) *Accounts {
	return &Accounts{
		store: s, now: now, hasher: newHasher(),
		byBoth:    limit.New(limit.Rate{Tries: 5, Per: time.Minute}, 10_000, now),
		byAddress: limit.New(limit.Rate{Tries: 20, Per: time.Minute}, 10_000, now),
		byName:    limit.New(limit.Rate{Tries: 60, Per: time.Minute}, 10_000, now),
	}
}

// Add makes a new account. It returns ErrName, ErrPassword, ErrSettings or
// ErrExists where that is the reason.
func (as *Accounts) Add(ctx context.Context, a Account, password string) error {
	a.Name, a.Created = strings.ToLower(a.Name), as.now().UTC()
	if !validName(a.Name) || link.CheckText(a.Display) != nil {
		return ErrName
	}
	if err := a.Settings.Check(); err != nil {
		return fmt.Errorf("%w: %w", ErrSettings, err)
	}
	r, err := as.sealed(ctx, a, password)
	if err != nil {
		return err
	}
	if err := as.put(ctx, r, 0); errors.Is(err, store.ErrConflict) {
		return ErrExists
	} else if err != nil {
		return err
	}
	return nil
}

// SetPassword gives an account another password and voids its tokens.
func (as *Accounts) SetPassword(ctx context.Context, name, password string) error {
	old, rev, err := as.get(ctx, strings.ToLower(name))
	if err != nil {
		return err
	}
	r, err := as.sealed(ctx, old.Account, password)
	if err != nil {
		return err
	}
	return as.put(ctx, r, rev)
}

// Change changes what f changes of an account but its name. It returns
// ErrUnknown, ErrSettings, or store.ErrConflict when somebody else was quicker.
func (as *Accounts) Change(ctx context.Context, name string, f func(*Account)) (Account, error) {
	r, rev, err := as.get(ctx, strings.ToLower(name))
	if err != nil {
		return Account{}, err
	}
	same := r.Name
	f(&r.Account)
	r.Name = same
	if err := r.Settings.Check(); err != nil {
		return Account{}, fmt.Errorf("%w: %w", ErrSettings, err)
	}
	return r.Account, as.put(ctx, r, rev)
}

// Remove removes an account and voids its tokens.
func (as *Accounts) Remove(ctx context.Context, name string) error {
	r, rev, err := as.get(ctx, strings.ToLower(name))
	if err != nil {
		return err
	}
	return as.store.Txn(ctx, store.Txn{
		If:   []store.Compare{{Key: key(r.Name), Rev: rev}},
		Then: []store.Change{{Key: key(r.Name), Delete: true}},
	})
}

// List returns all accounts, by name.
func (as *Accounts) List(ctx context.Context) ([]Account, error) {
	pairs, err := as.store.Range(ctx, key(""), 0)
	if err != nil {
		return nil, err
	}
	list := make([]Account, 0, len(pairs))
	for _, p := range pairs {
		var r record
		if err := json.Unmarshal(p.Value, &r); err != nil {
			return nil, fmt.Errorf("account: read %s: %w", p.Key, err)
		}
		list = append(list, r.Account)
	}
	return list, nil
}

// Get returns the account of a name, or ErrUnknown.
func (as *Accounts) Get(ctx context.Context, name string) (Account, error) {
	r, _, err := as.get(ctx, strings.ToLower(name))
	return r.Account, err
}

// sealed returns the record of an account with this password.
func (as *Accounts) sealed(ctx context.Context, a Account, password string) (record, error) {
	if password == "" || len(password) > maxPassword {
		return record{}, ErrPassword
	}
	hash, err := as.hasher.hash(ctx, password)
	return record{Account: a, Hash: hash, Stamp: rand.Text()}, err
}

func (as *Accounts) get(ctx context.Context, name string) (record, uint64, error) {
	if !validName(name) {
		return record{}, 0, ErrUnknown
	}
	p, err := as.store.Get(ctx, key(name))
	if errors.Is(err, store.ErrNotFound) {
		return record{}, 0, ErrUnknown
	}
	if err != nil {
		return record{}, 0, err
	}
	var r record
	if err := json.Unmarshal(p.Value, &r); err != nil {
		return record{}, 0, fmt.Errorf("account: read %s: %w", p.Key, err)
	}
	return r, p.Rev, nil
}

func (as *Accounts) put(ctx context.Context, r record, rev uint64) error {
	b, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("account: write: %w", err)
	}
	return as.store.Txn(ctx, store.Txn{
		If:   []store.Compare{{Key: key(r.Name), Rev: rev}},
		Then: []store.Change{{Key: key(r.Name), Value: b}},
	})
}

func key(name string) string { return "account/" + name }

// maxName and maxPassword bound what is looked up and hashed, in bytes.
const (
	maxName     = 64
	maxPassword = 1024
)

func validName(name string) bool {
	for _, r := range name {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune(".-_@", r)) {
			return false
		}
	}
	return name != "" && len(name) <= maxName
}
