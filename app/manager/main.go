// Command manager is the customer's program: it joins a session by its number
// and lets the customer decide what the technician may see and do.
//
//	manager --site URL [--site-ca FILE] --join NUMBER --name NAME [--lang en|fr]
//
// Without flags it takes the address of the site and the number from the name
// of its own file, as the site's page gives it, and asks for what is missing.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"tandem/app/manager/doze"
	"tandem/app/manager/lean"
	"tandem/app/manager/native"
	"tandem/app/manager/probe"
	"tandem/app/manager/window"
	"tandem/app/session"
	"tandem/app/session/ui"
	"tandem/assets"
	capturing "tandem/capture/native"
)

// appID names the program to the desktop.
const appID = "tandem.manager"

// hung is how long the program may take to end when it is told to.
const hung = 8 * time.Second

// A quitting is an app that ends also when its windows hang.
type quitting struct{ fyne.App }

// Quit ends the program.
func (q quitting) Quit() {
	time.AfterFunc(hung, func() { os.Exit(0) })
	q.App.Quit()
}

// garbage is how many percent of what is in use may be garbage. Most of it are
// a few pictures of the screen, which a collector need not look into, so it may
// come often.
const garbage = 20

func main() {
	runtime.LockOSThread() // windows belong to the first thread
	capturing.TruePixels()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	os.Exit(run(os.Args[1:]))
}

// run runs the program and returns its exit code: 2 for a wrong command line, 1
// when no window can be shown.
func run(args []string) int {
	o, err := parse(args, os.Stderr)
	if err != nil {
		return code(err)
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	if err := ui.Translate(assets.FS, o.lang, "translations/manager"); err != nil {
		log.Error("no translations", "err", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() { // however the windows do
		time.AfterFunc(hung, func() { os.Exit(1) })
	})
	if err := probe.OpenGL(); err != nil {
		return plain(ctx, o, machine{log: log, answer: o.answer, missing: []string{session.MissingOpenGL}}, err)
	}
	settle := func() { go lean.Settle(ctx) } // ends with ctx, or the program
	settle()
	m, loop := machine{log: log, answer: o.answer, begun: settle}, doze.New(ui.Post)
	cfg := window.Config{
		Wish: o.wish, Visit: m.visit, Site: o.site, Remember: o.remember(log),
		Place: primary, Post: ui.InTurn(loop.Post), Doze: loop.Run, Log: log,
	}
	if d, err := native.Open(); err == nil { // Fyne has no sound
		defer func() { _ = d.Close() }() // the program ends
		cfg.Call = d.Call
	}
	window.New(quitting{app.NewWithID(appID)}, cfg).Run(ctx)
	return 0
}
