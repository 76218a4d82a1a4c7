// Package local is a site inside the Console, for a technician who has no
// other: the customer's computer reaches this one directly.
//
// # Decisions
//
// It is the very site that runs as a program of its own, in the user's folder
// of configuration, on this machine's address. It has one account, the user's
// own, whose password nobody knows: whoever can start the Console signs in by
// that alone.
//
// The port is the usual one so that an address that was read out stays good
// from one start to the next; a free one where another program has it.
package local

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"

	"tandem/app/site/node"
	"tandem/transport/link"
)

// usual is the port that the site listens on if it is free.
const usual = ":8443"

// A Site is a site that runs in this program. Use Open, then Run.
type Site struct{ node *node.Node }

// Dir is the folder of the site in the user's folder of configuration.
func Dir() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "tandem", "site"), nil
}

// Open opens the site that lives in dir. The error wraps store.ErrLocked when
// another program runs it.
func Open(dir string, log *slog.Logger) (*Site, error) {
	n, err := node.New(node.Config{Data: dir, Listen: usual, Log: log})
	if errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, wsaAddrInUse) {
		n, err = node.New(node.Config{Data: dir, Listen: ":0", Log: log})
	}
	if err != nil {
		return nil, err
	}
	return &Site{n}, nil
}

// wsaAddrInUse is what Windows says when a port is taken.
const wsaAddrInUse = syscall.Errno(10048)

// Link returns how this program reaches the site.
func (s *Site) Link() (*link.Site, error) { return link.NewSite(s.node.URL(), "", s.node.Pin()) }

// SignIn signs the user of this computer in.
func (s *Site) SignIn(ctx context.Context) (link.SignedIn, error) {
	name, display := "technician", ""
	if u, err := user.Current(); err == nil {
		name, display = account(u.Username), u.Name
	}
	if link.CheckText(display) != nil {
		display = ""
	}
	return s.node.Local(ctx, name, display)
}

// account makes the name of an account of a user's: "OFFICE\Zoë" becomes "zo".
func account(username string) string {
	if i := strings.LastIndexByte(username, '\\'); i >= 0 {
		username = username[i+1:]
	}
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune(".-_", r) {
			return r
		}
		return -1
	}, strings.ToLower(username))
	if name == "" {
		return "technician"
	}
	return name[:min(len(name), 64)]
}

// Run serves until ctx ends.
func (s *Site) Run(ctx context.Context) error {
	s.node.LogConfig(ctx)
	return s.node.Run(ctx)
}

// Close closes a site that was never run.
func (s *Site) Close() error { return s.node.Close() }
