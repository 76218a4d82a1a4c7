package node

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// The files of the certificate that a site makes for itself.
const (
	certName  = "site.pem"
	keyName   = "site.key"
	certYears = 10
)

// loadCert returns the certificate of the site and whether it made it itself.
func loadCert(c Config, host string) (cert tls.Certificate, own bool, err error) {
	if c.Cert != "" {
		cert, err = tls.LoadX509KeyPair(c.Cert, c.Key)
		if err != nil {
			return cert, false, fmt.Errorf("node: certificate: %w", err)
		}
		return cert, false, nil
	}
	certFile, keyFile := filepath.Join(c.Data, certName), filepath.Join(c.Data, keyName)
	cert, err = tls.LoadX509KeyPair(certFile, keyFile)
	if err == nil && c.Now().Before(cert.Leaf.NotAfter) {
		return cert, true, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cert, true, fmt.Errorf("node: certificate: %w", err) // not ours to overwrite
	}
	if err := makeCert(certFile, keyFile, host, c.Now()); err != nil {
		return cert, true, fmt.Errorf("node: make a certificate: %w", err)
	}
	if cert, err = tls.LoadX509KeyPair(certFile, keyFile); err != nil {
		return cert, true, fmt.Errorf("node: certificate: %w", err)
	}
	return cert, true, nil
}

// certURL returns the URL with the first name of the given certificate, empty
// if there is none that fits: others could not verify an address instead.
func certURL(c Config, addr net.Addr) string {
	cert, err := tls.LoadX509KeyPair(c.Cert, c.Key)
	if err != nil {
		return "" // loadCert tells
	}
	for _, name := range cert.Leaf.DNSNames {
		if !strings.Contains(name, "*") {
			return "https://" + strings.TrimSuffix(net.JoinHostPort(name, localURL(addr).Port()), ":")
		}
	}
	return ""
}

// makeCert writes a self-signed certificate for this machine and its key.
func makeCert(certFile, keyFile, host string, now time.Time) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return err
	}
	t := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: host, Organization: []string{"Tandem site"}},
		NotBefore:    now.Add(-time.Hour), // clocks differ
		NotAfter:     now.AddDate(certYears, 0, 0),
		KeyUsage:     x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IsCA:         true, BasicConstraintsValid: true, // so that browsers can be told to trust it
	}
	t.DNSNames, t.IPAddresses = names(host)
	der, err := x509.CreateCertificate(rand.Reader, t, t, &key.PublicKey, key)
	if err != nil {
		return err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	// The key first: a certificate without its key would stand in the way of the next start.
	err = writeFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600)
	if err != nil {
		return err
	}
	return writeFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o644)
}

// names returns what this machine is called: host, its own names, its addresses.
func names(host string) (dns []string, ips []net.IP) {
	add := func(name string) {
		if ip, err := netip.ParseAddr(name); err == nil {
			ips = append(ips, ip.AsSlice())
		} else if name != "" {
			dns = append(dns, name)
		}
	}
	add(host)
	add("localhost")
	if name, err := os.Hostname(); err == nil && name != host {
		add(name)
	}
	for _, ip := range append(hostAddresses(), netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("::1")) {
		if ip.String() != host {
			ips = append(ips, ip.AsSlice())
		}
	}
	return dns, ips
}

// writeFile writes a file so that it is there whole or not at all.
func writeFile(name string, b []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.new")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already after the rename
	_, err = f.Write(b)
	if err := errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
