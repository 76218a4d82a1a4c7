package exchange

import (
	"testing"
	"time"

	"tandem/app/site/account"
	"tandem/app/site/ledger"
	"tandem/store"
	"tandem/transport/link"
)

// colleague opens the link of another technician, whose account is made.
func (r *rig) colleague(name string) *machine {
	r.t.Helper()
	a := []byte(`{"name":"` + name + `","display":"The ` + name + `","hash":"none","stamp":"first"}`)
	if err := r.store.Txn(r.t.Context(), store.Txn{Then: []store.Change{{Key: "account/" + name, Value: a}}}); err != nil {
		r.t.Fatal(err)
	}
	return r.technicianOf(name)
}

func assist(number, from string) *link.Message {
	return &link.Message{Assist: &link.Assist{Number: number, Offer: offer(from)}}
}

// assisting has helper come into a session of tech's.
func assisting(tech, helper *machine, s *link.Started) *link.Knock {
	tech.t.Helper()
	helper.send(assist(s.Number, "helper"))
	k := tech.next().Knock
	if k == nil {
		tech.t.Fatal("no knock")
	}
	tech.send(answerTo(k))
	if j := helper.next().Joined; j == nil || j.Session != s.Session || j.Number != s.Number || j.Page != s.Page {
		tech.t.Fatalf("joined: %+v", j)
	}
	return k
}

func TestATechnicianAssists(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, helper := r.technician(), r.colleague("carl")
		s := tech.start()
		helper.send(assist(s.Number, "helper"))
		k := tech.next().Knock
		if k == nil || k.Name != "The carl" || k.Account != "carl" || k.Session != s.Session {
			t.Fatalf("knock %+v", k)
		}
		tech.send(&link.Message{Wait: &link.Wait{Session: s.Session, Participant: k.Participant}})
		if helper.next().Wait == nil {
			t.Error("not told to wait")
		}
		tech.send(&link.Message{Left: &link.Left{Session: s.Session, Participant: k.Participant}})
		if got := helper.refused(link.NotAllowed); got.Number != s.Number {
			t.Errorf("refused %+v", got)
		}
		k = assisting(tech, helper, s)
		helper.send(assist(s.Number, "helper")) // again, after its line broke: it is the same participant
		if again := tech.next().Knock; again == nil || again.Participant != k.Participant {
			t.Errorf("knocks as %+v; want %s", again, k.Participant)
		}
		tech.send(answerTo(k))
		helper.next()
		helper.send(&link.Message{End: &link.End{Session: s.Session}}) // is not theirs
		tech.quiet()
		helper.send(&link.Message{Left: &link.Left{Session: s.Session}})
		if l := tech.next().Left; l == nil || l.Participant != k.Participant || l.Lost {
			t.Errorf("got %+v; want who left", l)
		}
		helper.send(&link.Message{Left: &link.Left{Session: s.Session}}) // has met with the word that they are not to stay
		helper.quiet()
		tech.quiet()
		assisting(tech, helper, s)
		tech.send(&link.Message{End: &link.End{Session: s.Session}})
		if e := helper.next().End; e == nil || e.By != "Alice Martin" {
			t.Errorf("got %+v; want the end", e)
		}
	})
}

func TestWhoCannotAssist(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, helper := r.technician(), r.colleague("carl")
		s := tech.start()
		for _, n := range []string{"100000000", "x", ""} {
			helper.send(assist(n, "helper"))
			if got := helper.refused(link.WrongNumber); got.Number != n {
				t.Errorf("refused %+v; want %q", got, n)
			}
		}
		other := r.technician() // of the account that has the session
		other.send(assist(s.Number, "helper"))
		other.refused(link.NotAllowed)
		if _, err := r.accounts.Change(t.Context(), "carl", func(a *account.Account) { a.Single = true }); err != nil {
			t.Fatal(err)
		}
		own := helper.start()
		helper.send(assist(s.Number, "helper"))
		helper.refused(link.OneSession)
		helper.send(&link.Message{End: &link.End{Session: own.Session}})
		assisting(tech, helper, s)
		helper.send(&link.Message{Start: &link.Start{}})
		helper.refused(link.OneSession)
		tech.send(&link.Message{End: &link.End{Session: s.Session}})
		helper.next()
		helper.send(assist(s.Number, "helper"))
		helper.refused(link.Ended)
	})
}

func TestWhoGivesUpAskingIsGone(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, helper := r.technician(), r.colleague("carl")
		s := tech.start()
		for _, how := range []func(){
			func() { helper.send(&link.Message{Left: &link.Left{}}) },
			func() { helper.drop() },
		} {
			helper.send(assist(s.Number, "helper"))
			k := tech.next().Knock
			how()
			if l := tech.next().Left; l == nil || l.Participant != k.Participant {
				t.Errorf("got %+v; want that they are gone", l)
			}
			tech.send(answerTo(k)) // late, and no offence
			tech.quiet()
		}
	})
}

func TestAnAssistantWhoseLinkBreaksComesBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, helper := r.technician(), r.colleague("carl")
		s := tech.start()
		k := assisting(tech, helper, s)
		helper.drop()
		if l := tech.next().Left; l == nil || l.Participant != k.Participant || !l.Lost {
			t.Errorf("got %+v; want that they are lost", l)
		}
		helper = r.technicianOf("carl")
		if again := assisting(tech, helper, s); again.Participant != k.Participant {
			t.Errorf("comes back as %s; want %s", again.Participant, k.Participant)
		}
		tech.drop()
		if l := helper.next().Left; l == nil || !l.Lost || l.Participant != "" {
			t.Errorf("got %+v; want that the primary technician is lost", l)
		}
		tech = r.technician()
		tech.send(resume(s.Session))
		tech.next()
		helper.drop()
		tech.next()
		<-time.After(awayWait + sweepEach)
		if l := tech.next().Left; l == nil || l.Participant != k.Participant {
			t.Errorf("got %+v; want that they are gone for good", l)
		}
	})
}

func TestTransferAndBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, helper, cust, waits := r.technician(), r.colleague("carl"), r.customer(), r.customer()
		s := tech.start()
		inside(tech, cust, s)
		k := assisting(tech, helper, s)
		waits.send(joinAs(s.Number, "Eve"))
		tech.next()
		transfer := func(from, to *machine, participant string) (former string) {
			t.Helper()
			from.send(&link.Message{Transfer: &link.Transfer{Session: s.Session, Participant: participant}})
			if got := from.next().Transferred; got == nil || got.Participant == "" || got.Reason != "" {
				t.Fatalf("who handed over got %+v", got)
			}
			if st := to.next().Started; st == nil || st.Number != s.Number {
				t.Fatalf("the new one got %+v; want Started", st)
			}
			got := to.next().Transferred
			if got == nil || got.Participant != "" || got.Former == "" {
				t.Fatalf("the new one got %+v", got)
			}
			if to.next().Knock == nil {
				t.Error("the new one is not told who waits")
			}
			return got.Former
		}
		former := transfer(tech, helper, k.Participant)
		for _, m := range []*link.Message{
			{End: &link.End{Session: s.Session}},
			{Transfer: &link.Transfer{Session: s.Session, Participant: former}},
			answerTo(k),
		} {
			tech.send(m) // the former one has no power any more
		}
		tech.refused(link.BadRequest)
		tech.refused(link.BadRequest)
		cust.quiet()
		helper.quiet()
		tech.drop()
		helper.next() // that the former one is lost
		tech = r.technician()
		tech.send(resume(s.Session)) // as if it did not know yet
		if got := tech.next().Transferred; got == nil || got.Participant != former {
			t.Errorf("who resumes what it has handed over got %+v", got)
		}
		back := transfer(helper, tech, former)
		if back == k.Participant {
			t.Error("a participant came back as another")
		}
		helper.send(&link.Message{Left: &link.Left{Session: s.Session}})
		if l := tech.next().Left; l == nil || l.Participant != back {
			t.Errorf("got %+v; want who left", l)
		}
		tech.send(&link.Message{End: &link.End{Session: s.Session}})
		if cust.next().End == nil {
			t.Error("not told of the end")
		}
		records, err := r.ledger.Records(t.Context())
		if err != nil || len(records) != 1 || len(records[0].Transfers) != 2 || records[0].Technician != "alice" || records[0].How != ledger.ByTechnician {
			t.Errorf("records %+v, %v", records, err)
		}
	})
}

func TestWhoCannotBeTransferredTo(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, helper, cust := r.technician(), r.colleague("carl"), r.customer()
		s := tech.start()
		in := inside(tech, cust, s)
		transfer := func(participant string) {
			t.Helper()
			tech.send(&link.Message{Transfer: &link.Transfer{Session: s.Session, Participant: participant}})
			if got := tech.next().Transferred; got == nil || got.Reason != link.NotAllowed {
				t.Errorf("to %q: got %+v; want NotAllowed", participant, got)
			}
		}
		transfer("nobody")
		transfer(in.Participant)
		helper.send(assist(s.Number, "helper"))
		k := tech.next().Knock
		transfer(k.Participant) // has not been let in
		tech.send(answerTo(k))
		helper.next()
		helper.drop()
		tech.next()
		transfer(k.Participant) // has no link
		again := r.technicianOf("carl")
		k = assisting(tech, again, s)
		again.send(&link.Message{Left: &link.Left{Session: s.Session}})
		tech.next()
		transfer(k.Participant) // has left
		cust.quiet()
	})
}

// TestWhoLeavesWhileBeingTransferredTo has the assistant leave when it is
// written down, but not yet so, that the session is theirs.
func TestWhoLeavesWhileBeingTransferredTo(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, helper := r.technician(), r.colleague("carl")
		s := tech.start()
		k := assisting(tech, helper, s)
		leave := func() { // as part does before it writes
			r.x.mu.Lock()
			defer r.x.mu.Unlock()
			in := r.x.sessions[s.Session]
			in.assistants[k.Participant].leave(in)
		}
		r.writes.before.Store(&leave)
		tech.send(&link.Message{Transfer: &link.Transfer{Session: s.Session, Participant: k.Participant}})
		if got := tech.next().Transferred; got == nil || got.Reason != link.NotAllowed {
			t.Errorf("got %+v; want NotAllowed", got)
		}
		got, _, live := r.ledger.Find(s.Session)
		if !live || got.Technician != "alice" {
			t.Errorf("%s has the session, live %v; want alice, true", got.Technician, live)
		}
		for _, p := range got.Participants {
			if p.Left.IsZero() {
				t.Errorf("%+v has not left; want nobody inside", p)
			}
		}
		assisting(tech, helper, s)
	})
}

func TestAnAssistantHasNoSayOverTheSession(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, helper, cust, waits := r.technician(), r.colleague("carl"), r.customer(), r.customer()
		s := tech.start()
		in := inside(tech, cust, s)
		k := assisting(tech, helper, s)
		waits.send(joinAs(s.Number, "Eve"))
		knock := tech.next().Knock
		for _, m := range []*link.Message{
			{Transfer: &link.Transfer{Session: s.Session, Participant: k.Participant}}, // to itself
			{Transfer: &link.Transfer{Session: s.Session, Participant: in.Participant}},
			answerTo(knock),
			{Wait: &link.Wait{Session: s.Session, Participant: knock.Participant}},
		} {
			helper.send(m)
			helper.refused(link.BadRequest)
		}
		helper.send(&link.Message{End: &link.End{Session: s.Session}})
		for _, m := range []*machine{tech, helper, cust, waits} {
			m.quiet()
		}
		if got, _, live := r.ledger.Find(s.Session); !live || got.Technician != "alice" || len(got.Transfers) != 0 {
			t.Errorf("record %+v, live %v; want it untouched", got, live)
		}
	})
}

func TestBothTransferAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, helper, third := r.technician(), r.colleague("carl"), r.colleague("dora")
		s := tech.start()
		k, l := assisting(tech, helper, s), assisting(tech, third, s)
		to := func(participant string) *link.Message {
			return &link.Message{Transfer: &link.Transfer{Session: s.Session, Participant: participant}}
		}
		tech.send(to(k.Participant))
		tech.send(to(l.Participant)) // is not theirs to hand over any more
		helper.send(to(l.Participant))
		if got := tech.next().Transferred; got == nil || got.Participant == "" {
			t.Errorf("who hands over got %+v", got)
		}
		tech.refused(link.BadRequest)
		got, _, live := r.ledger.Find(s.Session)
		holder := "alice" // handed on from one to the next, by whoever had it
		for _, passed := range got.Transfers {
			if passed.From != holder {
				t.Errorf("transfers %+v; want each from who had it", got.Transfers)
			}
			holder = passed.To
		}
		if !live || got.Technician != holder || holder == "alice" {
			t.Errorf("%s has the session, live %v; want %s, true", got.Technician, live, holder)
		}
	})
}

func TestWhoLeavesWhileThePrimaryTechnicianIsAway(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, helper := r.technician(), r.colleague("carl")
		s := tech.start()
		k := assisting(tech, helper, s)
		tech.drop()
		helper.next() // that the primary technician is lost
		helper.send(&link.Message{Left: &link.Left{Session: s.Session}})
		helper.quiet()
		for range 2 { // the second time it is known
			tech = r.technician()
			tech.send(resume(s.Session))
			if st := tech.next().Started; st == nil || st.Session != s.Session {
				t.Fatalf("got %+v; want Started", st)
			}
			if k == nil {
				break
			}
			if l := tech.next().Left; l == nil || l.Participant != k.Participant || l.Lost {
				t.Errorf("got %+v; want who left", l)
			}
			k = nil
			tech.drop()
		}
		tech.quiet()
	})
}
