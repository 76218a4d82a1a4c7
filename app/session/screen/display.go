package screen

import (
	"context"
	"image"
	"slices"
	"time"

	"tandem/capture"
)

// open opens the display that is asked for, if it is not open already, and
// tells what is shown. Who asks for the whole picture has it captured from the
// ground up, too. A display that cannot be opened leaves src nil.
func (s *showing) open(ctx context.Context) error {
	s.mu.Lock()
	want, refresh := s.want, s.refresh
	s.refresh = false
	s.mu.Unlock()
	switch same := s.src != nil && (want == s.shown || want < 0); {
	case same && !refresh:
		return s.tell(ctx, info{Shown: s.shown, Displays: s.told.Displays})
	case same:
		want = s.shown
		s.shut()
	default:
		s.close()
	}
	ds, err := s.h.Displays()
	if err == nil && len(ds) == 0 {
		err = capture.ErrNoDisplay
	}
	if err != nil {
		s.h.Log.WarnContext(ctx, "no display to show", "err", err)
		s.close()
		return s.tell(ctx, info{Failed: true})
	}
	d := pick(ds, want)
	src, err := s.h.Open(capture.Config{Display: d.ID, MaxRate: maxRate, Exclude: s.h.Exclude()})
	if err != nil {
		s.h.Log.WarnContext(ctx, "display cannot be shown", "display", d.ID, "err", err)
		s.close()
		return s.tell(ctx, info{Failed: true})
	}
	s.src = src
	s.mu.Lock()
	s.want = d.ID
	s.mu.Unlock()
	s.enc.Refresh()
	return s.settle(ctx, d, ds)
}

// settle notes that d, one of ds, is what is shown, and tells.
func (s *showing) settle(ctx context.Context, d capture.Display, ds []capture.Display) error {
	s.shown, s.name, s.size, s.listed = d.ID, d.Name, d.Bounds.Size(), time.Now()
	s.h.Shown.Set(d.Bounds)
	i := info{Shown: d.ID}
	for _, d := range ds[:min(len(ds), maxDisplays)] {
		i.Displays = append(i.Displays, infoDisplay(d))
	}
	return s.tell(ctx, i)
}

// listEvery is how often the displays are listed, at the most, while pictures
// tell of no change to them.
const listEvery = time.Second

// follow lists the displays anew if f may be of one that has changed its size
// or place, or if others may have come or gone.
func (s *showing) follow(ctx context.Context, f *capture.Frame) error {
	s.unlisted = s.unlisted || f.Damage == nil
	return s.relist(ctx, image.Pt(f.Width, f.Height))
}

// relist lists the displays anew if there is reason to, and it is time, as size
// is that of the picture. What is shown is found again by its name, as its
// source finds it.
func (s *showing) relist(ctx context.Context, size image.Point) error {
	if size == s.size && (!s.unlisted || time.Since(s.listed) < listEvery) {
		return nil
	}
	s.size, s.listed, s.unlisted = size, time.Now(), false
	ds, err := s.h.Displays()
	if err != nil {
		s.h.Log.WarnContext(ctx, "displays not listed", "err", err)
		return nil // what is known still holds as far as anybody knows
	}
	i := slices.IndexFunc(ds, func(d capture.Display) bool {
		return d.Name == s.name && d.Bounds.Size() == size && s.shown != capture.Whole
	})
	if i < 0 {
		i = slices.IndexFunc(ds, func(d capture.Display) bool { return d.ID == s.shown })
	}
	if i < 0 {
		return nil // it is about to go
	}
	s.mu.Lock()
	asked := s.want != s.shown
	if !asked {
		s.want = ds[i].ID
	}
	s.mu.Unlock()
	if asked {
		return nil // for another one, which lists them
	}
	return s.settle(ctx, ds[i], ds)
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

// close stops capturing, and nothing is shown any more.
func (s *showing) close() {
	s.shut()
	if !s.h.Shown.Get().Empty() {
		s.h.Shown.Set(image.Rectangle{})
	}
}

// shut stops capturing.
func (s *showing) shut() {
	if s.src == nil {
		return
	}
	_ = s.src.Close() // nothing is written to it
	s.src = nil
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
	glance := s.glance
	s.mu.Unlock()
	level, s.aim = s.ladder.look(time.Now())
	switch m {
	case Standard:
		level, s.aim = 0, aim{rate: maxRate}
	case Sampling:
		level, s.aim = 0, sampling
	}
	if glance {
		s.aim = s.aim.worse(glancing)
	} else if s.glanced {
		s.due = time.Time{} // who looks now sees what is there now
	}
	s.glanced = glance
	return m, level
}
