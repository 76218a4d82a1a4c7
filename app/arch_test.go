package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A rule says what the packages under a folder may import of ours: a pattern
// ending in "/..." covers the folder and all below. The first rule whose folder
// holds a package is the one that counts.
type rule struct {
	folder string
	may    []string
}

// rules are the import rules of the repository, from the outside in.
var rules = []rule{
	{"capture/codec", []string{"capture", "capture/codec/...", "capture/capturetest/..."}},
	{"capture", []string{"capture/..."}},
	{"input/stopkey/x11", []string{"input/...", "capture/x11/wire"}},
	{"input", []string{"input/..."}},
	{"transport", []string{"transport/..."}},
	{"store", []string{"store/..."}},
	{"assets", []string{"assets/..."}},
	{"app/session/ui", append(foundation, "app/session")},
	{"app/session/wiretest", nil},
	// A feature knows the session and itself, never another feature.
	{"app/session", append(foundation, "app/session", "app/session/ui", "app/session/wiretest", self)},
	// The Console of a lone technician runs a site within itself.
	{"app/console/local", append(foundation, "app/site/node", "app/site/account", "app/console/local")},
	{"app/console", append(foundation, "app/session/...", "app/console/...")},
	{"app/manager", append(foundation, "app/session/...", "app/manager/...")},
	{"app/site", append(foundation, "app/session/...", "app/site/...")},
	// Only the tests that see the whole.
	{"app", append(foundation, "app/...")},
}

// foundation is what everything in app may import.
var foundation = []string{"capture/...", "input/...", "transport/...", "store/...", "assets/..."}

// self stands for the feature's own folder, app/session/<feature>/….
const self = "<self>"

// A pkg is one package as "go list -json" tells it.
type pkg struct {
	ImportPath   string
	Dir          string
	Imports      []string
	TestImports  []string
	XTestImports []string
	Name         string
}

const module = "tandem"

func packages(t *testing.T) []pkg {
	t.Helper()
	var all []pkg
	for _, goos := range []string{"linux", "windows", "darwin"} {
		cmd := exec.Command("go", "list", "-e", "-tags=ci", "-json=ImportPath,Dir,Imports,TestImports,XTestImports,Name", module+"/...")
		cmd.Env = append(cmd.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
			var p pkg
			if err := dec.Decode(&p); err != nil {
				t.Fatal(err)
			}
			all = append(all, p)
		}
	}
	return all
}

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range packages(t) {
		for _, v := range violations(p) {
			if !seen[v] {
				seen[v] = true
				t.Error(v)
			}
		}
	}
}

// TestPlantedImportsAreFound proves that the rules can fail.
func TestPlantedImportsAreFound(t *testing.T) {
	for _, c := range []struct{ from, to string }{
		{"capture/x11", "input"},
		{"capture", "app/session"},
		{"transport/quic", "capture"},
		{"input", "transport"},
		{"store/bolt", "transport"},
		{"app/session/chat", "app/session/screen"},
		{"app/session", "app/session/chat"},
		{"app/console/desk", "app/manager/host"},
		{"app/console/desk", "app/site/node"},
		{"app/manager", "app/console/desk"},
		{"app/site/node", "app/manager/host"},
		{"app/console/desk", "fyne.io/fyne/v2/app"},
		{"capture/x11", "fyne.io/fyne/v2"},
		{"app/site/node", "fyne.io/fyne/v2"},
		{"app/session/chat", "fyne.io/fyne/v2/widget"},
		{"app/site/node", "github.com/go-vgo/robotgo"},
	} {
		p := pkg{ImportPath: module + "/" + c.from, Name: path.Base(c.from), Imports: []string{ours(c.to)}}
		if len(violations(p)) == 0 {
			t.Errorf("%s may import %s, and should not", c.from, c.to)
		}
	}
}

func ours(to string) string {
	if strings.Contains(to, ".") {
		return to
	}
	return module + "/" + to
}

func violations(p pkg) (out []string) {
	from := strings.TrimPrefix(p.ImportPath, module+"/")
	for _, imported := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
		if why := violation(from, p.Name, imported); why != "" {
			out = append(out, fmt.Sprintf("%s imports %s: %s", from, imported, why))
		}
	}
	return out
}

func violation(from, name, imported string) string {
	if to, ok := strings.CutPrefix(imported, module+"/"); ok {
		for _, r := range rules {
			if !within(from, r.folder) {
				continue
			}
			if slices.ContainsFunc(r.may, func(m string) bool { return allows(m, from, to) }) || from == to {
				return ""
			}
			return "not allowed in " + r.folder
		}
		return "the folder has no rule"
	}
	switch {
	case imported == "fyne.io/fyne/v2/app" && (name != "main" || !within(from, "app")):
		return "only the mains start Fyne"
	case strings.HasPrefix(imported, "fyne.io/") && !mayShow(from):
		return "only packages that show something know Fyne"
	case strings.Contains(imported, "robotgo") && from != "input/robot":
		return "robotgo is behind input/robot"
	}
	return ""
}

// mayShow reports whether a package may use Fyne: those of the Console and the
// Manager that are not models, and a feature's own "…ui".
func mayShow(from string) bool {
	if slices.Contains([]string{"app/console/desk", "app/console/local", "app/manager/host"}, from) {
		return false
	}
	return within(from, "app/console") || within(from, "app/manager") || within(from, "app/session") && strings.HasSuffix(from, "ui")
}

func within(p, folder string) bool { return p == folder || strings.HasPrefix(p, folder+"/") }

func allows(may, from, to string) bool {
	if may == self {
		parts := strings.Split(from, "/")
		return len(parts) > 2 && within(to, strings.Join(parts[:3], "/"))
	}
	if folder, ok := strings.CutSuffix(may, "/..."); ok {
		return within(to, folder)
	}
	return to == may
}

// TestNobodyInitsAnExtension keeps the maps that xgb's connections share as they
// are when a program starts.
func TestNobodyInitsAnExtension(t *testing.T) {
	for _, f := range tracked(t) {
		if !strings.HasSuffix(f, ".go") || strings.HasSuffix(f, "_test.go") {
			continue
		}
		src, err := os.ReadFile(filepath.Join("..", f))
		if errors.Is(err, fs.ErrNotExist) {
			continue // deleted and not committed yet
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range inits(t, f, src) {
			t.Errorf("%s calls Init of an X extension: it writes xgb.NewEventFuncs and NewErrorFuncs, which other goroutines "+
				"write and all connections read without a lock, so it can end the program. "+
				"Use capture/x11/wire, or set the connection's opcode alone as input/xtest does", at)
		}
	}
}

func TestPlantedInitsAreFound(t *testing.T) {
	for _, c := range []struct {
		imports, call string
		want          int
	}{
		{`"github.com/jezek/xgb/xfixes"`, "xfixes.Init(c)", 1},
		{`x "github.com/jezek/xgb/xfixes"`, "x.Init(c)", 1},
		{`. "github.com/jezek/xgb/xfixes"`, "Init(c)", 1},
		{`"github.com/jezek/xgb/xfixes"`, "f(xfixes.Init)", 1},
		{`"github.com/jezek/xgb/xfixes"`, "xfixes.QueryVersion(c)", 0},
		{`"example.org/xfixes"`, "xfixes.Init(c)", 0},
	} {
		src := "package p\nimport " + c.imports + "\nfunc g() { " + c.call + " }"
		if got := inits(t, "p.go", []byte(src)); len(got) != c.want {
			t.Errorf("%s: %s: found %v; want %d", c.imports, c.call, got, c.want)
		}
	}
}

// inits tells where a file speaks of the Init of one of xgb's extensions.
func inits(t *testing.T, name string, src []byte) (places []string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	extensions := map[string]bool{}
	for _, i := range f.Imports {
		from, err := strconv.Unquote(i.Path.Value)
		if err != nil || !within(from, "github.com/jezek/xgb") {
			continue
		}
		as := path.Base(from)
		if i.Name != nil {
			as = i.Name.Name
		}
		extensions[as] = true
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && extensions[x.Name] && n.Sel.Name == "Init" {
				places = append(places, fset.Position(n.Pos()).String())
			}
		case *ast.CallExpr:
			if called, ok := n.Fun.(*ast.Ident); ok && extensions["."] && called.Name == "Init" {
				places = append(places, fset.Position(n.Pos()).String())
			}
		}
		return true
	})
	return places
}
