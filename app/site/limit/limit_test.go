package limit

import (
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sync/errgroup"
)

func TestTriesComeBackWithTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New(Rate{Tries: 5, Per: time.Minute}, 10, time.Now)
		for i := range 5 {
			if wait := l.Take("a"); wait != 0 {
				t.Fatalf("try %d: wait %v", i, wait)
			}
		}
		if wait := l.Take("a"); wait <= 11*time.Second || wait > 12*time.Second {
			t.Errorf("sixth: wait %v; want 12s", wait)
		}
		if wait := l.Take("b"); wait != 0 {
			t.Errorf("another key: wait %v", wait)
		}
		<-time.After(l.Take("a"))
		if wait := l.Take("a"); wait != 0 {
			t.Errorf("after waiting as told: wait %v", wait)
		}
		<-time.After(time.Hour)
		for i := range 6 {
			if wait := l.Take("a"); (wait == 0) != (i < 5) {
				t.Errorf("after an hour, try %d: wait %v", i, wait)
			}
		}
	})
}

func TestRightTriesAreGivenBack(t *testing.T) {
	now := time.Now()
	l := New(Rate{Tries: 2, Per: time.Minute}, 10, func() time.Time { return now })
	for range 100 {
		if wait := l.Take("a"); wait != 0 {
			t.Fatalf("wait %v", wait)
		}
		l.Give("a")
	}
	l.Give("a") // not more than there can be
	for i := range 3 {
		if wait := l.Take("a"); (wait == 0) != (i < 2) {
			t.Errorf("try %d: wait %v", i, wait)
		}
	}
}

func TestAllOrNone(t *testing.T) {
	now := time.Now()
	clock := func() time.Time { return now }
	wide, narrow := New(Rate{Tries: 2, Per: time.Minute}, 1, clock), New(Rate{Tries: 1, Per: time.Minute}, 1, clock)
	tries := []Try{{wide, ""}, {narrow, ""}}
	for range 5 {
		if wait := Wait(tries...); wait != 0 {
			t.Fatalf("wait %v, though nothing was taken", wait)
		}
	}
	if wait := TakeAll(tries...); wait != 0 {
		t.Fatalf("wait %v", wait)
	}
	for range 5 {
		if wait := TakeAll(tries...); wait == 0 {
			t.Fatal("more than the narrow one has")
		}
	}
	if wait := Wait(tries...); wait <= 0 || wait > time.Minute {
		t.Errorf("wait %v; want the narrow one's", wait)
	}
	if wait := wide.Take(""); wait != 0 {
		t.Errorf("a refused try was taken: wait %v", wait)
	}
}

func TestAClockThatGoesBackGivesNothing(t *testing.T) {
	now := time.Now()
	l := New(Rate{Tries: 1, Per: time.Minute}, 1, func() time.Time { return now })
	l.Take("a")
	now = now.Add(-time.Hour)
	if wait := l.Take("a"); wait <= 0 || wait > time.Minute {
		t.Errorf("wait %v", wait)
	}
}

func TestTheNumberOfBucketsIsBounded(t *testing.T) {
	now := time.Now()
	l := New(Rate{Tries: 1, Per: time.Minute}, 100, func() time.Time { return now })
	for i := range 10_000 {
		l.Take(fmt.Sprint(i))
	}
	if len(l.buckets) != 100 || l.used.Len() != 100 {
		t.Errorf("%d and %d buckets", len(l.buckets), l.used.Len())
	}
	if wait := l.Take("9999"); wait == 0 {
		t.Error("the newest was forgotten")
	}
}

func TestManyAtOnceGetNoMore(t *testing.T) {
	now := time.Now()
	l := New(Rate{Tries: 5, Per: time.Minute}, 10, func() time.Time { return now })
	var got atomic.Int64
	var g errgroup.Group
	for range 200 {
		g.Go(func() error {
			if l.Take("a") == 0 {
				got.Add(1)
			}
			return nil
		})
	}
	_ = g.Wait() // no errors
	if got.Load() != 5 {
		t.Errorf("%d of 5 tries", got.Load())
	}
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"192.0.2.7:1234": "192.0.2.7", "192.0.2.7": "192.0.2.7", "[::ffff:192.0.2.7]:1": "192.0.2.7",
		"[2001:db8:1:2:3:4:5:6]:1": "2001:db8:1:2::/64", "2001:db8:1:2::9": "2001:db8:1:2::/64",
		"[fe80::1%eth0]:1": "fe80::/64", "@": "invalid IP", "": "invalid IP",
	} {
		if got := Address(in); got != want {
			t.Errorf("Address(%q) = %q; want %q", in, got, want)
		}
	}
}
