package chat

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// texts returns what the journal at path holds; "?" stands for a piece of a line.
func journalled(t *testing.T, path string) []string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for l := range strings.Lines(string(b)) {
		var e entry
		if json.Unmarshal([]byte(l), &e) != nil {
			e.Text = "?"
		}
		out = append(out, e.Text)
	}
	return out
}

func TestJournalGoesOnAfterAPieceOfALine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sessions", "a.jsonl")
	for _, text := range []string{"one", "two\nlines"} {
		j := NewFile(path) // a new process each time
		if err := j.Append(Line{Number: 1, From: "Alice", Text: text, At: time.Now()}); err != nil {
			t.Fatal(err)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b[:len(b)-5], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := NewFile(path).Append(Line{Text: "three"}); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(journalled(t, path), "|"), "one|?|three"; got != want {
		t.Errorf("journal holds %q; want %q", got, want)
	}
}

func TestJournalTellsWhatItCannotKeep(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := New(Config{Journal: NewFile(filepath.Join(blocked, "a.jsonl"))})
	if err := c.Say("hello"); err == nil || c.Trouble().Get() == nil {
		t.Errorf("Say = %v, trouble %v; want the journal's error", err, c.Trouble().Get())
	}
	c.hear(&line{1, "are you there?"})
	if got, want := texts(c), "<:are you there? "; got != want {
		t.Errorf("lines %q; want %q: what was heard is shown", got, want)
	}
}

const journalEnv = "TANDEM_TEST_JOURNAL"

// TestJournalChild is the process that TestJournalSurvivesKill kills.
func TestJournalChild(t *testing.T) {
	path := os.Getenv(journalEnv)
	if path == "" {
		t.Skip("only run by TestJournalSurvivesKill")
	}
	j := NewFile(path)
	for n := uint64(1); ; n++ {
		text := strings.Repeat("x", int(n%1000))
		if err := j.Append(Line{Number: n, Text: text}); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stdout.WriteString("kept\n"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestJournalSurvivesKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	cmd := exec.Command(os.Args[0], "-test.run=^TestJournalChild$")
	cmd.Env = append(os.Environ(), journalEnv+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if told++; told == 50 {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait() // it was killed
	kept := 0
	for _, text := range journalled(t, path) {
		if text != "?" {
			kept++
		}
	}
	if kept < told {
		t.Errorf("%d lines in the journal after a kill; want the %d it said it kept", kept, told)
	}
}
