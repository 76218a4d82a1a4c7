package main

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCommandLine(t *testing.T) {
	env := map[string]string{"TANDEM_SITE": "https://env", "TANDEM_USER": "eve", "TANDEM_LANG": "fr"}
	for line, want := range map[string]config{
		"":                                {Site: "https://env", User: "eve", Lang: "fr"},
		"--site https://flag --lang en":   {Site: "https://flag", User: "eve", Lang: "en"},
		"--password-file p --start":       {Site: "https://env", User: "eve", Lang: "fr", PasswordFile: "p", Start: true},
		"--request control --fullscreen":  {Site: "https://env", User: "eve", Lang: "fr", Request: "control", FullScreen: true},
		"--shape multisession":            {Site: "https://env", User: "eve", Lang: "fr", Shape: "multisession"},
		"--number-file n --site-ca c.pem": {Site: "https://env", User: "eve", Lang: "fr", NumberFile: "n", SiteCA: "c.pem"},
	} {
		var errs strings.Builder
		got, err := parse(strings.Fields(line), func(k string) string { return env[k] }, &errs)
		if err != nil || got != want {
			t.Errorf("parse(%q) = %+v, %v, %q; want %+v", line, got, err, errs.String(), want)
		}
	}
}

func TestCommandLineThatMakesNoSense(t *testing.T) {
	for _, line := range []string{
		"--shape tabs", "--request files", "--lang de", "what", "--no-such-flag",
		"--password-file p", "--password-file p --user alice",
	} {
		var errs strings.Builder
		_, err := parse(strings.Fields(line), func(string) string { return "" }, &errs)
		if !errors.Is(err, errUsage) || errs.Len() == 0 {
			t.Errorf("parse(%q) = %v, %q; want errUsage and why", line, err, errs.String())
		}
		if got := run(t.Context(), strings.Fields(line), &errs); got != 2 && os.Getenv("TANDEM_SITE") == "" {
			t.Errorf("run(%q) = %d; want 2", line, got)
		}
	}
	var errs strings.Builder
	if _, err := parse([]string{"-h"}, func(string) string { return "" }, &errs); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("parse(-h) = %v; want flag.ErrHelp", err)
	}
}

func TestNumberFileIsWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "number")
	for _, number := range []string{"123456789", "987654321"} {
		if err := writeNumber(path, number); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil || strings.TrimSpace(string(b)) != number {
			t.Errorf("the file holds %q, %v; want %s", b, err, number)
		}
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("%d files beside the number's, %v; want none", len(left)-1, err)
	}
	if err := writeNumber(filepath.Join(path, "no", "folder"), "123456789"); err == nil {
		t.Error("writing into no folder = nil; want an error")
	}
}
