package page

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"

	xlang "golang.org/x/text/language"
)

// tags are the languages of the pages.
func tags() []string { return []string{"en", "fr"} }

// A language is the pages in one language.
type language struct {
	Tag, Name string

	texts map[string]string
	pages map[string]*template.Template
}

func loadLanguages(web fs.FS) ([]*language, error) {
	langs := make([]*language, 0, len(tags()))
	for _, tag := range tags() {
		l := &language{Tag: tag, pages: map[string]*template.Template{}}
		b, err := fs.ReadFile(web, "web/texts/"+tag+".json")
		if err != nil {
			return nil, fmt.Errorf("page: texts: %w", err)
		}
		if err := json.Unmarshal(b, &l.texts); err != nil {
			return nil, fmt.Errorf("page: texts of %s: %w", tag, err)
		}
		l.Name = l.texts["lang.name"]
		for _, name := range []string{"join", "get", "downloads", "message"} {
			t := template.New(name).Funcs(template.FuncMap{"t": l.text})
			if l.pages[name], err = t.ParseFS(web, "web/base.html", "web/"+name+".html"); err != nil {
				return nil, fmt.Errorf("page: template: %w", err)
			}
		}
		langs = append(langs, l)
	}
	return langs, nil
}

// text returns the text of a key, the key itself if there is none.
func (l *language) text(key string, args ...any) string {
	s, ok := l.texts[key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// language returns the language for a visitor.
func (p *Pages) language(r *http.Request) *language {
	wanted := r.URL.Query().Get("lang")
	if wanted == "" && r.Method == http.MethodPost {
		wanted = r.PostFormValue("lang")
	}
	offers := make([]xlang.Tag, len(p.langs))
	for i, l := range p.langs {
		if l.Tag == wanted {
			return l
		}
		offers[i] = xlang.Make(l.Tag)
	}
	asked, _, err := xlang.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(asked) == 0 {
		return p.langs[0]
	}
	_, i, _ := xlang.NewMatcher(offers).Match(asked...)
	return p.langs[i]
}
