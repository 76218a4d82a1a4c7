package panel

import (
	"slices"
	"testing"
	"time"

	"tandem/app/console/desk"
)

func TestRowsKeepTheirPlacesUnderThePointer(t *testing.T) {
	a, b, c, d := &desk.Session{ID: "a"}, &desk.Session{ID: "b"}, &desk.Session{ID: "c"}, &desk.Session{ID: "d"}
	rows := func(ss ...*desk.Session) (rs []desk.Row) {
		for _, s := range ss {
			rs = append(rs, desk.Row{Session: s})
		}
		return rs
	}
	for _, k := range []struct {
		what              string
		old, latest, want []desk.Row
	}{
		{"another order", rows(a, b, c), rows(c, a, b), rows(a, b, c)},
		{"a new one first", rows(a, b), rows(d, b, a), rows(a, b, d)},
		{"one that has gone", rows(a, b, c), rows(c, a), rows(a, c)},
		{"nothing before", nil, rows(b, a), rows(b, a)},
	} {
		got := held(k.old, k.latest)
		if !slices.EqualFunc(got, k.want, func(x, y desk.Row) bool { return x.Session == y.Session }) {
			t.Errorf("%s: got %v; want %v", k.what, ids(got), ids(k.want))
		}
	}
}

func ids(rs []desk.Row) (s []string) {
	for _, r := range rs {
		s = append(s, r.Session.ID)
	}
	return s
}

func TestWhoNeedsTheTechnicianIsCounted(t *testing.T) {
	front, other := &desk.Session{ID: "front"}, &desk.Session{ID: "other"}
	for _, k := range []struct {
		what string
		row  desk.Row
		want int
	}{
		{"a customer has come to the other", desk.Row{Session: other, Attention: desk.Arrived}, 1},
		{"the other is asked", desk.Row{Session: other, Attention: desk.Asking}, 0},
		{"nothing", desk.Row{Session: other}, 0},
		{"somebody has written in front", desk.Row{Session: front, Attention: desk.Unread}, 1},
		{"trouble in front, which is seen", desk.Row{Session: front, Attention: desk.Trouble}, 0},
	} {
		if got := Needy(desk.Overview{Rows: []desk.Row{k.row}}, front); got != k.want {
			t.Errorf("%s: %d; want %d", k.what, got, k.want)
		}
		if _, words := Attention(k.row, time.Time{}); (words == "") != (k.row.Attention == desk.Calm) {
			t.Errorf("%s is said as %q", k.what, words)
		}
	}
}
