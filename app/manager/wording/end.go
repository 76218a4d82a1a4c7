package wording

import (
	"crypto/tls"
	"errors"
	"math"

	"fyne.io/fyne/v2/lang"

	"tandem/app/manager/host"
	"tandem/app/session"
	"tandem/transport"
	"tandem/transport/link"
)

// An End is why a session is over, or never began, and what to do next.
type End struct {
	Fine  bool // somebody wanted it so
	Why   string
	Next  string
	Retry bool // the same number may work again
}

// EndOf returns the words for a session that is over.
func EndOf(s host.State) End {
	who := people{s.Technician, s.Site}
	switch s.By {
	case host.ByTechnician:
		if s.Aside { // who may be the only one for whom it is over
			return End{true, lang.L("{{.Technician}} has ended the session for you.", who), private(), false}
		}
		return End{true, lang.L("{{.Technician}} has ended the session.", who), private(), false}
	case host.ByCustomer:
		return End{true, lang.L("You have left the session."), private(), true}
	case host.ByNobody:
	}
	if refused, ok := errors.AsType[*host.Refused](s.Err); ok {
		return refusal(refused)
	}
	return failure(s.Err)
}

func private() string {
	return lang.L("Nobody can see or control your computer now. Nothing keeps running when you close this window.")
}

func refusal(r *host.Refused) End {
	switch r.Reason {
	case link.WrongNumber:
		return End{false, lang.L("This number is not known."), lang.L("Please compare the nine digits with those you were told."), false}
	case link.InUse:
		return End{false, lang.L("No more people can join this session."), lang.L("Please ask the technician."), true}
	case link.Ended:
		return End{false, lang.L("This session is over, or its number has expired."), lang.L("Ask the technician for a new number."), false}
	case link.SlowDown:
		return End{false, lang.L("Too many attempts."), patience(r), true}
	case link.TooOld:
		return End{false, lang.L("This program is too old for the site."), lang.L("Please download it again from the site's page."), false}
	case link.NotAllowed:
		return End{false, lang.L("The technician did not let you in."), lang.L("If that is a mistake, please call the technician."), true}
	case link.BadRequest, link.Failed:
	}
	return End{false, lang.L("The site could not let you in."), lang.L("Please try again in a moment, or ask the technician."), true}
}

func patience(r *host.Refused) string {
	if r.Retry <= 0 {
		return lang.L("Please wait a minute, then try again.")
	}
	return lang.L("Please wait {{.Seconds}} seconds, then try again.", map[string]int{"Seconds": int(math.Ceil(r.Retry.Seconds()))})
}

func failure(err error) End {
	_, cert := errors.AsType[*tls.CertificateVerificationError](err)
	switch {
	case cert, errors.Is(err, link.ErrPin):
		return End{
			false, lang.L("The site could not prove who it is."),
			lang.L("Somebody may be in between. Check the address, and get the program from the site's page again."), true,
		}
	case errors.Is(err, host.ErrSite):
		return End{false, lang.L("The site cannot be reached."), lang.L("Check the address and your internet connection, then try again."), true}
	case errors.Is(err, host.ErrTechnician):
		return End{
			false, lang.L("The technician's computer cannot be reached."),
			lang.L("A network or firewall stands between you. Try again, or tell the technician."), true,
		}
	case errors.Is(err, session.ErrVersion):
		return End{false, lang.L("The technician's program speaks another version."), lang.L("Please download this program again from the site's page."), false}
	case errors.Is(err, transport.ErrLost):
		return End{
			false, lang.L("The connection was lost."),
			lang.L("Nobody can see or control your computer now. You may join again with the same number."), true,
		}
	}
	return End{
		false, lang.L("The session has broken off."),
		lang.L("Nobody can see or control your computer now. You may join again with the same number."), true,
	}
}
