package quic

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/plug"

	"tandem/transport"
	"tandem/transport/mem"
)

// A flow is one connection of the lab, from the dialling end to the other.
type flow struct {
	make  func(plug.Start) plug.Controller // nil: stock
	run   func(f *flow, s *quic.Stream, end time.Time)
	start time.Duration
	stop  time.Duration // since the beginning; 0: never
	warm  time.Duration // since start; what comes earlier does not count

	from, until time.Time // what counts
	bytes       int       // received
	delays      []time.Duration
	frames      int
	rtts        []time.Duration
}

func stock(run func(*flow, *quic.Stream, time.Time)) *flow { return &flow{run: run} }

func ours(run func(*flow, *quic.Stream, time.Time)) *flow {
	return &flow{run: run, make: newSender}
}

// mbit returns the flow's goodput in Mbit/s after its warm-up.
func (f *flow) mbit() float64 {
	return float64(f.bytes) * 8 / 1e6 / f.until.Sub(f.from).Seconds()
}

func percentile(d []time.Duration, p int) time.Duration {
	if len(d) == 0 {
		return 0
	}
	d = slices.Clone(d)
	slices.Sort(d)
	return d[(len(d)-1)*p/100].Round(time.Millisecond)
}

// lab runs flows over one link for so long.
func lab(t *testing.T, l mem.Link, length time.Duration, flows ...*flow) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		pa, pb := mem.Packets(l)
		ida, idb := identity(t), identity(t)
		psa, psb := NewPaths(), NewPaths()
		if err := errors.Join(psa.Add(Direct, pa), psb.Add(Direct, pb)); err != nil {
			t.Fatal(err)
		}
		server, client := &quic.Transport{Conn: psa}, &quic.Transport{Conn: psb}
		ln, err := server.Listen(ida.TLS(anybody), quicConfig(Config{Stock: true}))
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		var wg sync.WaitGroup
		for _, f := range flows {
			wg.Go(func() {
				time.Sleep(f.start)
				cfg := quicConfig(Config{Stock: f.make == nil})
				qc, err := client.Dial(t.Context(), Addr{Direct, pa.LocalAddr()}, idb.TLS(anybody), cfg)
				if err != nil {
					t.Errorf("Dial = %v", err)
					return
				}
				if f.make != nil {
					if _, err := plug.Install(qc, f.make); err != nil {
						t.Error(err)
					}
				}
				peer, err := ln.Accept(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				f.carry(t, qc, peer, began.Add(min(length, cmp.Or(f.stop, length))))
			})
		}
		wg.Wait()
		if err := errors.Join(client.Close(), server.Close(), psa.Close(), psb.Close()); err != nil {
			t.Error(err)
		}
	})
}

// carry sends from qc to peer until end.
func (f *flow) carry(t *testing.T, qc, peer *quic.Conn, end time.Time) {
	f.from, f.until = time.Now().Add(f.warm), end
	ctx, cancel := context.WithDeadline(t.Context(), end)
	defer cancel()
	s, err := qc.OpenStreamSync(ctx)
	if err != nil {
		t.Error(err)
		return
	}
	_ = s.SetWriteDeadline(end)
	var wg sync.WaitGroup
	wg.Go(func() { f.run(f, s, end) })
	wg.Go(func() {
		r, err := peer.AcceptStream(ctx)
		if err != nil {
			t.Error(err)
			return
		}
		_ = r.SetReadDeadline(end)
		f.receive(r)
	})
	wg.Go(func() {
		for time.Now().Before(end) {
			time.Sleep(20 * time.Millisecond)
			if time.Now().After(f.from) {
				f.rtts = append(f.rtts, qc.ConnectionStats().LatestRTT)
			}
		}
	})
	wg.Wait()
	_ = qc.CloseWithError(0, "")
	<-peer.Context().Done()
}

// frameHead is the length of a frame, and the ticks it contains: from, to.
const frameHead = 12

func (f *flow) receive(r io.Reader) {
	var head [frameHead]byte
	for {
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return
		}
		n, err := io.CopyN(io.Discard, &counting{r, f}, int64(binary.BigEndian.Uint32(head[:])))
		if err != nil || n == 0 {
			return
		}
		f.shown(int(binary.BigEndian.Uint32(head[4:])), int(binary.BigEndian.Uint32(head[8:])))
	}
}

func (f *flow) shown(from, to int) {
	f.frames++
	for k := from; k < to; k++ {
		if at := f.from.Add(-f.warm).Add(time.Duration(k) * tick); at.After(f.from) {
			f.delays = append(f.delays, time.Since(at))
		}
	}
}

type counting struct {
	r io.Reader
	f *flow
}

func (c *counting) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if time.Now().After(c.f.from) {
		c.f.bytes += n
	}
	return n, err
}

// bulk sends as much as it can.
func bulk(_ *flow, s *quic.Stream, _ time.Time) {
	b := make([]byte, 1<<20)
	binary.BigEndian.PutUint32(b, uint32(len(b)-frameHead))
	for {
		if _, err := s.Write(b); err != nil {
			return
		}
	}
}

const tick = time.Second / 30

// fullChange is the bytes of a picture that is new all over.
const fullChange = 150_000

// picture sends a screen: 12 kB thirty times a second, all of its 150 kB every
// two seconds. What changes while the last is being sent goes together.
func picture(f *flow, s *quic.Stream, end time.Time) {
	began := f.from.Add(-f.warm)
	b := make([]byte, fullChange)
	for sent := 0; ; {
		now := int(time.Since(began)/tick) + 1
		if now == sent {
			time.Sleep(time.Until(began.Add(time.Duration(sent) * tick)))
			if !time.Now().Before(end) {
				return
			}
			continue
		}
		size := 12_000
		for k := sent; k < now; k++ {
			if k%60 == 30 {
				size = len(b)
			}
		}
		binary.BigEndian.PutUint32(b, uint32(size-frameHead))
		binary.BigEndian.PutUint32(b[4:], uint32(sent))
		binary.BigEndian.PutUint32(b[8:], uint32(now))
		if _, err := s.Write(b[:size]); err != nil {
			return
		}
		sent = now
	}
}

func anybody(transport.Fingerprint) bool { return true }
