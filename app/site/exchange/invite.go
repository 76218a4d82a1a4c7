package exchange

import (
	"context"
	"time"

	"tandem/app/session/invite"
	"tandem/transport/link"
)

// mailWait is how long a mail server may take.
const mailWait = 30 * time.Second

// invite sends an invitation by mail, one at a time for each link. The link's
// other messages do not wait for it.
func (t *technician) invite(ctx context.Context, i *link.Invite) error {
	t.x.mu.Lock()
	mine, busy, closed := t.sessions[i.Session], t.mailing, t.x.closed
	t.x.mu.Unlock()
	answer := func(why link.Reason) {
		t.peer.send(&link.Message{Invited: &link.Invited{Session: i.Session, To: i.To, Reason: why}})
	}
	r, expires, live := t.x.Ledger.Find(i.Session)
	to, err := invite.ParseAddress(i.To)
	switch {
	case !mine || !live:
		answer(link.Ended)
		return nil
	case t.x.Mail == nil || closed:
		answer(link.NotAllowed)
		return nil
	case err != nil:
		answer(link.BadRequest)
		return nil
	case busy || t.x.mails.Take(t.grant.Name) > 0:
		answer(link.SlowDown)
		return nil
	}
	t.mail(true)
	t.x.links.Go(func() { // ends with the mail, mailWait at the latest, and Run waits for it
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), mailWait)
		defer cancel()
		err := t.x.Mail(ctx, to, invite.Invitation{
			Page: t.x.Page(), Number: r.Number, Site: t.x.Site, Technician: t.grant.Shown(), Expires: expires, Lang: i.Lang, Assist: i.Assist,
		})
		t.mail(false)
		why := link.Reason("")
		if err != nil {
			why = link.Failed
			t.x.Log.ErrorContext(ctx, "invitation not sent", "session", i.Session, "technician", t.grant.Name, "err", err)
		} else {
			t.x.Count("invitations_total", 1)
			t.x.Log.InfoContext(ctx, "invitation sent", "session", i.Session, "technician", t.grant.Name)
		}
		answer(why)
	})
	return nil
}

func (t *technician) mail(is bool) {
	t.x.mu.Lock()
	defer t.x.mu.Unlock()
	t.mailing = is
}
