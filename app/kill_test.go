package app

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"tandem/app/console/desk"
	"tandem/app/manager/host"
	"tandem/app/session"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/store/bolt"
	"tandem/transport/link"
)

// killEnv carries what the child needs: site, certificate, store, separated by "|".
const killEnv = "TANDEM_TEST_KILL"

// deskIn is a desk of alice's with a store in dir.
func deskIn(t *testing.T, site *link.Site, dir string) *desk.Desk {
	t.Helper()
	kept, err := bolt.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kept.Close() }) // what matters is on the disk
	d := desk.New(desk.Config{
		Site: site, Decoder: func() codec.Decoder { return tile.NewDecoder(tile.Config{}) }, Keep: kept,
		Log: slog.New(slog.DiscardHandler),
	})
	if err := d.SignIn(t.Context(), "alice", "correct horse battery"); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestConsoleChild is the process that TestAConsoleThatWasKilledGoesOn kills.
func TestConsoleChild(t *testing.T) {
	args := strings.Split(os.Getenv(killEnv), "|")
	if len(args) != 3 {
		t.Skip("only run by TestAConsoleThatWasKilledGoesOn")
	}
	site, err := link.NewSite(args[0], args[1], "")
	if err != nil {
		t.Fatal(err)
	}
	tg := &together{t: t, site: site, desk: deskIn(t, site, args[2])}
	go func() { _ = tg.desk.Run(context.Background()) }() // until the process is killed
	tg.startSession()
	fmt.Println("number", tg.session.Number)
	tg.until("joined", func() bool { return tg.session.State().Get().Phase == desk.Active })
	if err := tg.session.Chat().Say("before"); err != nil {
		t.Fatal(err)
	}
	if err := tg.session.Notes().Set("restarted the spooler"); err != nil {
		t.Fatal(err)
	}
	tg.until("saved", func() bool { return tg.session.Notes().State().Get().Saved })
	if err := tg.session.Ask(session.View); err != nil {
		t.Fatal(err)
	}
	select {} // the parent ends it
}

func TestAConsoleThatWasKilledGoesOn(t *testing.T) {
	tg := newSite(t)
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^TestConsoleChild$")
	cmd.Env = append(os.Environ(), killEnv+"="+strings.Join([]string{tg.site.URL, tg.caFile, dir}, "|"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	lines := bufio.NewScanner(out)
	number := ""
	for number == "" && lines.Scan() {
		number, _ = strings.CutPrefix(lines.Text(), "number ")
	}
	tg.joinNumber(number)
	tg.answer(session.View, true)
	tg.until("shown", func() bool { return !tg.host.State().Get().Shown.Empty() })
	if err := tg.host.Chat().Say("I see"); err != nil {
		t.Fatal(err)
	}
	tg.until("the chat has arrived", func() bool {
		ls := tg.host.Chat().Lines().Get()
		return len(ls) == 2 && (ls[0].Arrived || ls[1].Arrived)
	})
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	killed := time.Now()
	if err := tg.host.Chat().Say("are you there?"); err != nil {
		t.Fatal(err)
	}

	tg.desk = deskIn(t, tg.site, dir)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = tg.desk.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	tg.until("the session is there", func() bool { return len(tg.desk.State().Get().Sessions) == 1 })
	tg.session = tg.desk.State().Get().Sessions[0]
	t.Logf("listed %v after the kill", time.Since(killed).Round(time.Millisecond))
	if got := tg.session.Notes().State().Get().Text; got != "restarted the spooler" {
		t.Errorf("notes %q after the kill", got)
	}
	if tg.session.Number != number {
		t.Errorf("number %s; want %s", tg.session.Number, number)
	}
	tg.until("the customer is in", func() bool { return tg.session.State().Get().Phase == desk.Active })
	tg.until("the picture is back, unasked", tg.seen)
	t.Logf("picture back %v after the kill", time.Since(killed).Round(time.Millisecond))
	tg.until("what was said meanwhile has come", func() bool { return len(tg.session.Chat().Lines().Get()) == 3 })
	if err := tg.session.Chat().Say("after"); err != nil {
		t.Fatal(err)
	}
	said := func(texts string, lines func() []string) {
		t.Helper()
		tg.until(texts, func() bool { return strings.Join(lines(), "|") == texts })
	}
	said("before|I see|are you there?|after", func() (all []string) {
		for _, l := range tg.session.Chat().Lines().Get() {
			all = append(all, l.Text)
		}
		return all
	})
	said("before|I see|are you there?|after", func() (all []string) {
		for _, l := range tg.host.Chat().Lines().Get() {
			all = append(all, l.Text)
		}
		return all
	})
	if n := len(tg.host.Consent().Prompts().Get()); n != 0 || tg.host.State().Get().Lost {
		t.Errorf("the customer has %d prompts, state %+v; want none and a line", n, tg.host.State().Get())
	}
	tg.session.End()
	tg.until("over", func() bool { return tg.host.State().Get().Phase == host.Over })
	if st := tg.host.State().Get(); st.By != host.ByTechnician {
		t.Errorf("ended by %v; want the technician", st.By)
	}
}
