package app

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// texts are the programs' folders of code and of translations.
var texts = []struct{ code, translations string }{
	{"console", "../assets/translations/console"},
	{"manager", "../assets/translations/manager"},
}

// localizers are the functions of Fyne's package lang and the place of the text
// among their arguments.
var localizers = map[string]int{"L": 0, "N": 0, "X": 0, "XN": 0, "Localize": 0, "LocalizePlural": 0, "LocalizeKey": 0, "LocalizePluralKey": 0}

// TestEveryTextIsTranslated fails on a text that the code uses and a language
// lacks, and on one that a language has and the code does not use.
func TestEveryTextIsTranslated(t *testing.T) {
	for _, p := range texts {
		used := usedTexts(t, p.code)
		for _, language := range []string{"en", "fr"} {
			has := translated(t, p.translations, language)
			for text, at := range used {
				if !has[text] {
					t.Errorf("%s: %q is missing in %s (%s)", p.code, text, language, at)
				}
			}
			for text := range has {
				if used[text] == "" {
					t.Errorf("%s: %q in %s is used nowhere", p.code, text, language)
				}
			}
		}
		if len(used) == 0 {
			t.Errorf("%s uses no texts: is this test looking in the right place?", p.code)
		}
	}
}

// usedTexts returns the texts in calls of lang's functions below dir, and where.
func usedTexts(t *testing.T, dir string) map[string]string {
	t.Helper()
	used := map[string]string{}
	fset := token.NewFileSet()
	err := filepath.WalkDir(dir, func(file string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			fun, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := fun.X.(*ast.Ident)
			arg, known := localizers[fun.Sel.Name]
			if !ok || pkg.Name != "lang" || !known || len(call.Args) <= arg {
				return true
			}
			at := fset.Position(call.Pos()).String()
			if s, ok := constant(call.Args[arg]); ok {
				used[s] = at
			} else {
				t.Errorf("%s: the text is no constant, so nobody can tell that it is translated", at)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return used
}

// constant returns the string that e, a literal or a sum of literals, stands for.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		x, okX := constant(e.X)
		y, okY := constant(e.Y)
		return x + y, okX && okY
	}
	return "", false
}

func translated(t *testing.T, dir, language string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*."+language+".json"))
	if err != nil || len(files) == 0 {
		t.Errorf("no %s texts in %s", language, dir)
	}
	has := map[string]bool{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if err := json.Unmarshal(b, &m); err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		for k, v := range m {
			if s, ok := v.(string); ok && strings.TrimSpace(s) == "" {
				t.Errorf("%s: %q has an empty translation", file, k)
			}
			has[k] = true
		}
	}
	return has
}

// TestTranslationsKeepTheirPlaceholders fails when a language leaves out or
// invents a "{{.Name}}".
func TestTranslationsKeepTheirPlaceholders(t *testing.T) {
	for _, p := range texts {
		files, err := filepath.Glob(filepath.Join(p.translations, "*.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var m map[string]any
			if err := json.Unmarshal(b, &m); err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			for k, v := range m {
				if s, ok := v.(string); ok && !slices.Equal(placeholders(k), placeholders(s)) {
					t.Errorf("%s: %q has placeholders %v, its translation %v", file, k, placeholders(k), placeholders(s))
				}
			}
		}
	}
}

func placeholders(s string) []string {
	var out []string
	for _, part := range strings.Split(s, "{{")[1:] {
		name, _, _ := strings.Cut(part, "}}")
		out = append(out, strings.TrimSpace(name))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
