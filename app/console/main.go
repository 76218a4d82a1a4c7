package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path"
	"syscall"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"tandem/app/console/look"
	"tandem/app/console/native"
	"tandem/app/session/ui"
	"tandem/assets"
)

// id is what the system knows the program by.
const id = "io.tandem.console"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}

// run runs the program and returns its exit code.
func run(ctx context.Context, args []string, errs io.Writer) int {
	c, err := parse(args, os.Getenv, errs)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	log := slog.New(slog.NewTextHandler(errs, nil))
	log.InfoContext(ctx, "console", "site", c.Site, "user", c.User, "start", c.Start, "request", c.Request, "shape", c.Shape, "lang", c.Lang)
	if err := ui.Translate(assets.FS, c.Lang, "translations/console"); err != nil {
		_, _ = fmt.Fprintln(errs, "console:", err) // nobody else to tell
		return 1
	}
	if err := native.Probe(); err != nil {
		_, _ = fmt.Fprintln(errs, "console:", err) // nobody else to tell
		return 1
	}
	a := app.NewWithID(id)
	a.Settings().SetTheme(look.NewIn(look.ModeOf(a.Preferences())))
	if icon, err := assets.FS.ReadFile("icons/tandem.svg"); err == nil {
		a.SetIcon(fyne.NewStaticResource(path.Base("tandem.svg"), icon))
	}
	return newProgram(ctx, c, a, log).run(a)
}
