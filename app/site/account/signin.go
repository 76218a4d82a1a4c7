package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"tandem/app/site/limit"
	"tandem/store"
)

// tokenLife is how long a token signs in.
const tokenLife = 12 * time.Hour

// busyRetry is how long to wait when too many sign in at once.
const busyRetry = 2 * time.Second

// token is what the store keeps of a token, under its hash.
type token struct {
	Account string    `json:"account"`
	Stamp   string    `json:"stamp"`
	Expires time.Time `json:"expires"`
}

// SignIn returns a token for the right name and password. It returns ErrWrong
// or a *SlowDownError where that is the reason. address is the network
// address that asks, as limit.Address has it.
func (as *Accounts) SignIn(ctx context.Context, name, password, address string) (string, Account, error) {
	name = strings.ToLower(name)
	if len(name) > maxName || len(password) > maxPassword {
		name, password = "", "" // as wrong as any other, and as costly
	}
	tries := []limit.Try{{At: as.byBoth, Key: name + " " + address}, {At: as.byAddress, Key: address}, {At: as.byName, Key: name}}
	if wait := limit.TakeAll(tries...); wait > 0 {
		return "", Account{}, &SlowDownError{wait}
	}
	r, _, err := as.get(ctx, name)
	if errors.Is(err, ErrUnknown) {
		r, err = record{Hash: as.hasher.nobody()}, nil
	}
	if err != nil {
		limit.GiveAll(tries...)
		return "", Account{}, err
	}
	ok, err := as.hasher.verify(ctx, r.Hash, password)
	if errors.Is(err, errBusy) {
		limit.GiveAll(tries...)
		return "", Account{}, &SlowDownError{busyRetry}
	}
	if err != nil {
		return "", Account{}, err
	}
	if !ok {
		return "", Account{}, ErrWrong
	}
	limit.GiveAll(tries...)
	t, err := as.issue(ctx, r)
	return t, r.Account, err
}

// Issue returns a token of an account without its password, for the program
// that the site is a part of.
func (as *Accounts) Issue(ctx context.Context, name string) (string, error) {
	r, _, err := as.get(ctx, strings.ToLower(name))
	if err != nil {
		return "", err
	}
	return as.issue(ctx, r)
}

// A Grant is what a valid token stands for.
type Grant struct {
	Account
	stamp string
}

// Token returns what a token stands for, or ErrToken.
func (as *Accounts) Token(ctx context.Context, t string) (Grant, error) {
	sum := sha256.Sum256([]byte(t))
	p, err := as.store.Get(ctx, tokenKey(hex.EncodeToString(sum[:])))
	if errors.Is(err, store.ErrNotFound) {
		return Grant{}, ErrToken
	}
	if err != nil {
		return Grant{}, err
	}
	var tok token
	if err := json.Unmarshal(p.Value, &tok); err != nil {
		return Grant{}, fmt.Errorf("account: read token: %w", err)
	}
	if !as.now().Before(tok.Expires) {
		return Grant{}, ErrToken
	}
	r, _, err := as.get(ctx, tok.Account)
	if errors.Is(err, ErrUnknown) || err == nil && r.Stamp != tok.Stamp {
		return Grant{}, ErrToken
	}
	return Grant{Account: r.Account, stamp: r.Stamp}, err
}

// Renew returns the account of a grant as it is now, or ErrToken when the grant
// was voided by a new password or the end of its account. Age does not count:
// whoever is in a session stays in it.
func (as *Accounts) Renew(ctx context.Context, g Grant) (Account, error) {
	r, _, err := as.get(ctx, g.Name)
	if errors.Is(err, ErrUnknown) || err == nil && r.Stamp != g.stamp {
		return Account{}, ErrToken
	}
	return r.Account, err
}

// Sweep forgets the tokens that are too old.
func (as *Accounts) Sweep(ctx context.Context) error {
	pairs, err := as.store.Range(ctx, tokenKey(""), 0)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		var tok token
		if err := json.Unmarshal(p.Value, &tok); err == nil && as.now().Before(tok.Expires) {
			continue
		}
		if err := as.store.Txn(ctx, store.Txn{Then: []store.Change{{Key: p.Key, Delete: true}}}); err != nil {
			return err
		}
	}
	return nil
}

func (as *Accounts) issue(ctx context.Context, r record) (string, error) {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails
	t := base64.RawURLEncoding.EncodeToString(secret[:])
	sum := sha256.Sum256([]byte(t))
	b, err := json.Marshal(token{Account: r.Name, Stamp: r.Stamp, Expires: as.now().Add(tokenLife).UTC()})
	if err != nil {
		return "", fmt.Errorf("account: write token: %w", err)
	}
	err = as.store.Txn(ctx, store.Txn{Then: []store.Change{{Key: tokenKey(hex.EncodeToString(sum[:])), Value: b}}})
	return t, err
}

func tokenKey(sum string) string { return "token/" + sum }
