package account

import (
	"context"
	"errors"
	"fmt"

	"tandem/transport/link"
)

// A Command is what an administrator asks of the accounts, at the terminal of
// the site's machine.
type Command struct {
	Do       string  `json:"do"` // "add", "list", "passwd", "mode" or "remove"
	Account  Account `json:"account"`
	Password string  `json:"password,omitempty"`
	// Change is what "mode" takes over from Account.
	Change []Setting `json:"change,omitempty"`
}

// A Setting names something of an account that "mode" changes.
type Setting string

// The settings.
const (
	Sessions  Setting = "sessions"
	Shape     Setting = "shape"
	Tabs      Setting = "tabs"
	Request   Setting = "request"
	Email     Setting = "email-at-start"
	BusyAt    Setting = "busy-at"
	AwayAfter Setting = "away-after"
)

// A Listed is an account in the answer to "list".
type Listed struct {
	Account
	// Is says whether the technician is there, and can take on more; empty where
	// nobody knows, since the site is not running.
	Is link.Available `json:"is,omitempty"`
}

// Run carries out the command. The accounts are the answer to "list".
func (c Command) Run(ctx context.Context, as *Accounts) ([]Listed, error) {
	switch c.Do {
	case "add":
		return nil, as.Add(ctx, c.Account, c.Password)
	case "list":
		list, err := as.List(ctx)
		listed := make([]Listed, len(list))
		for i, a := range list {
			listed[i].Account = a
		}
		return listed, err
	case "passwd":
		return nil, as.SetPassword(ctx, c.Account.Name, c.Password)
	case "mode":
		return nil, c.mode(ctx, as)
	case "remove":
		return nil, as.Remove(ctx, c.Account.Name)
	}
	return nil, fmt.Errorf("account: unknown command %q", c.Do)
}

func (c Command) mode(ctx context.Context, as *Accounts) error {
	var unknown error
	_, err := as.Change(ctx, c.Account.Name, func(a *Account) {
		for _, s := range c.Change {
			if unknown = a.take(c.Account, s); unknown != nil {
				return
			}
		}
	})
	return errors.Join(unknown, err)
}

// take takes a setting over from b.
func (a *Account) take(b Account, s Setting) error {
	switch s {
	case Sessions:
		a.Single = b.Single
	case Shape:
		a.Settings.Shape = b.Settings.Shape
	case Tabs:
		a.Settings.Tabs = b.Settings.Tabs
	case Request:
		a.Settings.Request = b.Settings.Request
	case Email:
		a.Settings.Postpone = b.Settings.Postpone
	case BusyAt:
		a.Settings.BusyAt = b.Settings.BusyAt
	case AwayAfter:
		a.Settings.AwayAfter = b.Settings.AwayAfter
	default:
		return fmt.Errorf("%w: %q", ErrSettings, s)
	}
	return nil
}
