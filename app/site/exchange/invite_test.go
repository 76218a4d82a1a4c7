package exchange

import (
	"context"
	"errors"
	"testing"

	"tandem/app/session/invite"
	"tandem/transport/link"
)

func TestInvitationsByMail(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		asked := func(tech *machine, session, to string, want link.Reason) {
			t.Helper()
			tech.send(&link.Message{Invite: &link.Invite{Session: session, To: to, Lang: "fr"}})
			if i := tech.next().Invited; i == nil || i.Session != session || i.To != to || i.Reason != want {
				t.Errorf("to %q: got %+v; want %q", to, i, want)
			}
		}
		var sent []invite.Invitation
		var fails error
		r.x.Mail = func(_ context.Context, to string, i invite.Invitation) error {
			if to != "bob@example.com" {
				t.Errorf("sent to %q", to)
			}
			sent = append(sent, i)
			return fails
		}
		tech := r.technician()
		s := tech.start()
		asked(tech, "another", "bob@example.com", link.Ended)
		asked(tech, s.Session, "bob", link.BadRequest)
		asked(tech, s.Session, "Bob <bob@example.com>", "")
		if len(sent) != 1 || sent[0].Number != s.Number || sent[0].Technician != "Alice Martin" || sent[0].Lang != "fr" || !sent[0].Expires.Equal(s.Expires) {
			t.Errorf("sent %+v; want one, of session %+v", sent, s)
		}
		tech.send(&link.Message{Invite: &link.Invite{Session: s.Session, To: "bob@example.com", Assist: true}})
		if i := tech.next().Invited; i == nil || i.Reason != "" || !sent[1].Assist || sent[0].Assist {
			t.Errorf("a technician: got %+v, sent %+v", i, sent)
		}
		fails = errors.New("no server")
		asked(tech, s.Session, "bob@example.com", link.Failed)
		for range 17 {
			asked(tech, s.Session, "bob@example.com", link.Failed)
		}
		asked(tech, s.Session, "bob@example.com", link.SlowDown)
	})
}

func TestASiteWithoutAMailServerSendsNone(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tech := r.technician()
		s := tech.start()
		tech.send(&link.Message{Invite: &link.Invite{Session: s.Session, To: "bob@example.com"}})
		if i := tech.next().Invited; i == nil || i.Reason != link.NotAllowed {
			t.Errorf("got %+v; want NotAllowed", i)
		}
	})
}
