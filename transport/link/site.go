package link

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/coder/websocket"
)

// Errors of a Site's methods. Others mean that the site could not be reached.
var (
	ErrSignIn   = errors.New("link: wrong name or password")
	ErrSlowDown = errors.New("link: too many attempts")
	ErrAddress  = errors.New("link: not the address of a site")
	ErrNoSite   = errors.New("link: no site answers at this address")
)

// A Site is where a site is and how it is recognised. Use NewSite.
type Site struct {
	URL  string // "https://host:port", no path
	http *http.Client
}

// NewSite checks the address, to which https:// is added when missing, and
// says how the site proves itself. With a pin, by exactly the certificate that
// has it; else by one that the system trusts, or that the certificates in
// caFile (PEM), if any, vouch for.
func NewSite(address, caFile, pin string) (*Site, error) {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("%w: %q", ErrAddress, address)
	}
	conf := &tls.Config{MinVersion: tls.VersionTLS13}
	if pin != "" {
		err = trustPin(conf, pin)
	} else {
		err = trustFile(conf, caFile)
	}
	if err != nil {
		return nil, err
	}
	tr := &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: conf}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse } // a password goes nowhere else
	return &Site{URL: "https://" + u.Host, http: &http.Client{Transport: tr, CheckRedirect: stay}}, nil
}

// SignIn exchanges a technician's password for a token. It returns ErrSignIn
// or ErrSlowDown, wrapped, where the site says no.
func (s *Site) SignIn(ctx context.Context, name, password string) (SignedIn, error) {
	var in SignedIn
	body, err := json.Marshal(SignIn{Name: name, Password: password})
	if err != nil {
		return in, fmt.Errorf("link: sign in: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL+PathSignIn, bytes.NewReader(body))
	if err != nil {
		return in, fmt.Errorf("link: sign in: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.http.Do(req)
	if err != nil {
		return in, fmt.Errorf("%w: %w", ErrNoSite, err)
	}
	defer func() { _ = resp.Body.Close() }() // read to the end or useless
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusUnauthorized:
		return in, ErrSignIn
	case http.StatusTooManyRequests:
		return in, ErrSlowDown
	default:
		return in, fmt.Errorf("%w: status %d", ErrNoSite, resp.StatusCode)
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, MaxMessage)).Decode(&in); err != nil {
		return in, fmt.Errorf("%w: %w", ErrNoSite, err)
	}
	return in, nil
}

// Technician opens the link of a technician who has signed in.
func (s *Site) Technician(ctx context.Context, token string) (*Conn, error) {
	return s.dial(ctx, PathTechnician, http.Header{"Authorization": {"Bearer " + token}})
}

// Customer opens the link of a customer.
func (s *Site) Customer(ctx context.Context) (*Conn, error) {
	return s.dial(ctx, PathCustomer, nil)
}

func (s *Site) dial(ctx context.Context, path string, h http.Header) (*Conn, error) {
	ws, resp, err := websocket.Dial(ctx, s.URL+path, &websocket.DialOptions{HTTPClient: s.http, HTTPHeader: h})
	switch {
	case err == nil:
		return NewConn(ws), nil
	case resp != nil && resp.StatusCode == http.StatusUnauthorized:
		return nil, ErrSignIn
	case resp != nil && resp.StatusCode == http.StatusTooManyRequests:
		return nil, ErrSlowDown
	}
	return nil, fmt.Errorf("%w: %w", ErrNoSite, err)
}
