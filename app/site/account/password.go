package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime/debug"

	"golang.org/x/crypto/argon2"
)

// What a hash costs. Both are part of what is stored, so that they can grow.
const (
	memoryKiB = 64 << 10
	passes    = 3
	lanes     = 2
	hashLen   = 32
	saltLen   = 16
)

// How many hashes are computed at once, and how many may wait.
const (
	maxHashing = 2
	maxWaiting = 32
)

var errBusy = errors.New("account: too many sign-ins at once")

// A hasher computes hashes, a few at a time.
type hasher struct {
	cost params        // of new hashes; tests make it small
	line chan struct{} // holds a place for each that computes or waits
	work chan struct{} // holds a place for each that computes
}

func newHasher() *hasher {
	return &hasher{
		cost: params{memory: memoryKiB, passes: passes, lanes: lanes},
		line: make(chan struct{}, maxHashing+maxWaiting), work: make(chan struct{}, maxHashing),
	}
}

// key computes argon2id. It returns errBusy at once if too many wait already.
func (h *hasher) key(ctx context.Context, password string, salt []byte, p params) ([]byte, error) {
	select {
	case h.line <- struct{}{}:
		defer func() { <-h.line }()
	default:
		return nil, errBusy
	}
	select {
	case h.work <- struct{}{}:
		defer func() { <-h.work }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	key := argon2.IDKey([]byte(password), salt, p.passes, p.memory, p.lanes, hashLen)
	if len(h.line) == 1 { // nobody else: a site that idles need not keep 64 MiB
		debug.FreeOSMemory()
	}
	return key, nil
}

type params struct {
	memory, passes uint32
	lanes          uint8
}

// hash returns what to store of a password, in the form of the reference
// implementation: $argon2id$v=19$m=65536,t=3,p=2$salt$hash.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // never fails
	key, err := h.key(ctx, password, salt, h.cost)
	if err != nil {
		return "", err
	}
	return h.format(salt, key), nil
}

// nobody returns the hash of an unknown name, which costs what others cost. No
// password has it: its 32 bytes are zero.
func (h *hasher) nobody() string { return h.format(make([]byte, saltLen), make([]byte, hashLen)) }

func (h *hasher) format(salt, key []byte) string {
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		h.cost.memory, h.cost.passes, h.cost.lanes, enc.EncodeToString(salt), enc.EncodeToString(key))
}

// verify reports whether the password is the one that was hashed.
func (h *hasher) verify(ctx context.Context, hash, password string) (bool, error) {
	p, salt, want, err := parse(hash)
	if err != nil {
		return false, err
	}
	got, err := h.key(ctx, password, salt, p)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

func parse(hash string) (p params, salt, key []byte, err error) {
	var v int
	var s, k string
	n, err := fmt.Sscanf(hash, "$argon2id$v=%d$m=%d,t=%d,p=%d$%22s$%43s", &v, &p.memory, &p.passes, &p.lanes, &s, &k)
	if err != nil || n != 6 || v != argon2.Version || p.memory > 1<<20 || p.passes == 0 || p.passes > 10 || p.lanes == 0 {
		return p, nil, nil, errors.New("account: unknown kind of hash")
	}
	if salt, err = base64.RawStdEncoding.DecodeString(s); err != nil {
		return p, nil, nil, fmt.Errorf("account: salt: %w", err)
	}
	if key, err = base64.RawStdEncoding.DecodeString(k); err != nil || len(key) != hashLen {
		return p, nil, nil, errors.New("account: unknown kind of hash")
	}
	return p, salt, key, nil
}
