package link

import (
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"encoding/base32"
	"errors"
	"fmt"
	"os"
	"strings"
)

// ErrPin means that the site has another certificate than the pinned one.
var ErrPin = errors.New("link: the site has another certificate than expected")

// ErrCertificate means that the file with the site's certificate cannot be
// read or holds none.
var ErrCertificate = errors.New("link: no certificate to know the site by")

// pinSize is how much of a certificate's SHA-256 a pin is, in bytes. Making
// another certificate with the same 128 bits is out of reach.
const pinSize = 16

// Pin returns the pin of a certificate in DER: 26 letters and digits.
func Pin(certificate []byte) string {
	sum := sha256.Sum256(certificate)
	return pinEncoding.EncodeToString(sum[:pinSize])
}

var pinEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// trustPin accepts the certificate that has the pin and no other, whatever
// names and dates are in it.
func trustPin(conf *tls.Config, pin string) error {
	pin = strings.ToLower(pin)
	if b, err := pinEncoding.DecodeString(pin); err != nil || len(b) != pinSize {
		return fmt.Errorf("%w: %q is no pin", ErrAddress, pin)
	}
	conf.InsecureSkipVerify = true // VerifyConnection replaces it, and always runs
	conf.VerifyConnection = func(cs tls.ConnectionState) error {
		if len(cs.PeerCertificates) == 0 ||
			subtle.ConstantTimeCompare([]byte(Pin(cs.PeerCertificates[0].Raw)), []byte(pin)) != 1 {
			return ErrPin
		}
		return nil
	}
	return nil
}

// trustFile accepts what the system accepts and what the certificates in file
// vouch for. An empty file adds none.
func trustFile(conf *tls.Config, file string) error {
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if file != "" {
		pem, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrCertificate, err)
		}
		if !roots.AppendCertsFromPEM(pem) {
			return fmt.Errorf("%w: %s", ErrCertificate, file)
		}
	}
	conf.RootCAs = roots
	return nil
}
