package app

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// folders are the only ones at the top of the repository.
var folders = []string{"app", "capture", "input", "transport", "store", "assets", ".ci", ".github"}

// longest is the most lines of a Go file that is no test.
const longest = 500

// vague are names that say nothing of what a file holds.
var vague = []string{"types.go", "utils.go", "util.go", "helpers.go", "common.go", "misc.go"}

func tracked(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	return strings.Fields(string(out))
}

func TestLayout(t *testing.T) {
	for _, f := range tracked(t) {
		top, _, nested := strings.Cut(f, "/")
		if nested && !slices.Contains(folders, top) {
			t.Errorf("%s: %s is no folder of the layout", f, top)
		}
		if slices.Contains(vague, filepath.Base(f)) {
			t.Errorf("%s: a file is named by its idea", f)
		}
		if !strings.HasSuffix(f, ".go") || strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(filepath.Join("..", f))
		if os.IsNotExist(err) {
			continue // deleted and not committed yet
		}
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(b), "\n"); n > longest {
			t.Errorf("%s has %d lines; the limit is %d", f, n, longest)
		}
	}
}
