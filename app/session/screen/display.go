package screen

import (
	"context"
	"image"
	"slices"
	"time"

	"tandem/capture"
)

// open opens the display that is asked for, if it is not open already, and
// tells what is shown. A display that cannot be opened leaves src nil.
func (s *showing) open(ctx context.Context) error {
	s.mu.Lock()
	want, refresh := s.want, s.refresh
	s.refresh = false
	s.mu.Unlock()
	if s.src != nil && (want == s.shown || want < 0) {
		if refresh {
			s.enc.Refresh()
		}
		return s.tell(ctx, info{Shown: s.shown, Displays: s.told.Displays})
	}
	s.close()
	ds, err := s.h.Displays()
	if err == nil && len(ds) == 0 {
		err = capture.ErrNoDisplay
	}
	if err != nil {
		s.h.Log.WarnContext(ctx, "no display to show", "err", err)
		return s.tell(ctx, info{Failed: true})
	}
	d := pick(ds, want)
	src, err := s.h.Open(capture.Config{Display: d.ID, MaxRate: maxRate, Exclude: s.h.Exclude()})
	if err != nil {
		s.h.Log.WarnContext(ctx, "display cannot be shown", "display", d.ID, "err", err)
		return s.tell(ctx, info{Failed: true})
	}
	s.src, s.shown = src, d.ID
	s.mu.Lock()
	s.want = d.ID
	s.mu.Unlock()
	s.enc.Refresh()
	s.h.Shown.Set(d.Bounds)
	i := info{Shown: d.ID}
	for _, d := range ds[:min(len(ds), maxDisplays)] {
		i.Displays = append(i.Displays, infoDisplay(d))
	}
	return s.tell(ctx, i)
}

// pick returns the display asked for, else the primary one, else the first.
func pick(ds []capture.Display, want int) capture.Display {
	if i := slices.IndexFunc(ds, func(d capture.Display) bool { return d.ID == want }); i >= 0 {
		return ds[i]
	}
	if i := slices.IndexFunc(ds, func(d capture.Display) bool { return d.Primary }); i >= 0 {
		return ds[i]
	}
	return ds[0]
}

// close stops capturing.
func (s *showing) close() {
	if s.src == nil {
		return
	}
	_ = s.src.Close() // nothing is written to it
	s.src = nil
	s.h.Shown.Set(image.Rectangle{})
}

// tell sends i, with the mode in force, unless it is what was last told.
func (s *showing) tell(ctx context.Context, i info) error {
	i.Mode, i.Level = s.choose()
	if s.told.same(&i) {
		return nil
	}
	b, err := appendInfo(nil, &i)
	if err != nil {
		return err
	}
	s.told = i
	return s.ch.Send(ctx, b)
}

// choose finds the aim of what is sent now; level is that of Automatic.
func (s *showing) choose() (m Mode, level int) {
	s.mu.Lock()
	m = s.mode
	s.mu.Unlock()
	level, s.aim = s.ladder.look(time.Now())
	switch m {
	case Standard:
		level, s.aim = 0, aim{rate: maxRate}
	case Sampling:
		level, s.aim = 0, sampling
	}
	return m, level
}
