package desk

import (
	"context"
	"slices"
	"time"

	"tandem/app/session/invite"
	"tandem/transport/link"
)

// An Invite is an invitation that the site was asked to send.
type Invite struct {
	To      string
	At      time.Time // asked or answered
	Pending bool
	// Technician means that it is for another technician, who is to assist.
	Technician bool
	Reason     link.Reason // why it was not sent; empty: it was, or Pending
}

// Invitation is what a customer is to be told, in a language.
func (s *Session) Invitation(lang string) invite.Invitation {
	st := s.desk.state.Get()
	return invite.Invitation{Page: s.Page, Number: s.Number, Site: st.Site, Technician: st.Account, Expires: s.Expires, Lang: lang}
}

// Invite has the site send an invitation to a mail address, in a language. What
// becomes of it is in SessionState.Invites. The error is of invite.ParseAddress,
// ErrAssistant or ErrNotSignedIn, and then nothing was sent.
func (s *Session) Invite(ctx context.Context, to, lang string) error {
	return s.invite(ctx, to, lang, false)
}

// InviteTechnician is Invite for another technician, who comes in as an
// assistant. It returns ErrAssistant for an assistant.
func (s *Session) InviteTechnician(ctx context.Context, to, lang string) error {
	return s.invite(ctx, to, lang, true)
}

func (s *Session) invite(ctx context.Context, to, lang string, assist bool) error {
	if s.state.Get().Role != Primary {
		return ErrAssistant
	}
	to, err := invite.ParseAddress(to)
	if err != nil {
		return err
	}
	s.setInvite(Invite{To: to, At: time.Now(), Pending: true, Technician: assist})
	err = s.desk.send(ctx, &link.Message{Invite: &link.Invite{Session: s.ID, To: to, Lang: lang, Assist: assist}})
	if err != nil {
		s.setInvite(Invite{To: to, At: time.Now(), Technician: assist, Reason: link.Failed})
	}
	return err
}

// TechnicianInvitation is what another technician is to be told, in a language,
// to come in as an assistant.
func (s *Session) TechnicianInvitation(lang string) invite.Invitation {
	i := s.Invitation(lang)
	i.Assist = true
	return i
}

// invited handles the site's word on an invitation.
func (s *Session) invited(i *link.Invited) {
	n := Invite{To: i.To, At: time.Now(), Reason: i.Reason}
	for _, o := range s.state.Get().Invites {
		n.Technician = n.Technician || o.To == i.To && o.Technician
	}
	s.setInvite(n)
}

// setInvite adds i, or puts it in the place of what was known of this address.
func (s *Session) setInvite(i Invite) {
	s.update(func(st *SessionState) {
		st.Invites = append(slices.DeleteFunc(slices.Clone(st.Invites), func(o Invite) bool { return o.To == i.To }), i)
	})
}
