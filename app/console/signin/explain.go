package signin

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io/fs"

	"fyne.io/fyne/v2/lang"

	"tandem/store"
	"tandem/transport/link"
)

// A kind is what went wrong, as far as people care.
type kind uint8

const (
	failed       kind = iota // something that has no kind of its own
	refused                  // wrong name or password
	slowDown                 // too many attempts
	badAddress               // not an address
	noSite                   // nobody answers there
	untrusted                // a certificate that nothing vouches for
	wrongName                // a certificate for another address
	noFile                   // the file with the certificate
	siteRunning              // another Console on this computer runs its site
	storeTrouble             // the local site's folder
)

func kindOf(err error) kind {
	var (
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
		invalid   x509.CertificateInvalidError
		verify    *tls.CertificateVerificationError
	)
	switch {
	case errors.Is(err, link.ErrSignIn):
		return refused
	case errors.Is(err, link.ErrSlowDown):
		return slowDown
	case errors.Is(err, link.ErrAddress):
		return badAddress
	case errors.As(err, &host):
		return wrongName
	case errors.As(err, &authority), errors.As(err, &invalid), errors.As(err, &verify), errors.Is(err, link.ErrPin):
		return untrusted
	case errors.Is(err, link.ErrCertificate):
		return noFile
	case errors.Is(err, store.ErrLocked):
		return siteRunning
	case errors.Is(err, store.ErrFull), errors.Is(err, store.ErrDamaged), errors.Is(err, fs.ErrPermission):
		return storeTrouble
	case errors.Is(err, link.ErrNoSite), errors.Is(err, context.DeadlineExceeded):
		return noSite
	}
	return failed
}

// explain says what went wrong and what to do about it.
func explain(err error) string {
	switch kindOf(err) {
	case refused:
		return lang.L("The name or the password is wrong.")
	case slowDown:
		return lang.L("Too many attempts. Wait a minute, then try again.")
	case badAddress:
		return lang.L("This is not the address of a site. It looks like support.example.com or https://support.example.com:8443.")
	case noSite:
		return lang.L("No site answers at this address. Check the address and your network.")
	case untrusted:
		return lang.L("This computer does not trust the site's certificate. Choose the site's certificate file (site.pem, from its administrator) below, or start with --site-ca FILE.")
	case wrongName:
		return lang.L("The site's certificate is for another address. Use the address that your administrator gave you.")
	case noFile:
		return lang.L("The certificate file cannot be read, or holds no certificate.")
	case siteRunning:
		return lang.L("Another Console on this computer runs the site already. Use that one, or close it first.")
	case storeTrouble:
		return lang.L("The site's folder on this computer cannot be used: it is full, damaged or not yours.")
	case failed:
	}
	return lang.L("It did not work, for a reason that this program does not know. Try again.")
}
