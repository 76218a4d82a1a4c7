package main

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"tandem/app/manager/host"
	"tandem/app/manager/hosttest"
	"tandem/capture"
	"tandem/capture/capturetest"
	"tandem/transport/link"
)

// rate is how often the screen of the last customer changes, a second, which is the
// one in front, and that of every other when all are busy; else calm is theirs.
const (
	rate = 30
	calm = 2
)

// A crowd is customers in sessions of their own, who allow everything.
type crowd struct {
	hosts []*host.Host
	lost  []*atomic.Int32 // how often the line of each broke
	g     sync.WaitGroup
}

// join has one customer join each session. Each has a screen of the size of the
// technician's on which something moves, and a spot that changes with every picture,
// others times a second but for the last.
func join(ctx context.Context, site *link.Site, numbers []string, others int) *crowd {
	c := &crowd{}
	for i, number := range numbers {
		m := hosttest.NewMachine()
		m.Screen = capturetest.NewSynthetic(image.Pt(width, height))
		each := time.Second / time.Duration(others)
		if i == len(numbers)-1 {
			each = time.Second / rate
		}
		m.Screen.Every = each
		cfg := m.Config()
		cfg.Capture, cfg.Log = m.Screen.Open, slog.New(slog.DiscardHandler)
		cfg.Displays = func() ([]capture.Display, error) {
			return []capture.Display{{Name: "memory", Bounds: image.Rect(0, 0, width, height), Primary: true}}, nil
		}
		h := host.New(cfg)
		lost := new(atomic.Int32)
		c.hosts, c.lost = append(c.hosts, h), append(c.lost, lost)
		c.g.Go(func() {
			was := false
			h.State().Watch(ctx, func(s host.State) {
				if s.Lost && !was {
					lost.Add(1)
				}
				was = s.Lost
			})
		})
		c.g.Go(func() { _ = h.Join(ctx, site, number, fmt.Sprint("Customer ", i+1)) })             // shown tells
		_ = until(10*time.Second, func() bool { return h.State().Get().Phase >= host.Connecting }) // a site takes only so many at once from one address
		c.g.Go(func() {
			h.Consent().Prompts().Watch(ctx, func(ps []host.Prompt) {
				for _, p := range ps {
					h.Consent().Answer(p.ID, true)
				}
			})
		})
		c.g.Go(func() {
			tick := time.NewTicker(each)
			defer tick.Stop()
			for n := 0; ; n++ {
				m.Screen.Fill(spot, color.NRGBA{R: uint8(n * 37), G: uint8(n * 91), B: 128, A: 255})
				select {
				case <-tick.C:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	return c
}

func (c *crowd) count(is func(host.State) bool) (n int) {
	for _, h := range c.hosts {
		if is(h.State().Get()) {
			n++
		}
	}
	return n
}

// shown reports whether all screens are being seen.
func (c *crowd) shown() bool {
	return c.count(func(s host.State) bool { return s.Phase == host.Active && !s.Lost && !s.Gone && !s.Shown.Empty() }) == len(c.hosts)
}

// back reports whether all have lost their technician once, and have the technician back.
func (c *crowd) back() bool {
	for _, l := range c.lost {
		if l.Load() == 0 {
			return false
		}
	}
	return c.shown()
}

// say tells how many are where.
func (c *crowd) say() string {
	phases, errs := map[host.Phase]int{}, map[string]int{}
	for _, h := range c.hosts {
		st := h.State().Get()
		phases[st.Phase]++
		if st.Err != nil {
			errs[st.Err.Error()]++
		}
	}
	return fmt.Sprintf("%d customers by phase %v, errors %v, %d shown", len(c.hosts), phases, errs,
		c.count(func(s host.State) bool { return !s.Shown.Empty() }))
}

func (c *crowd) wait() { c.g.Wait() }
