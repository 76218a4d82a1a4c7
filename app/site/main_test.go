package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// site runs a command line and returns its exit code and what it said.
func site(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(in), &o, &e)
	return code, o.String(), e.String()
}

func TestUsersAreMadeAtTheTerminal(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	file := filepath.Join(t.TempDir(), "pw")
	if err := os.WriteFile(file, []byte("a long password\r\nsecond line\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args, in string
		code     int
		out      string // a pattern
	}{
		{"user add --name alice --admin --display Alice --password-file " + file, "", 0, `^$`},
		{"user add --name alice --password-file " + file, "", 1, `^site: account: this name is taken\n$`},
		{"user add --name bob --password-file -", "short\n", 0, `^site: this is a short password\n$`},
		{"user list", "", 0, `^alice +admin +\d{4}-\d\d-\d\d +Alice\nbob +technician +\d{4}-\d\d-\d\d *\n$`},
		{"user passwd --name bob --password-file " + file, "", 0, `^$`},
		{"user passwd --name nobody --password-file " + file, "", 1, `nobody has this name`},
		{"user passwd --name bob --password-file -", "\nx", 1, `the first line is empty`},
		{"user passwd --name bob --password-file " + file + ".none", "", 1, `no such file`},
		{"user mode --name bob --sessions single", "", 0, `^$`},
		{"user list", "", 0, `bob +technician, single session +\d{4}`},
		{"user mode --name bob --sessions multi", "", 0, `^$`},
		{"user list", "", 0, `bob +technician +\d{4}`},
		{"user mode --name bob --sessions two", "", 2, `--sessions is single or multi, not "two"`},
		{"user mode --name bob --shape iconbar --request view --busy-at 3", "", 0, `^$`},
		{"user mode --name bob --email-at-start no --tabs desktop,tools,session,application --away-after 5m", "", 0, `^$`},
		{"user list", "", 0, `bob +technician, iconbar, tabs desktop,tools,session,application, asks for view, no e-mail at start, busy at 3, away after 5m0s +\d{4}`},
		{"user mode --name bob --shape dashboard --request none --busy-at 5 --email-at-start yes --away-after 10m", "", 0, `^$`},
		{"user mode --name bob --tabs tools,desktop,application,session", "", 0, `^$`},
		{"user list", "", 0, `bob +technician +\d{4}`},
		{"user mode --name bob --shape tray", "", 2, `--shape is dashboard, iconbar or multisession, not "tray"`},
		{"user mode --name bob --tabs tools,desktop,session", "", 2, `--tabs is each of tools,desktop,application,session once`},
		{"user mode --name bob --request files", "", 2, `--request is none, view or control, not "files"`},
		{"user mode --name bob --email-at-start maybe", "", 2, `--email-at-start is yes or no`},
		{"user mode --name bob --busy-at 0", "", 2, `--busy-at is 1 to 100, not 0`},
		{"user mode --name bob --away-after 1s", "", 2, `--away-after is 1m to 24h0m0s, not 1s`},
		{"user mode --name bob", "", 2, `say what to change`},
		{"user mode --name nobody --sessions single", "", 1, `nobody has this name`},
		{"user remove --name bob", "", 0, `^$`},
		{"user remove --name bob", "", 1, `nobody has this name`},
		{"user add --name No/Such --password-file " + file, "", 1, `a name is 1 to 64`},
		{"user add --name carol", "", 2, `something is missing`},
		{"user list extra", "", 2, `what is "extra"\?`},
		{"user dance", "", 2, `what is "dance"\?`},
		{"user add --unknown", "", 2, `flag provided but not defined`},
	} {
		args := strings.Fields(c.args)
		args = append(args[:2:2], append([]string{"--data", dir}, args[2:]...)...)
		code, out, errs := site(t, c.in, args...)
		if code != c.code || !regexp.MustCompile(c.out).MatchString(out+errs) {
			t.Errorf("%s: code %d, %q; want %d, %q", c.args, code, out+errs, c.code, c.out)
		}
	}
}

func TestCommandLinesThatMakeNoSense(t *testing.T) {
	for args, want := range map[string]int{
		"": 2, "serve": 2, "serve --listen :0": 2, "server": 2, "user": 2, "serve --data x --listen": 2, "--help": 0, "serve --help": 0,
	} {
		code, out, errs := site(t, "", strings.Fields(args)...)
		if code != want || out+errs == "" {
			t.Errorf("%q: code %d; want %d; said %q", args, code, want, out+errs)
		}
	}
}

// said collects what a running site logs.
type said struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func TestServeSaysWhatItWorksWithAndWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	var log said
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"serve", "--data", dir, "--listen", "127.0.0.1:0", "--name", "Example"}, nil, &log, &log)
	}()
	for start := time.Now(); !strings.Contains(log.String(), "url=https://127.0.0.1:"); {
		if time.Since(start) > 20*time.Second {
			t.Fatalf("it said %q", log.String())
		}
		<-time.After(10 * time.Millisecond)
	}
	for _, want := range []string{"name=Example", "data=" + dir, "cert=" + filepath.Join(dir, "site.pem"), "pin="} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %q in %q", want, log.String())
		}
	}
	second, _, errs := site(t, "", "serve", "--data", dir, "--listen", "127.0.0.1:0")
	if second != 1 || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "Another site is running in this folder") {
		t.Errorf("a second one: code %d, %q", second, errs)
	}
	cancel()
	if got := <-code; got != 0 {
		t.Errorf("code %d, %q", got, log.String())
	}
	if err := os.WriteFile(filepath.Join(dir, "site.db"), []byte("junk"), 0o600); err != nil {
		t.Fatal(err)
	}
	damaged, _, errs := site(t, "", "serve", "--data", dir, "--listen", "127.0.0.1:0")
	if damaged != 1 || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "The file was left as it is") {
		t.Errorf("damaged: code %d, %q", damaged, errs)
	}
}
