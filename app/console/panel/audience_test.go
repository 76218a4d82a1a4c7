package panel

import (
	"slices"
	"strings"
	"testing"

	"tandem/app/session"
	"tandem/app/session/chat"
)

func TestWhoReadsWhatIsWrittenIsNamed(t *testing.T) {
	a := newAudience()
	bob := chat.Member{ID: "b", Name: "Bob", Role: session.Customer}
	carl := chat.Member{ID: "c", Name: "Carl", Role: session.Technician}
	long := chat.Member{ID: "l", Name: strings.Repeat("é", 60), Role: session.Customer}
	for _, c := range []struct {
		members []chat.Member
		want    []string
		seen    bool
	}{
		{nil, []string{"Everybody"}, false},
		{[]chat.Member{bob}, []string{"Everybody (Bob)", "Bob"}, false},
		{[]chat.Member{bob, carl}, []string{"Everybody (Bob, Carl)", "Technicians only (Carl)", "Bob", "Carl"}, true},
		{[]chat.Member{bob, long}, []string{"Everybody (Bob, " + strings.Repeat("é", 42) + "…)", "Bob", long.Name}, true},
	} {
		a.show(c.members)
		if !slices.Equal(a.list.Options, c.want) || a.content.Visible() != c.seen {
			t.Errorf("%d others: %q, visible %v; want %q, %v", len(c.members), a.list.Options, a.content.Visible(), c.want, c.seen)
		}
	}
}

func TestNotesGoOnBehindWhatIsThere(t *testing.T) {
	g := newStage(t)
	p := g.start()
	if err := p.Session.Notes().Set("first\nsecond"); err != nil {
		t.Fatal(err)
	}
	again := newNotes(g.Post, p.Session.Notes()) // as after this program was killed
	g.win.SetContent(again.Content)
	again.Focus()
	g.Until("the keys are there", func() bool { return g.win.Canvas().Focused() == again.entry })
	again.entry.TypedRune('!')
	if got, want := again.entry.Text, "first\nsecond!"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
}
