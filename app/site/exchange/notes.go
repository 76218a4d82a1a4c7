package exchange

import (
	"context"
	"errors"

	"tandem/app/site/ledger"
	"tandem/transport/link"
)

// notes keeps what a technician has written down with the session's record. It
// answers only when it is kept.
func (t *technician) notes(ctx context.Context, n *link.Notes) error {
	err := t.x.Ledger.SetNotes(ctx, n.Session, t.grant.Name, n.Version, n.Text)
	switch {
	case errors.Is(err, ledger.ErrNotYours):
		t.x.Log.WarnContext(ctx, "notes of a session that is not theirs", "session", n.Session, "technician", t.grant.Name)
		return nil // of a site that was set up anew, perhaps: no offence
	case err != nil:
		t.x.note(ctx, err)
		return nil
	}
	t.peer.send(&link.Message{Noted: &link.Noted{Session: n.Session, Version: n.Version}})
	return nil
}
