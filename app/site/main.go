package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"tandem/store"
)

// errUsage means that the command line makes no sense. It was said already.
var errUsage = errors.New("usage")

const usage = `usage:
  site serve --data DIR --listen ADDR [--public URL] [--name NAME] [--cert FILE --key FILE]
             [--downloads DIR] [--metrics ADDR] [--verbose]
             [--smtp smtp[s]://[USER@]HOST[:PORT] --mail-from ADDR [--smtp-password-file FILE]]
  site user add    --data DIR --name NAME --password-file FILE [--display NAME] [--admin] [MODE]
  site user passwd --data DIR --name NAME --password-file FILE
  site user mode   --data DIR --name NAME MODE
  site user remove --data DIR --name NAME
  site user list   --data DIR
MODE is how the technician's Console works, any of:
  --sessions single|multi --shape dashboard|iconbar|multisession
  --tabs tools,desktop,application,session    in the order wanted
  --request none|view|control                 asked by itself of every customer who joins
  --email-at-start yes|no                     the invitation opens when a session starts
  --busy-at SESSIONS --away-after TIME        when the technician counts as busy and as away
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run carries out a command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	err := errUsage
	switch {
	case len(args) > 0 && args[0] == "serve":
		err = serve(ctx, args[1:], errs)
	case len(args) > 1 && args[0] == "user":
		err = user(ctx, args[1], args[2:], in, out, errs)
	case len(args) == 1 && (args[0] == "help" || args[0] == "--help" || args[0] == "-h"):
		_, _ = fmt.Fprint(out, usage) // nobody to tell
		return 0
	default:
		_, _ = fmt.Fprint(errs, usage)
	}
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage):
		return 2
	}
	_, _ = fmt.Fprintln(errs, "site: "+explain(err))
	return 1
}

// explain adds to an error what a person can do about it.
func explain(err error) string {
	switch {
	case errors.Is(err, store.ErrLocked):
		return err.Error() + ". Another site is running in this folder: stop it, or use another --data."
	case errors.Is(err, store.ErrDamaged):
		return err.Error() + ". The file was left as it is: bring it back from a backup, or move it away to begin anew."
	case errors.Is(err, store.ErrFull):
		return err.Error() + ". Make room on the disk and start again; nothing that was stored is lost."
	}
	return err.Error()
}

// parse reads flags and refuses what is left over.
func parse(f *flag.FlagSet, args []string, errs io.Writer) error {
	f.SetOutput(errs)
	if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return errUsage // the flag package has said it
	}
	if f.NArg() > 0 {
		return complain(errs, "site %s: what is %q?", f.Name(), f.Arg(0))
	}
	return nil
}

func complain(errs io.Writer, format string, args ...any) error {
	_, _ = fmt.Fprintf(errs, format+"\n", args...)
	return errUsage
}
