// Package mail sends invitations by the office's mail server, SMTP (RFC 5321).
//
// # Decisions
//
// The line to the server is encrypted, or nothing is sent; only a server on this
// very machine may do without.
//
// What is sent is an invite.Invitation and nothing else.
package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"tandem/app/session/invite"
)

// timeout is how long the server may take to answer.
const timeout = 20 * time.Second

// Config says which server sends.
type Config struct {
	// Server is "smtp://[user@]host[:587]", where the line becomes encrypted by
	// STARTTLS, or "smtps://[user@]host[:465]", where it is from the start.
	Server string
	// PasswordFile is the file whose first line is the user's password.
	PasswordFile string
	// From is the address that mails come from, "Example <help@example.com>".
	From string
	// TLS is for tests; nil: the system's certificates count.
	TLS *tls.Config
}

// A Mailer sends invitations. Use New.
type Mailer struct {
	from     *netmail.Address
	host     string
	port     int
	user     string
	password string
	direct   bool // encrypted from the start
	tls      *tls.Config
}

// New checks a Config. The server is not asked yet.
func New(c Config) (*Mailer, error) {
	u, err := url.Parse(c.Server)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("mail: server %q is not smtp[s]://[user@]host[:port]", c.Server)
	}
	if _, has := u.User.Password(); has {
		return nil, errors.New("mail: the password belongs in a file")
	}
	m := &Mailer{host: u.Hostname(), port: 587, user: u.User.Username(), direct: u.Scheme == "smtps", tls: c.TLS}
	if m.direct {
		m.port = 465
	}
	if p := u.Port(); p != "" {
		if m.port, err = strconv.Atoi(p); err != nil {
			return nil, fmt.Errorf("mail: port %q: %w", p, err)
		}
	}
	if m.from, err = netmail.ParseAddress(c.From); err != nil {
		return nil, fmt.Errorf("mail: from %q: %w", c.From, err)
	}
	if (m.user == "") != (c.PasswordFile == "") {
		return nil, errors.New("mail: a user and a password file go together")
	}
	if c.PasswordFile != "" {
		b, err := os.ReadFile(c.PasswordFile)
		if err != nil {
			return nil, fmt.Errorf("mail: %w", err)
		}
		line, _, _ := strings.Cut(string(b), "\n")
		m.password = strings.TrimSuffix(line, "\r")
	}
	return m, nil
}

// Send sends an invitation to a mail address, which the server has taken when it
// returns nil.
func (m *Mailer) Send(ctx context.Context, to string, i invite.Invitation) error {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	subject, body := i.Mail()
	if err := msg.FromFormat(m.from.Name, m.from.Address); err != nil {
		return fmt.Errorf("mail: from: %w", err)
	}
	if err := msg.To(to); err != nil {
		return fmt.Errorf("mail: to: %w", err)
	}
	msg.Subject(subject)
	msg.SetDate()
	msg.SetMessageID()
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834
	msg.SetBodyString(gomail.TypeTextPlain, body)
	c, err := gomail.NewClient(m.host, m.options()...)
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	defer func() { _ = c.Close() }() // closed already, unless signing in has failed
	if err := c.DialAndSendWithContext(ctx, msg); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	return nil
}

func (m *Mailer) options() []gomail.Option {
	opts := []gomail.Option{gomail.WithPort(m.port), gomail.WithTimeout(timeout)}
	switch {
	case m.direct:
		opts = append(opts, gomail.WithSSL())
	case local(m.host):
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	default:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if m.tls != nil {
		opts = append(opts, gomail.WithTLSConfig(m.tls))
	}
	if m.user != "" {
		opts = append(opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(m.user), gomail.WithPassword(m.password))
	}
	return opts
}

// local reports whether a host is this very machine.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
