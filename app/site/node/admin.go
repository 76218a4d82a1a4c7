package node

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/site/account"
	"tandem/store"
	"tandem/store/bolt"
)

// adminName is the socket of a running site in its folder, which only the
// site's own user may enter.
const adminName = "admin.sock"

// adminWait is how long a command may take.
const adminWait = 20 * time.Second

// adminAnswer is what the running site says to a command.
type adminAnswer struct {
	Accounts []account.Listed `json:"accounts,omitempty"`
	Error    string           `json:"error,omitempty"`
}

// User carries out a command on the accounts of the site in folder data,
// whether the site is running or not.
func User(ctx context.Context, data string, c account.Command) ([]account.Listed, error) {
	ctx, cancel := context.WithTimeout(ctx, adminWait)
	defer cancel()
	s, err := bolt.Open(data)
	if errors.Is(err, store.ErrLocked) {
		return ask(ctx, data, c)
	}
	if err != nil {
		return nil, err
	}
	list, err := c.Run(ctx, account.New(s, time.Now))
	return list, errors.Join(err, s.Close())
}

// ask has the running site carry the command out.
func ask(ctx context.Context, data string, c account.Command) ([]account.Listed, error) {
	path := filepath.Join(data, adminName)
	tr := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", path)
	}}
	defer tr.CloseIdleConnections()
	body, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("node: command: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://site/", bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("node: command: %w", err)
	}
	resp, err := (&http.Client{Transport: tr}).Do(req)
	if err != nil {
		return nil, fmt.Errorf("node: the site in %s is running and does not answer on %s (%w): stop it first: %w",
			data, adminName, err, store.ErrLocked)
	}
	defer func() { _ = resp.Body.Close() }() // read to the end or useless
	var a adminAnswer
	if err := json.NewDecoder(io.LimitReader(resp.Body, 16<<20)).Decode(&a); err != nil {
		return nil, fmt.Errorf("node: answer of the running site: %w", err)
	}
	if a.Error != "" {
		return nil, errors.New(a.Error)
	}
	return a.Accounts, nil
}

// serveAdmin takes commands from this machine until ctx ends.
func (n *Node) serveAdmin(ctx context.Context, g *errgroup.Group) error {
	path := filepath.Join(n.conf.Data, adminName)
	_ = os.Remove(path) // of a site that was killed; the store is ours, so it is not running
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	// The folder has mode 0700, so nobody else came in before this.
	if err := os.Chmod(path, 0o600); err != nil && runtime.GOOS != "windows" {
		return errors.Join(err, l.Close())
	}
	n.serve(ctx, g, l, http.HandlerFunc(n.admin))
	return nil
}

func (n *Node) admin(w http.ResponseWriter, r *http.Request) {
	var c account.Command
	var a adminAnswer
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&c)
	if err == nil {
		a.Accounts, err = c.Run(r.Context(), n.accounts)
	}
	for i := range a.Accounts {
		a.Accounts[i].Is = n.exchange.Available(a.Accounts[i].Name)
	}
	if err != nil {
		a.Error = err.Error()
	}
	n.conf.Log.InfoContext(r.Context(), "command", "do", c.Do, "account", c.Account.Name, "err", err)
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(a) // nobody else to tell
}
