//go:build linux

package inputtest

import (
	"image"
	"slices"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"

	"tandem/input"
)

func (m Mechanism) testWindow(t *testing.T, d *Display) {
	w := d.NewWindow(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T, *Display, *Window)
	}{
		{"Keys", m.testKeys},
		{"Modifiers", m.testModifiers},
		{"Repeat", m.testRepeat},
		{"Buttons", m.testButtons},
		{"Wheel", m.testWheel},
		{"Drag", m.testDrag},
		{"ReleaseAll", m.testReleaseAll},
		{"CloseReleases", m.testClose},
	} {
		t.Run(test.name, func(t *testing.T) {
			w.t = t
			w.Take()
			test.run(t, d, w)
			if down := d.Down(); len(down) > 0 {
				t.Errorf("keys left down: %v", down)
			}
		})
	}
}

// testKeys presses every key and wants its own keycode.
func (m Mechanism) testKeys(t *testing.T, _ *Display, w *Window) {
	i := m.open(t)
	for u := input.Usage(1); u < 0x100; u++ {
		if u.X11() == 0 || m.Baseline && !(u >= input.KeyA && u <= input.KeyZ) {
			continue
		}
		times := 1
		if u == input.KeyCapsLock || u == input.KeyNumLock || u == input.KeyScrollLock {
			times = 2 // on and off again
		}
		for range times {
			do(t, i, Tap(u)...)
		}
		got := codes(w.Take())
		var want []Seen
		for range times {
			want = append(want, Seen{Kind: xproto.KeyPress, Code: u.X11()}, Seen{Kind: xproto.KeyRelease, Code: u.X11()})
		}
		if !slices.Equal(got, want) {
			t.Errorf("key %v: client sees %v; want %v", u, got, want)
		}
	}
}

// codes leaves kinds and codes of events.
func codes(all []Seen) []Seen {
	var short []Seen
	for _, s := range all {
		short = append(short, Seen{Kind: s.Kind, Code: s.Code})
	}
	return short
}

// testModifiers wants each modifier in the state of the key pressed under it.
func (m Mechanism) testModifiers(t *testing.T, _ *Display, w *Window) {
	i := m.open(t)
	for _, c := range []struct {
		key  input.Usage
		mask uint16
	}{
		{input.KeyLeftShift, xproto.ModMaskShift},
		{input.KeyLeftCtrl, xproto.ModMaskControl},
		{input.KeyLeftAlt, xproto.ModMask1},
		{input.KeyLeftMeta, xproto.ModMask4},
		{input.KeyRightShift, xproto.ModMaskShift},
		{input.KeyRightCtrl, xproto.ModMaskControl},
		{input.KeyRightMeta, xproto.ModMask4},
	} {
		do(t, i, Tap(c.key, input.KeyA)...)
		got := w.Take()
		a := slices.IndexFunc(got, func(s Seen) bool { return s.Kind == xproto.KeyPress && s.Code == input.KeyA.X11() })
		if a < 0 || got[a].State != c.mask || len(got) != 4 {
			t.Errorf("A under %v: client sees %v; want state %#x", c.key, got, c.mask)
		}
	}
}

// testRepeat wants a held key to repeat, and to stop when it is up.
func (m Mechanism) testRepeat(t *testing.T, _ *Display, w *Window) {
	i := m.open(t)
	down := input.Key{Usage: input.KeyA, Down: true}
	do(t, i, down)
	w.Until("a held key repeats", func(all []Seen) bool {
		return len(slices.DeleteFunc(all, func(s Seen) bool { return s.Kind != xproto.KeyPress })) >= 3
	})
	do(t, i, input.Key{Usage: input.KeyA})
	w.Take()
	if got := w.For(200 * time.Millisecond); len(got) > 0 {
		t.Errorf("after the key is up: client sees %v; want nothing", got)
	}
}

func (m Mechanism) testButtons(t *testing.T, _ *Display, w *Window) {
	i := m.open(t)
	do(t, i, input.Pointer{At: image.Pt(300, 200)})
	for _, c := range []struct {
		id   input.ButtonID
		want byte
	}{{input.Left, 1}, {input.Middle, 2}, {input.Right, 3}, {input.Back, 8}, {input.Forward, 9}} {
		if m.Baseline && c.want > 3 {
			continue
		}
		do(t, i, input.Button{Button: c.id, Down: true}, input.Button{Button: c.id})
		got := fromPress(w.Take())
		if want := []Seen{{Kind: xproto.ButtonPress, Code: c.want}, {Kind: xproto.ButtonRelease, Code: c.want}}; !slices.Equal(codes(got), want) {
			t.Errorf("button %d: client sees %v; want %v", c.id, got, want)
			continue
		}
		if got[0].X != 300 || got[0].Y != 200 {
			t.Errorf("button %d is pressed at %d,%d; want 300,200", c.id, got[0].X, got[0].Y)
		}
	}
}

// fromPress leaves out the moves before a button goes down: an injector need not
// wait for them, so it is open when the client sees them.
func fromPress(all []Seen) []Seen {
	return all[max(slices.IndexFunc(all, func(s Seen) bool { return s.Kind == xproto.ButtonPress }), 0):]
}

func (m Mechanism) testWheel(t *testing.T, _ *Display, w *Window) {
	i := m.open(t)
	for _, c := range []struct {
		events []input.Event
		want   []byte
	}{
		{[]input.Event{input.Wheel{Y: 120}}, []byte{4}},
		{[]input.Event{input.Wheel{Y: -240}}, []byte{5, 5}},
		{[]input.Event{input.Wheel{X: 120}}, []byte{7}},
		{[]input.Event{input.Wheel{X: -120}}, []byte{6}},
		{[]input.Event{input.Wheel{Y: 50}, input.Wheel{Y: 50}}, nil},
		{[]input.Event{input.Wheel{Y: 50}}, []byte{4}},
		{[]input.Event{input.Wheel{Y: -100}}, nil}, // the 30 left over do not count the other way
		{[]input.Event{input.Wheel{Y: -20}}, []byte{5}},
	} {
		do(t, i, c.events...)
		var got []byte
		for _, s := range w.Take() {
			if s.Kind == xproto.ButtonPress {
				got = append(got, s.Code)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: client sees buttons %v; want %v", c.events, got, c.want)
		}
	}
}

// testDrag wants the button in the state of the moves.
func (m Mechanism) testDrag(t *testing.T, _ *Display, w *Window) {
	i := m.open(t)
	do(t, i, input.Pointer{At: image.Pt(10, 10)}, input.Button{Button: input.Left, Down: true},
		input.Pointer{At: image.Pt(50, 60)}, input.Pointer{At: image.Pt(799, 599)},
		input.Button{Button: input.Left})
	want := []Seen{
		{xproto.ButtonPress, 1, 0, 10, 10},
		{xproto.MotionNotify, 0, xproto.ButtonMask1, 50, 60},
		{xproto.MotionNotify, 0, xproto.ButtonMask1, 799, 599},
		{xproto.ButtonRelease, 1, xproto.ButtonMask1, 799, 599},
	}
	if got := fromPress(w.Take()); !slices.Equal(got, want) {
		t.Errorf("drag: client sees %v; want %v", got, want)
	}
}

// testReleaseAll wants all that is down to go up, the latest first.
func (m Mechanism) testReleaseAll(t *testing.T, d *Display, w *Window) {
	i := m.open(t)
	hold(t, i, w)
	if err := i.ReleaseAll(); err != nil {
		t.Fatal(err)
	}
	wantReleased(t, d, w)
}

func (m Mechanism) testClose(t *testing.T, d *Display, w *Window) {
	i, err := m.Open()
	if err != nil {
		t.Fatal(err)
	}
	h := input.NewHeld(i)
	hold(t, h, w)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	wantReleased(t, d, w)
}

func hold(t *testing.T, i input.Injector, w *Window) {
	do(t, i, input.Key{Usage: input.KeyLeftCtrl, Down: true}, input.Key{Usage: input.KeyLeftShift, Down: true},
		input.Button{Button: input.Left, Down: true}, input.Button{Button: input.Right, Down: true})
	w.Take()
}

func wantReleased(t *testing.T, d *Display, w *Window) {
	t.Helper()
	want := []Seen{
		{Kind: xproto.ButtonRelease, Code: 3},
		{Kind: xproto.ButtonRelease, Code: 1},
		{Kind: xproto.KeyRelease, Code: input.KeyLeftShift.X11()},
		{Kind: xproto.KeyRelease, Code: input.KeyLeftCtrl.X11()},
	}
	if got := codes(w.Take()); !slices.Equal(got, want) {
		t.Errorf("client sees %v; want %v", got, want)
	}
	if mask, _ := d.State(); mask != 0 {
		t.Errorf("server has state %#x; want 0", mask)
	}
}
