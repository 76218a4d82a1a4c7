package exchange

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"

	"tandem/app/site/ledger"
	"tandem/transport"
	"tandem/transport/link"
)

func TestEndIsToldToTheCustomer(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, cust := r.technician(), r.customer()
		s := tech.start()
		inside(tech, cust, s)
		tech.send(&link.Message{End: &link.End{Session: s.Session}})
		if e := cust.next().End; e == nil || e.By != "Alice Martin" || e.Session != s.Session {
			t.Errorf("got %+v", e)
		}
		tech.send(&link.Message{End: &link.End{Session: s.Session}}) // again is no offence
		tech.quiet()
		cust.send(joinAs(s.Number, "Bob"))
		cust.refused(link.Ended)
	})
}

func TestACustomerWhoLeavesIsTold(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, cust, late := r.technician(), r.customer(), r.customer()
		s := tech.start()
		k := inside(tech, cust, s)
		cust.send(&link.Message{Left: &link.Left{Session: s.Session}})
		if l := tech.next().Left; l == nil || l.Participant != k.Participant || l.Lost {
			t.Errorf("got %+v", l)
		}
		tech.send(answerTo(k)) // late, and no offence
		tech.quiet()
		again := inside(tech, late, s)
		if again.Participant == k.Participant {
			t.Error("a participant came back as another")
		}
	})
}

func TestLostLinksAreTold(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, cust := r.technician(), r.customer()
		s := tech.start()
		k := inside(tech, cust, s)
		cust.drop()
		if l := tech.next().Left; l == nil || l.Participant != k.Participant || !l.Lost {
			t.Errorf("the technician got %+v", l)
		}
		cust = r.customer()
		inside(tech, cust, s)
		tech.drop()
		if l := cust.next().Left; l == nil || !l.Lost || l.Participant != "" || l.Session != s.Session {
			t.Errorf("a customer got %+v", l)
		}
		<-time.After(awayWait + sweepEach)
		if e := cust.next().End; e == nil || e.Session != s.Session || e.By != "" {
			t.Errorf("after %v a customer got %+v; want End by nobody", awayWait, e)
		}
		cust.send(joinAs(s.Number, "Bob"))
		cust.refused(link.Ended)
		records, err := r.ledger.Records(t.Context())
		if err != nil || len(records) != 1 || records[0].How != ledger.ByLoss {
			t.Errorf("records %+v, %v", records, err)
		}
	})
}

func TestACustomerWhoClosesHasLeft(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, cust := r.technician(), r.customer()
		inside(tech, cust, tech.start())
		if err := cust.conn.Close(); err != nil {
			t.Error(err)
		}
		if l := tech.next().Left; l == nil || l.Lost {
			t.Errorf("got %+v", l)
		}
	})
}

func TestTurningAway(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, cust := r.technician(), r.customer()
		s := tech.start()
		cust.send(joinAs(s.Number, "Stranger"))
		k := tech.next().Knock
		tech.send(&link.Message{Left: &link.Left{Session: s.Session, Participant: k.Participant}})
		cust.refused(link.NotAllowed)
		tech.send(answerTo(k))
		cust.quiet()
		k = inside(tech, cust, s)
		tech.send(&link.Message{Left: &link.Left{Session: s.Session, Participant: k.Participant}})
		if l := cust.next().Left; l == nil || l.Participant != k.Participant {
			t.Errorf("got %+v", l)
		}
		inside(tech, cust, s)
	})
}

func TestNobodyAnswers(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, cust := r.technician(), r.customer()
		s := tech.start()
		cust.send(joinAs(s.Number, "Bob"))
		k := tech.next().Knock
		<-time.After(answerWait + pingEach)
		cust.refused(link.Failed)
		if l := tech.next().Left; l == nil || l.Participant != k.Participant || !l.Lost {
			t.Errorf("got %+v", l)
		}
		inside(tech, cust, s)
	})
}

func TestAnUnusedSessionEnds(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech := r.technician()
		s := tech.start()
		if d := time.Until(s.Expires); d < 59*time.Minute || d > time.Hour {
			t.Errorf("expires in %v", d)
		}
		<-time.After(time.Hour + sweepEach)
		if e := tech.next().End; e == nil || e.Session != s.Session || e.By != "" {
			t.Errorf("got %+v", e)
		}
	})
}

func TestOneTechnicianHasManySessions(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech := r.technician()
		var custs []*machine
		var starts []*link.Started
		for range 5 {
			s, cust := tech.start(), r.customer()
			inside(tech, cust, s)
			custs, starts = append(custs, cust), append(starts, s)
		}
		tech.send(&link.Message{End: &link.End{Session: starts[2].Session}})
		for i, c := range custs {
			if i != 2 {
				c.quiet()
			} else if c.next().End == nil {
				t.Error("not told")
			}
		}
	})
}

func TestOneTechnicianHasNoPowerOverAnothers(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		alice, mallory, cust := r.technician(), r.technician(), r.customer()
		s := alice.start()
		cust.send(joinAs(s.Number, "Bob"))
		k := alice.next().Knock
		mallory.send(answerTo(k))
		mallory.refused(link.BadRequest)
		mallory.send(&link.Message{Left: &link.Left{Session: s.Session, Participant: k.Participant}})
		mallory.refused(link.BadRequest)
		mallory.send(&link.Message{End: &link.End{Session: s.Session}})
		mallory.quiet()
		cust.quiet()
		alice.send(answerTo(k))
		if cust.next().Joined == nil {
			t.Error("not let in")
		}
	})
}

func TestMessagesOutOfTurnBreakALinkInTheEnd(t *testing.T) {
	ended := &link.Message{End: &link.End{Session: "S"}}
	joined := &link.Message{Joined: &link.Joined{Offer: offer("x")}}
	bubble(t, func(t *testing.T, r *rig) {
		tech, other, cust := r.technician(), r.technician(), r.customer()
		s, two := tech.start(), other.start()
		k := inside(tech, cust, s)
		k2 := inside(other, r.customer(), two)
		for name, c := range map[string]struct {
			m    *machine
			msgs []*link.Message
		}{
			"customer":   {r.customer(), []*link.Message{ended, joined, {Start: &link.Start{}}, joinAs(s.Number, " "), answerTo(k)}},
			"technician": {r.technician(), []*link.Message{joined, joinAs(s.Number, "x"), answerTo(k), {Knock: &link.Knock{Offer: offer("x")}}, {Started: &link.Started{}}}},
			"twice in":   {cust, []*link.Message{joinAs(s.Number, "Bob"), {Left: &link.Left{Session: "another"}}, ended, ended, ended}},
			"twice let":  {other, []*link.Message{answerTo(k2), answerTo(k2), answerTo(k2), answerTo(k2), answerTo(k2)}},
		} {
			for i, m := range c.msgs {
				c.m.send(m)
				if i < maxStrikes-1 {
					c.m.refused(link.BadRequest)
				}
			}
			synctest.Wait()
			if err := <-c.m.end; websocket.CloseStatus(err) != websocket.StatusGoingAway {
				t.Errorf("%s: the link ended with %v", name, err)
			}
		}
	})
}

func TestGarbageBreaksALinkInTheEnd(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		good, err := joinAs("123456789", "Bob").Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		for name, b := range map[string][]byte{
			"garbage": {0xde, 0xad}, "nothing": {}, "truncated": good[:len(good)/2], "deep": []byte(strings.Repeat("\x81", 1000)),
		} {
			m := r.customer()
			for i := range maxStrikes {
				m.raw(b)
				if i < maxStrikes-1 {
					m.refused(link.BadRequest)
				}
			}
			synctest.Wait()
			if err := <-m.end; !errors.Is(err, transport.ErrLost) {
				t.Errorf("%s: %v", name, err)
			}
		}
		m := r.customer()
		m.raw([]byte{0xa0}) // of a newer kind: neither answered nor counted
		m.quiet()
		for i := range maxStrikes {
			if err := m.ws.Write(t.Context(), websocket.MessageText, []byte("text")); err != nil {
				t.Fatal(err)
			}
			if i < maxStrikes-1 {
				m.refused(link.BadRequest)
			}
		}
		if err := <-m.end; !errors.Is(err, transport.ErrLost) {
			t.Errorf("text: %v", err)
		}
		m = r.customer()
		_ = m.ws.Write(t.Context(), websocket.MessageBinary, make([]byte, link.MaxMessage+1)) // breaks while it is sent
		synctest.Wait()
		if err := <-m.end; websocket.CloseStatus(err) != websocket.StatusMessageTooBig {
			t.Errorf("too large: %v", err)
		}
	})
}

func TestTooManyMessages(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		m := r.customer()
		var err error
		for i := 0; i < 2*burst && err == nil; i++ {
			err = m.ws.Write(t.Context(), websocket.MessageBinary, []byte{0xa0})
		}
		if err := <-m.end; !errors.Is(err, transport.ErrLost) {
			t.Errorf("got %v", err)
		}
	})
}

func TestWhoDoesNotReadIsDropped(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		ws, _ := r.dial(link.PathTechnician, r.token("alice"))
		mute := link.NewConn(ws)
		start := time.Now()
		var err error
		for i := 0; i < 2*queueLen && err == nil; i++ { // each is answered
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			err = mute.Send(ctx, &link.Message{Start: &link.Start{}})
			cancel()
		}
		for r.x.Open() > 0 {
			<-time.After(time.Second)
		}
		if took := time.Since(start); took > writeWait+5*time.Second {
			t.Errorf("it took %v", took)
		}
		<-time.After(awayWait + sweepEach)
		if r.ledger.Live() != 0 {
			t.Errorf("%d sessions live that nobody resumed", r.ledger.Live())
		}
		_ = mute.Drop()
	})
}

func TestWhoDoesNotAnswerPingsIsLost(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech := r.technician()
		s := tech.start()
		ws, _ := r.dial(link.PathCustomer, "")
		frozen := link.NewConn(ws)
		if err := frozen.Send(t.Context(), joinAs(s.Number, "Bob")); err != nil {
			t.Fatal(err)
		}
		k := tech.next().Knock
		<-time.After(pingEach + pingWait + time.Second)
		if l := tech.next().Left; l == nil || l.Participant != k.Participant || !l.Lost {
			t.Errorf("got %+v", l)
		}
		_ = frozen.Drop()
	})
}

func TestAnIdleLinkIsBroken(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		m := r.customer()
		<-time.After(idleWait + 3*pingEach)
		if err := <-m.end; websocket.CloseStatus(err) != websocket.StatusGoingAway {
			t.Errorf("got %v", err)
		}
	})
}

func TestANewPasswordSignsOut(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech := r.technician()
		tech.start()
		if err := r.accounts.SetPassword(t.Context(), "alice", "another"); err != nil {
			t.Fatal(err)
		}
		<-time.After(2 * pingEach)
		if err := <-tech.end; websocket.CloseStatus(err) != websocket.StatusGoingAway {
			t.Errorf("got %v", err)
		}
	})
}

func TestATechnicianStaysBeyondTheTokensTime(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, cust := r.technician(), r.customer()
		inside(tech, cust, tech.start())
		<-time.After(13 * time.Hour)
		tech.quiet()
		cust.quiet()
	})
}

func TestOnlyTechniciansMayStart(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		for _, token := range []string{"", "wrong", strings.Repeat("x", 4000)} {
			if ws, status := r.dial(link.PathTechnician, token); ws != nil || status != http.StatusUnauthorized {
				t.Errorf("token %.10q: status %d", token, status)
			}
		}
	})
}

func TestGuessingNumbersOverTheLink(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech := r.technician()
		s := tech.start()
		cust := r.customer()
		wrong := "100000000"
		if wrong == s.Number {
			wrong = "100000001"
		}
		for range 5 {
			cust.send(joinAs(wrong, "Eve"))
			cust.refused(link.WrongNumber)
		}
		cust = r.customer() // another link does not help
		cust.send(joinAs(s.Number, "Eve"))
		wait := cust.refused(link.SlowDown).Retry
		if wait <= 0 || wait > 12*time.Second {
			t.Errorf("wait %v", wait)
		}
		<-time.After(wait)
		inside(tech, cust, s)
	})
}

// TestAnOfficeJoinsAtOnce: twenty customers behind one address, each with a number
// of their own.
func TestAnOfficeJoinsAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech := r.technician()
		var links []*machine
		var numbers []string
		for range 20 {
			numbers = append(numbers, tech.start().Number)
			links = append(links, r.customer())
		}
		for i, cust := range links {
			cust.send(joinAs(numbers[i], "Bob"))
		}
		for range links {
			if m := tech.next(); m.Knock == nil {
				t.Errorf("got %+v; want a knock", m)
			}
		}
		for _, cust := range links {
			cust.quiet()
		}
	})
}

func TestOldProgramsAreToldSo(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, cust := r.technician(), r.customer()
		j := joinAs(tech.start().Number, "Bob")
		j.Join.Offer.Protocol = 0
		cust.send(j)
		cust.refused(link.TooOld)
	})
}

func TestLinksAreBounded(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		var all []*machine
		for range MaxPerAddr {
			all = append(all, r.customer())
		}
		if ws, status := r.dial(link.PathCustomer, ""); ws != nil || status != http.StatusTooManyRequests {
			t.Errorf("one more: status %d", status)
		}
		all[0].drop()
		r.customer()
	})
}

// TestASiteThatStopsTellsNobodyThatSomebodyLeft: what runs from end to end goes on.
func TestASiteThatStopsTellsNobodyThatSomebodyLeft(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech, cust := r.technician(), r.customer()
		inside(tech, cust, tech.start())
		r.stop()
		synctest.Wait()
		for _, m := range []*machine{tech, cust} {
			if err := <-m.end; websocket.CloseStatus(err) != websocket.StatusGoingAway {
				t.Errorf("got %v", err)
			}
			if len(m.in) != 0 {
				t.Errorf("got %+v", *<-m.in)
			}
		}
		if ws, status := r.dial(link.PathCustomer, ""); ws != nil || status != http.StatusServiceUnavailable {
			t.Errorf("afterwards: status %d", status)
		}
	})
}
