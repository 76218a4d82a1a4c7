package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tandem/app/site/ledger"
	"tandem/store/bolt"
)

// cmdAccount adds a technician's account to the running site, with alice's password.
func cmdAccount(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "account NAME")
	ts.Check(ts.Exec("site", "user", "add", "--data", ts.MkAbs("site"), "--name", strings.ToLower(args[0]),
		"--display", args[0], "--password-file", ts.MkAbs("password")))
}

// cmdPress brings a window to the front and presses keys there, again from the
// start when a slow machine has lost one, until a file says that they have done
// what they are for.
func cmdPress(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 5, "press NAME TITLE FILE REGEXP KEY ...")
	const once = 4 * time.Second
	re, err := regexp.Compile("(?s)" + args[3])
	ts.Check(err)
	file := ts.MkAbs(args[2])
	done := func() bool {
		b, err := os.ReadFile(file)
		return err == nil && re.Match(b)
	}
	until(ts, args[2]+" matching "+args[3], func() bool {
		if done() {
			return true
		}
		cmdWindow(ts, false, args[:2])
		cmdXdo(ts, false, []string{args[0], "windowactivate", "--sync", ts.Getenv("WINDOW")})
		for _, key := range args[4:] {
			cmdXdo(ts, false, []string{args[0], "key", key})
			<-time.After(300 * time.Millisecond) // for what it brings up to have the keys
		}
		for end := time.Now().Add(once); !done(); <-time.After(50 * time.Millisecond) {
			if time.Now().After(end) {
				return false
			}
		}
		return true
	})
}

// cmdReport waits until what the site has on its disk of its sessions matches.
func cmdReport(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "report REGEXP")
	re, err := regexp.Compile("(?s)" + args[0])
	ts.Check(err)
	got := ""
	defer func() { ts.Logf("the site has on record:\n%s", got) }()
	until(ts, "a report matching "+args[0], func() bool {
		got, err = report(filepath.Join(ts.MkAbs("site"), "site.db"))
		if err != nil {
			got = err.Error() // copied while it was written
		}
		return err == nil && re.MatchString(got)
	})
}

// report says what a copy of a site's store has of its sessions, a line for each
// fact.
func report(store string) (string, error) {
	dir, err := os.MkdirTemp("", "report")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(dir) }() // nobody else knows of it
	b, err := os.ReadFile(store)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, filepath.Base(store)), b, 0o600); err != nil {
		return "", err
	}
	kept, err := bolt.Open(dir)
	if err != nil {
		return "", err
	}
	defer func() { _ = kept.Close() }() // only read from
	return told(ledger.New(kept, time.Now))
}

func told(l *ledger.Ledger) (string, error) {
	records, err := l.Records(context.Background())
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, r := range records {
		fmt.Fprintf(&b, "session of %s, ended %q\n", r.Technician, r.How)
		for _, p := range r.Participants {
			fmt.Fprintf(&b, "%s (%s) joined %v left %v\n", p.Name, p.Account, !p.Joined.IsZero(), !p.Left.IsZero())
		}
		for _, t := range r.Transfers {
			fmt.Fprintf(&b, "%s to %s\n", t.From, t.To)
		}
		notes, err := l.Notes(context.Background(), r.ID)
		if err != nil {
			return "", err
		}
		for _, n := range notes {
			fmt.Fprintf(&b, "%s notes %s\n", n.Technician, n.Text)
		}
	}
	return b.String(), nil
}
