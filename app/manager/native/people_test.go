package native

import (
	"fmt"
	"image"
	"slices"
	"testing"
	"time"

	"tandem/app/manager/host"
	"tandem/app/manager/hosttest"
	"tandem/app/manager/native/surface"
	"tandem/app/session"
	"tandem/app/session/roster"
)

// person returns one of the others by name.
func (r *rig) person(name string) host.Person {
	ps := r.visit.State().Get().People
	if i := slices.IndexFunc(ps, func(p host.Person) bool { return p.Name == name }); i >= 0 {
		return ps[i]
	}
	return host.Person{}
}

func (r *rig) allow(t *testing.T, p session.Permission, title string) {
	t.Helper()
	w := r.ask(t, p, title)
	byClicks(t, "granted", func() bool {
		w.click(onAllow, above)
		return r.tech.Session.State().Get().Grants.Allows(p)
	})
}

// onTheLast are the places of the buttons of the last person, and of a notice
// above the two who are listed.
const (
	onTheLast = 43
	onNotice  = 168
)

func TestWhoLooksOnCanBeShutOutInAPlainWindow(t *testing.T) {
	r := start(t)
	r.allow(t, session.View, "Show your screen?")
	me := r.tech.Conn.Peer()
	carl := hosttest.NewColleague(t, "Carl", me)
	alice := roster.Person{ID: r.tech.ID, Name: hosttest.TechnicianName, Role: session.Technician, Here: true}
	w := r.glass.shown(title)
	r.tech.List.Set(hosttest.Lists(0, alice.ID, me, alice, carl.Person))
	eventually(t, "Carl sees", func() bool { return r.person("Carl").Sees })
	byClicks(t, "Carl is shut out by the notice", func() bool {
		if r.person("Carl").Hidden {
			return true
		}
		w.click(onDecline, onNotice)
		return false
	})
	byClicks(t, "the screen is shown to him again", func() bool {
		if !r.person("Carl").Hidden {
			return true
		}
		w.click(0.9, onTheLast)
		return false
	})
	byClicks(t, "Carl is shut out in the list", func() bool {
		if r.person("Carl").Hidden {
			return true
		}
		w.click(0.9, onTheLast)
		return false
	})
	if r.person(hosttest.TechnicianName).Hidden || !r.visit.Consent().Grants().Get().Allows(session.View) {
		t.Error("Alice is shut out, too")
	}
}

func TestWhatHasJustMovedTakesNoClick(t *testing.T) {
	for _, c := range []struct {
		late bool
		age  time.Duration // what is yet to move has just moved, however slow the test
		want int
	}{{true, -time.Hour, 0}, {true, 2 * inert, 1}, {false, -time.Hour, 1}} {
		done := 0
		a := &pane{spots: []spot{{in: image.Rect(0, 0, 9, 9), do: func() { done++ }, late: c.late}}, moved: time.Now().Add(-c.age)}
		p := &program{main: a}
		for _, k := range []surface.Kind{surface.Press, surface.Release} {
			if err := p.handle(event{a, surface.Event{Kind: k, At: image.Pt(3, 3)}}); err != nil {
				t.Fatal(err)
			}
		}
		if done != c.want {
			t.Errorf("late %v, %v after it moved, %d clicks count; want %d", c.late, c.age, done, c.want)
		}
	}
}

func TestManyPeopleFitOnASheet(t *testing.T) {
	f, err := newFonts(2)
	if err != nil {
		t.Fatal(err)
	}
	var ps []host.Person
	for i := range 16 {
		ps = append(ps, host.Person{ID: fmt.Sprint(i), Name: fmt.Sprint("Dr. Bartholomew the ", i, "th of Somewhere far away"), Role: session.Technician})
	}
	p := &program{fonts: f}
	seen := map[string]bool{}
	for range 4 {
		s := newSheet(f, mainWidth)
		p.list(s, ps, false, func(id string, _ bool) { seen[id] = true })
		if h := s.px(most) - s.px(500); s.y > h {
			t.Errorf("the list is %d high; want at most %d", s.y, h)
		}
		for i, sp := range s.spots {
			for _, o := range s.spots[:i] {
				if sp.in.Overlaps(o.in) {
					t.Errorf("buttons at %v and %v", sp.in, o.in)
				}
			}
			sp.do()
		}
	}
	if len(seen) != len(ps) {
		t.Errorf("%d of %d people have a button", len(seen), len(ps))
	}
}
