package main

import (
	"context"
	"fmt"
	"os"
	"os/user"

	"tandem/app/manager/native"
)

// plain runs the program in windows that need no OpenGL, for the reason why,
// and returns its exit code.
func plain(ctx context.Context, o options, m machine, why error) int {
	d, err := native.Open()
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "manager: no window can be shown:", err) // nobody to tell
		return 1
	}
	defer func() { _ = d.Close() }() // the program ends
	m.log.WarnContext(ctx, "no OpenGL, so the windows are plain", "err", why)
	if o.wish.Name == "" {
		o.wish.Name = account()
	}
	err = native.Run(ctx, native.Config{
		Wish: native.Wish(o.wish), Visit: m.visit, Site: o.site, Desktop: d, Log: m.log,
	})
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "manager:", err) // nobody to tell
		return 1
	}
	return 0
}

// account returns the name of the user's account, for want of one that was typed.
func account() string {
	u, err := user.Current()
	if err != nil {
		return "?"
	}
	if u.Name != "" {
		return u.Name
	}
	return u.Username
}
