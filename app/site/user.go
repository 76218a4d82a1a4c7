package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"tandem/app/site/account"
	"tandem/app/site/node"
)

// shortPassword is below what is worth calling one, in bytes. It is only warned of.
const shortPassword = 10

func user(ctx context.Context, do string, args []string, in io.Reader, out, errs io.Writer) error {
	c := account.Command{Do: do}
	f := flag.NewFlagSet("user "+do, flag.ContinueOnError)
	data := f.String("data", "", "folder of the site's data")
	var file string
	var m mode
	switch do {
	case "add":
		f.StringVar(&c.Account.Display, "display", "", "name that others see")
		f.BoolVar(&c.Account.Admin, "admin", false, "may administer the site")
		m.flags(f)
		fallthrough
	case "passwd":
		f.StringVar(&file, "password-file", "", `file whose first line is the password, "-" for standard input`)
		fallthrough
	case "remove":
		f.StringVar(&c.Account.Name, "name", "", "name to sign in with")
	case "mode":
		m.flags(f)
		f.StringVar(&c.Account.Name, "name", "", "name to sign in with")
	case "list":
	default:
		return complain(errs, "site user: what is %q?\n%s", do, usage)
	}
	if err := parse(f, args, errs); err != nil {
		return err
	}
	if *data == "" || do != "list" && c.Account.Name == "" || (do == "add" || do == "passwd") && file == "" {
		return complain(errs, "site user %s: something is missing\n%s", do, usage)
	}
	if err := m.apply(&c, f, errs); err != nil {
		return err
	}
	if do == "mode" && len(c.Change) == 0 {
		return complain(errs, "site user mode: say what to change\n%s", usage)
	}
	if file != "" {
		var err error
		if c.Password, err = password(file, in); err != nil {
			return err
		}
		if len(c.Password) > 0 && len(c.Password) < shortPassword {
			_, _ = fmt.Fprintln(errs, "site: this is a short password")
		}
	}
	list, err := node.User(ctx, *data, c)
	if err != nil || do != "list" {
		return err
	}
	return show(out, list)
}

// password returns the first line of a file.
func password(file string, in io.Reader) (string, error) {
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return "", fmt.Errorf("password file: %w", err)
		}
		defer func() { _ = f.Close() }() // was only read
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, 64<<10))
	if err != nil {
		return "", fmt.Errorf("password file: %w", err)
	}
	line, _, _ := strings.Cut(string(b), "\n")
	if line = strings.TrimSuffix(line, "\r"); line == "" {
		return "", errors.New("password file: the first line is empty")
	}
	return line, nil
}

func show(out io.Writer, list []account.Listed) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	for _, a := range list {
		role := "technician"
		if a.Admin {
			role = "admin"
		}
		role += words(a.Account)
		is := ""
		if a.Is != "" { // the site is running
			is = string(a.Is) + "\t"
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s%s\n", a.Name, role, a.Created.Format("2006-01-02"), is, a.Display) // Flush tells
	}
	return w.Flush()
}
