package account

import (
	"context"
	"fmt"
)

// A Command is what an administrator asks of the accounts, at the terminal of
// the site's machine.
type Command struct {
	Do       string  `json:"do"` // "add", "list", "passwd", "mode" (which sets Single) or "remove"
	Account  Account `json:"account"`
	Password string  `json:"password,omitempty"`
}

// Run carries out the command. The accounts are the answer to "list".
func (c Command) Run(ctx context.Context, as *Accounts) ([]Account, error) {
	switch c.Do {
	case "add":
		return nil, as.Add(ctx, c.Account, c.Password)
	case "list":
		return as.List(ctx)
	case "passwd":
		return nil, as.SetPassword(ctx, c.Account.Name, c.Password)
	case "mode":
		_, err := as.Change(ctx, c.Account.Name, func(a *Account) { a.Single = c.Account.Single })
		return nil, err
	case "remove":
		return nil, as.Remove(ctx, c.Account.Name)
	}
	return nil, fmt.Errorf("account: unknown command %q", c.Do)
}
