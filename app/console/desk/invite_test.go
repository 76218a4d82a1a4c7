package desk_test

import (
	"testing"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/transport/link"
)

func TestInvitingByMail(t *testing.T) {
	site := desktest.NewSite(t)
	site.Welcome(link.Welcome{Mail: true})
	d := site.Desk(desk.Config{})
	s := start(t, d)
	until(t, "it is known that the site sends mails", func() bool { return d.State().Get().Mail })
	if err := s.Invite(t.Context(), "bob", "fr"); err == nil {
		t.Error("an address without a host is taken")
	}
	for _, want := range []link.Reason{link.Failed, ""} {
		site.Refuse(want)
		if err := s.Invite(t.Context(), "Bob <bob@example.com>", "fr"); err != nil {
			t.Fatal(err)
		}
		until(t, "the outcome is known", func() bool {
			is := s.State().Get().Invites
			return len(is) == 1 && is[0].To == "bob@example.com" && !is[0].Pending && is[0].Reason == want
		})
	}
	if i := s.Invitation("fr"); i.Number != s.Number || i.Page != s.Page || i.Site != "desktest" || i.Technician != "Alice Martin" {
		t.Errorf("invitation %+v", i)
	}
}
