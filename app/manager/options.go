package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"tandem/app/manager/host"
	"tandem/app/manager/recall"
	"tandem/app/manager/window"
	"tandem/transport/link"
)

// errUsage means that the command line makes no sense. It was said already.
var errUsage = errors.New("usage")

// options are what the command line and the name of the program's file say.
type options struct {
	wish   window.Wish
	ca     string // file of certificates that vouch for the site; optional
	pin    string // of the site's certificate; optional
	pinned string // the address that the pin is for
	lang   string
	answer func(context.Context, *host.Consent) // rehearsals only; nil: the customer answers
}

// parse reads the command line.
func parse(args []string, errs io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("manager", flag.ContinueOnError)
	f.SetOutput(errs)
	f.StringVar(&o.wish.Site, "site", "", "address of the site, https://host[:port]")
	f.StringVar(&o.ca, "site-ca", "", "file of certificates that vouch for the site (PEM)")
	number := f.String("join", "", "number of the session, nine digits")
	f.StringVar(&o.wish.Name, "name", "", "your name")
	f.StringVar(&o.lang, "lang", "", "language, en or fr; else the system's")
	rehearse(f, &o)
	if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
		return o, err
	} else if err != nil {
		return o, errUsage // the flag package has said it
	}
	if f.NArg() > 0 {
		return o, complain(errs, "manager: what is %q?", f.Arg(0))
	}
	if o.lang != "" && o.lang != "en" && o.lang != "fr" {
		return o, complain(errs, "manager: --lang is en or fr, not %q", o.lang)
	}
	n, ok := link.ParseNumber(*number)
	if *number != "" && !ok {
		return o, complain(errs, "manager: --join takes the nine digits of a number, not %q", *number)
	}
	o.wish.Number = n
	o.invite(own())
	if o.wish.Name == "" {
		o.wish.Name = recall.Name()
	}
	return o, nil
}

// invite fills in what the name of a file says and the flags do not.
func (o *options) invite(file string) {
	i, ok := link.ParseFileName(file)
	if !ok {
		return
	}
	if o.wish.Site == "" {
		o.wish.Site, o.pin, o.pinned = i.Site, i.Pin, i.Site
	}
	if o.wish.Number == "" {
		o.wish.Number = i.Number
	}
}

// site says how the site at an address proves itself. A pin counts for its own
// address only.
func (o *options) site(address string) (*link.Site, error) {
	if o.pin != "" && address == o.pinned {
		return link.NewSite(address, o.ca, o.pin)
	}
	return link.NewSite(address, o.ca, "")
}

// remember returns what remembers the customer's name.
func (o *options) remember(log *slog.Logger) func(window.Wish) {
	return func(w window.Wish) {
		if err := recall.SetName(w.Name); err != nil {
			log.Info("name not remembered", "err", err)
		}
	}
}

// own returns the name of the program's own file.
func own() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	return filepath.Base(path)
}

func complain(errs io.Writer, format string, args ...any) error {
	_, _ = fmt.Fprintf(errs, format+"\n", args...) // nobody to tell
	return errUsage
}

// code returns the exit code for an error of parse.
func code(err error) int {
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	return 2
}
