package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"tandem/app/session"
	"tandem/transport/link"
)

// A config is what the command line and the environment say.
type config struct {
	Site, SiteCA       string
	User, PasswordFile string
	Start              bool
	NumberFile         string
	Request            string
	FullScreen         bool
	Shape              string
	Lang               string
}

// errUsage means that the command line makes no sense. It was said already.
var errUsage = errors.New("usage")

// parse reads the command line; what it does not say is taken from the
// environment: TANDEM_SITE, TANDEM_SITE_CA, TANDEM_USER, TANDEM_LANG.
func parse(args []string, getenv func(string) string, errs io.Writer) (config, error) {
	var c config
	fs := flag.NewFlagSet("console", flag.ContinueOnError)
	fs.SetOutput(errs)
	fs.StringVar(&c.Site, "site", getenv("TANDEM_SITE"), "`URL` of the site; none: a site on this computer")
	fs.StringVar(&c.SiteCA, "site-ca", getenv("TANDEM_SITE_CA"), "`file` with the certificate of the site")
	fs.StringVar(&c.User, "user", getenv("TANDEM_USER"), "`name` to sign in with")
	fs.StringVar(&c.PasswordFile, "password-file", "", "`file` with the password")
	fs.BoolVar(&c.Start, "start", false, "start a session right after signing in")
	fs.StringVar(&c.NumberFile, "number-file", "", "write the number of a session that starts to this `file`")
	fs.StringVar(&c.Request, "request", "", "ask every customer who joins for `view or control`; none: what the site says of the account")
	fs.BoolVar(&c.FullScreen, "fullscreen", false, "show the customer's desktop in full screen, pixel by pixel")
	fs.StringVar(&c.Shape, "shape", "", "`shape` of the Console, "+strings.Join(link.Shapes(), ", ")+"; none: what the site says of the account")
	fs.StringVar(&c.Lang, "lang", getenv("TANDEM_LANG"), "`language`: en or fr; none: the system's")
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return c, err
		}
		return c, errUsage
	}
	if err := c.check(fs.Args()); err != nil {
		_, _ = fmt.Fprintln(errs, "console:", err) // nobody else to tell
		return c, errUsage
	}
	return c, nil
}

func (c config) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("what is %q?", strings.Join(rest, " "))
	case c.Request != "" && c.Request != string(session.View) && c.Request != string(session.Control):
		return fmt.Errorf("--request is view or control, not %q", c.Request)
	case c.Shape != "" && !slices.Contains(link.Shapes(), c.Shape):
		return fmt.Errorf("there is no shape %q; there are: %s", c.Shape, strings.Join(link.Shapes(), ", "))
	case c.Lang != "" && c.Lang != "en" && c.Lang != "fr":
		return fmt.Errorf("--lang is en or fr, not %q", c.Lang)
	case c.PasswordFile != "" && (c.User == "" || c.Site == ""):
		return errors.New("--password-file needs --site and --user")
	}
	return nil
}
