//go:build !rehearsal

package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestAReleaseHasNoSuchFlag(t *testing.T) {
	t.Parallel()
	var errs bytes.Buffer
	o, err := parse([]string{"--allow", "view,control"}, &errs)
	if code(err) != 2 || o.answer != nil {
		t.Errorf("parse(--allow) = %v, answers %v; want exit code 2 and none", err, o.answer != nil)
	}
	if _, err := parse([]string{"--help"}, &errs); code(err) != 0 || strings.Contains(errs.String(), "-allow s") {
		t.Errorf("--help: code %d, says %q", code(err), errs.String())
	}
}
