// Package mailtest is a mail server for tests, which takes mails and keeps them.
package mailtest

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// A Mail is what the server has taken.
type Mail struct{ From, To, Data string }

// A Server takes mails on a port of this machine, without encryption.
type Server struct {
	Addr string // "127.0.0.1:port"; set by New
	// User and Password must be given by clients, by AUTH PLAIN; empty: none.
	User, Password string
	// Refuse is answered to every recipient, such as "550 no such user".
	Refuse string

	mu    sync.Mutex // guards what follows
	mails []Mail
	conns []net.Conn
}

// New returns a server like s that runs until the test ends.
func New(t *testing.T, s *Server) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Addr = l.Addr().String()
	var g sync.WaitGroup
	g.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.conns = append(s.conns, c)
			s.mu.Unlock()
			g.Go(func() { s.serve(c) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close() // ends the loop
		s.mu.Lock()
		for _, c := range s.conns {
			_ = c.Close() // most have ended by themselves
		}
		s.mu.Unlock()
		g.Wait()
	})
	return s
}

// Mails are those that were taken.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.mails...)
}

// serve speaks as much of RFC 5321 as a client needs.
func (s *Server) serve(c net.Conn) {
	defer func() { _ = c.Close() }()
	in := bufio.NewScanner(c)
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(c, format+"\r\n", args...) } // a client that has gone
	say("220 mailtest")
	var m Mail
	signed := s.User == ""
	for in.Scan() {
		verb, rest, _ := strings.Cut(in.Text(), " ")
		switch strings.ToUpper(verb) {
		case "EHLO", "HELO":
			if s.User != "" {
				say("250-mailtest\r\n250 AUTH PLAIN")
			} else {
				say("250 mailtest")
			}
		case "AUTH":
			b, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "PLAIN "))
			signed = string(b) == "\x00"+s.User+"\x00"+s.Password
			if signed {
				say("235 yes")
			} else {
				say("535 no")
			}
		case "MAIL":
			m = Mail{From: bracketed(rest)}
			say("250 ok")
		case "RCPT":
			m.To = bracketed(rest)
			switch {
			case !signed:
				say("530 sign in")
			case s.Refuse != "":
				say("%s", s.Refuse)
			default:
				say("250 ok")
			}
		case "DATA":
			say("354 go on")
			for in.Scan() && in.Text() != "." {
				m.Data += strings.TrimPrefix(in.Text(), ".") + "\n"
			}
			s.mu.Lock()
			s.mails = append(s.mails, m)
			s.mu.Unlock()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

// bracketed returns the address in "FROM:<a@b> …".
func bracketed(s string) string {
	_, s, _ = strings.Cut(s, "<")
	s, _, _ = strings.Cut(s, ">")
	return s
}
