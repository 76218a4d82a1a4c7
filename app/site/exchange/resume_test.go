package exchange

import (
	"slices"
	"testing"
	"time"

	"tandem/app/site/account"
	"tandem/app/site/ledger"
	"tandem/transport/link"
)

func resume(session string) *link.Message {
	return &link.Message{Resume: &link.Resume{Session: session}}
}

func TestAConsoleThatComesBackResumes(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, in, waits, late := r.technician(), r.customer(), r.customer(), r.customer()
		s, two, three := tech.start(), tech.start(), tech.start()
		inside(tech, in, s)
		waits.send(joinAs(two.Number, "Eve"))
		tech.next()
		tech.drop()
		if l := in.next().Left; l == nil || !l.Lost {
			t.Errorf("who is in got %+v; want that the technician is lost", l)
		}
		waits.quiet()
		late.send(joinAs(three.Number, "Lou")) // the number is good while the technician is away
		late.quiet()
		again := r.technician()
		for _, st := range []*link.Started{s, two, three} {
			again.send(resume(st.Session))
			if got := again.next().Started; got == nil || got.Session != st.Session || got.Number != st.Number || got.Page != st.Page {
				t.Fatalf("resume: got %+v; want %+v", got, st)
			}
			if st == s {
				again.quiet() // who is in need not be let in
				continue
			}
			k := again.next().Knock
			if k == nil || k.Session != st.Session {
				t.Fatalf("got %+v; want the knock again", k)
			}
			again.send(answerTo(k))
		}
		if waits.next().Joined == nil || late.next().Joined == nil {
			t.Error("not let in")
		}
		in.send(&link.Message{Left: &link.Left{Session: s.Session}})
		if l := again.next().Left; l == nil || l.Session != s.Session {
			t.Errorf("got %+v; want who left", l)
		}
		again.send(&link.Message{End: &link.End{Session: two.Session}})
		if waits.next().End == nil {
			t.Error("not told of the end")
		}
	})
}

func TestOnlyTheAccountItselfResumes(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		alice := r.technician()
		s := alice.start()
		if err := r.accounts.Add(t.Context(), account.Account{Name: "mallory"}, "x"); err != nil {
			t.Fatal(err)
		}
		mallory := r.technicianOf("mallory")
		mallory.send(resume(s.Session))
		if got := mallory.refused(link.Ended).Session; got != s.Session {
			t.Errorf("refused %q; want %q", got, s.Session)
		}
		mallory.send(resume("no such session"))
		mallory.refused(link.Ended)
		alice.quiet()
		other := r.technician() // of the same account, as after a link that died without a word
		other.send(resume(s.Session))
		if other.next().Started == nil {
			t.Error("not resumed")
		}
		if got := alice.refused(link.NotAllowed).Session; got != s.Session {
			t.Errorf("who had it before is told of %q; want %q", got, s.Session)
		}
		alice.drop()
		cust := r.customer()
		inside(other, cust, s)
	})
}

func TestOneSessionAtATime(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech := r.technician()
		if _, err := r.accounts.Change(t.Context(), "alice", func(a *account.Account) { a.Single = true }); err != nil {
			t.Fatal(err)
		}
		<-time.After(2 * pingEach)
		if w := tech.next().Welcome; w == nil || !w.Single {
			t.Errorf("got %+v; want to be told of the mode", w)
		}
		s := tech.start()
		tech.send(&link.Message{Start: &link.Start{}})
		tech.refused(link.OneSession)
		tech.send(&link.Message{End: &link.End{Session: s.Session}})
		s = tech.start()
		cust := r.customer()
		inside(tech, cust, s)
		tech.drop()
		cust.next() // that the technician is lost
		again := r.technician()
		again.start() // without resuming
		if cust.next().End == nil {
			t.Error("the session that nobody resumed goes on")
		}
		records, err := r.ledger.Records(t.Context())
		if err != nil || !slices.ContainsFunc(records, func(r ledger.Record) bool { return r.ID == s.Session && r.How == ledger.ByLoss }) {
			t.Errorf("records %+v, %v", records, err)
		}
	})
}

func TestPhrasesAreKeptWithTheAccount(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech := r.technician()
		tech.send(&link.Message{Phrases: &link.Phrases{List: []string{"Good morning.", "Bye"}}})
		if w := tech.next().Welcome; w == nil || len(w.Phrases) != 2 {
			t.Errorf("got %+v; want the phrases", w)
		}
		a, err := r.accounts.Get(t.Context(), "alice")
		if err != nil || !slices.Equal(a.Phrases, []string{"Good morning.", "Bye"}) {
			t.Errorf("account %+v, %v", a, err)
		}
	})
}
