package desk

import (
	"testing"

	"tandem/app/session"
)

func TestAnswered(t *testing.T) {
	none, pending, declined := session.Asked{}, session.Asked{ID: 2, Outcome: session.Pending}, session.Asked{ID: 2, Outcome: session.Declined}
	for _, c := range []struct {
		what        string
		before, now session.Asked
		want        bool
	}{
		{"asked", none, pending, false},
		{"answered", pending, declined, true},
		{"asked and answered between two looks", none, declined, true},
		{"asked again and answered between two looks", session.Asked{ID: 1, Outcome: session.Allowed}, declined, true},
		{"nothing new", declined, declined, false},
		{"withdrawn", pending, session.Asked{ID: 2, Outcome: session.Withdrawn}, false},
		{"withdrawn between two looks", none, session.Asked{ID: 2, Outcome: session.Withdrawn}, false},
	} {
		of := func(a session.Asked) map[session.Permission]session.Asked {
			if a == none {
				return nil
			}
			return map[session.Permission]session.Asked{session.View: a}
		}
		if got := answered(of(c.before), of(c.now)); got != c.want {
			t.Errorf("%s: %v; want %v", c.what, got, c.want)
		}
	}
}
