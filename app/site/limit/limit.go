// Package limit slows down those who try too often: a bucket of tries for each
// key, such as an address or an account, that fills again with time.
//
// # Decisions
//
// A try is taken before it is known whether it is wrong, and given back when
// it was right. Counting only wrong ones afterwards would let a thousand that
// are sent at once all pass.
//
// The number of buckets is bounded, so that many addresses cannot fill the
// memory. The one that was used longest ago goes first; those who have that
// many addresses are met by a bucket that all of them share.
package limit

import (
	"container/list"
	"net/netip"
	"sync"
	"time"
)

// A Rate is how many tries a key has at first, and how long until it has all
// of them again.
type Rate struct {
	Tries int
	Per   time.Duration
}

// A Limiter has a bucket for each key. Use New. Its methods may be called from
// many goroutines.
type Limiter struct {
	rate Rate
	max  int
	now  func() time.Time

	mu      sync.Mutex
	buckets map[string]*list.Element // guarded by mu; the values are *bucket
	used    list.List                // guarded by mu; the last used in front
}

type bucket struct {
	key  string
	have float64
	at   time.Time
}

// New returns a Limiter of at most max buckets.
func New(rate Rate, max int, now func() time.Time) *Limiter {
	return &Limiter{rate: rate, max: max, now: now, buckets: map[string]*list.Element{}}
}

// Take takes a try of key. If there is none it returns how long until there is
// one, else 0.
func (l *Limiter) Take(key string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(key)
	wait := l.wait(b)
	if wait == 0 {
		b.have--
	}
	return wait
}

// Wait is as Take, and takes nothing.
func (l *Limiter) Wait(key string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.wait(l.bucket(key))
}

func (l *Limiter) wait(b *bucket) time.Duration {
	if b.have >= 1 {
		return 0
	}
	wait := time.Duration((1 - b.have) * float64(l.rate.Per) / float64(l.rate.Tries))
	return max(wait, time.Millisecond) // never 0, which would mean yes
}

// Give gives a try back, because it was a right one.
func (l *Limiter) Give(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(key)
	b.have = min(b.have+1, float64(l.rate.Tries))
}

// A Try is a key at a Limiter.
type Try struct {
	At  *Limiter
	Key string
}

// Wait returns how long until there is one of each, and takes none.
func Wait(tries ...Try) (longest time.Duration) {
	for _, t := range tries {
		longest = max(longest, t.At.Wait(t.Key))
	}
	return longest
}

// TakeAll takes one of each, or none and returns how long to wait.
func TakeAll(tries ...Try) time.Duration {
	for i, t := range tries {
		if wait := t.At.Take(t.Key); wait > 0 {
			GiveAll(tries[:i]...)
			return wait
		}
	}
	return 0
}

// GiveAll gives one of each back.
func GiveAll(tries ...Try) {
	for _, t := range tries {
		t.At.Give(t.Key)
	}
}

// bucket returns the bucket of key as it is now. It is called with mu held.
func (l *Limiter) bucket(key string) *bucket {
	now := l.now()
	if e, ok := l.buckets[key]; ok {
		l.used.MoveToFront(e)
		b := e.Value.(*bucket)
		if gone := now.Sub(b.at); gone > 0 {
			b.have = min(b.have+float64(l.rate.Tries)*float64(gone)/float64(l.rate.Per), float64(l.rate.Tries))
			b.at = now
		}
		return b
	}
	if len(l.buckets) >= l.max {
		oldest := l.used.Back()
		delete(l.buckets, l.used.Remove(oldest).(*bucket).key)
	}
	b := &bucket{key: key, have: float64(l.rate.Tries), at: now}
	l.buckets[key] = l.used.PushFront(b)
	return b
}

// Address returns the key of the network address in "ip:port" or "ip": the
// address, or for IPv6 its /64, which is what one line usually has to itself.
func Address(s string) string {
	ip := IP(s)
	if ip.Is6() {
		if p, err := ip.Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip.String()
}

// IP returns the address in "ip:port" or "ip", without zone and not as IPv6 if
// it is an IPv4 one; the zero Addr if there is none.
func IP(s string) netip.Addr {
	if ap, err := netip.ParseAddrPort(s); err == nil {
		return ap.Addr().Unmap().WithZone("")
	}
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Addr{}
	}
	return ip.Unmap().WithZone("")
}
