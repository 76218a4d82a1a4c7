package transport

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// ALPN is the application protocol of an end-to-end session (RFC 7301).
const ALPN = "tandem/1"

// ErrStranger means that the peer showed another certificate than the pinned one.
var ErrStranger = errors.New("transport: the peer is not who it should be")

// A Fingerprint is the SHA-256 of a certificate in DER.
type Fingerprint [sha256.Size]byte

// String returns the fingerprint in hexadecimal.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:]) }

// DecodeFingerprint returns the fingerprint whose String is s.
func DecodeFingerprint(s string) (Fingerprint, error) {
	b, err := hex.DecodeString(s)
	if err != nil {
		return Fingerprint{}, fmt.Errorf("transport: fingerprint: %w", err)
	}
	return ParseFingerprint(b)
}

// ParseFingerprint returns the fingerprint whose bytes b holds.
func ParseFingerprint(b []byte) (f Fingerprint, err error) {
	if len(b) != len(f) {
		return f, fmt.Errorf("transport: fingerprint of %d bytes", len(b))
	}
	copy(f[:], b)
	return f, nil
}

// An Identity is a self-signed Ed25519 certificate made for one session, and
// its key, which leaves the process by Marshal alone.
type Identity struct {
	cert tls.Certificate
	fp   Fingerprint
}

// NewIdentity makes a new identity.
func NewIdentity() (*Identity, error) {
	pub, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("transport: identity: %w", err)
	}
	t := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "tandem session"},
		// Nobody looks at these dates: the pin is the proof, and clocks of customers are wrong.
		NotBefore: time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:  time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
		KeyUsage:  x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, pub, key)
	if err != nil {
		return nil, fmt.Errorf("transport: identity: %w", err)
	}
	return &Identity{cert: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, fp: sha256.Sum256(der)}, nil
}

// Marshal returns the certificate and its key, for a program that is to be the
// same to its peers when it is started anew. Keep it as one keeps a key.
func (id *Identity) Marshal() ([]byte, error) {
	key, err := x509.MarshalPKCS8PrivateKey(id.cert.PrivateKey)
	if err != nil {
		return nil, fmt.Errorf("transport: identity: %w", err)
	}
	b := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: id.cert.Certificate[0]})
	return append(b, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})...), nil
}

// ParseIdentity returns what Marshal was called for.
func ParseIdentity(b []byte) (*Identity, error) {
	cert, err := tls.X509KeyPair(b, b)
	if err != nil {
		return nil, fmt.Errorf("transport: identity: %w", err)
	}
	return &Identity{cert: cert, fp: sha256.Sum256(cert.Certificate[0])}, nil
}

// Fingerprint returns what a peer pins.
func (id *Identity) Fingerprint() Fingerprint { return id.fp }

// TLS returns the configuration, for either role, that accepts the peers of
// which known says yes, and no other. It is used by the program that knows
// which peers to expect.
func (id *Identity) TLS(known func(Fingerprint) bool) *tls.Config {
	return &tls.Config{
		Certificates: []tls.Certificate{id.cert},
		ClientAuth:   tls.RequireAnyClientCert,
		MinVersion:   tls.VersionTLS13,
		NextProtos:   []string{ALPN},
		ServerName:   "tandem.invalid", // sent so that all sessions look alike
		// The names and dates of such a certificate mean nothing; VerifyConnection
		// compares the whole of it with the pin instead, on every handshake.
		InsecureSkipVerify:     true,
		SessionTicketsDisabled: true,
		VerifyConnection: func(s tls.ConnectionState) error {
			fp, err := PeerFingerprint(s)
			if err != nil {
				return err
			}
			if !known(fp) {
				return fmt.Errorf("%w: %v", ErrStranger, fp)
			}
			return nil
		},
	}
}

// PeerFingerprint returns the fingerprint of the peer's certificate.
func PeerFingerprint(s tls.ConnectionState) (Fingerprint, error) {
	if len(s.PeerCertificates) != 1 {
		return Fingerprint{}, fmt.Errorf("%w: %d certificates", ErrStranger, len(s.PeerCertificates))
	}
	return sha256.Sum256(s.PeerCertificates[0].Raw), nil
}
