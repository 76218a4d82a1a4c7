// Package page shows the site's pages to people with a browser: join with a
// number, get the Support Manager, download by hand.
//
// # Decisions
//
// Nothing needs JavaScript, cookies or another site. The language is that of
// the browser unless the address says ?lang=; links carry it on.
//
// A number that is typed here takes the same tries as one that a Support
// Manager sends, so the page is no better place to guess.
//
// The program is the same for all, so that it can be signed once. Site and
// number are in the name of the downloaded file (link.Invitation), where the
// program reads them.
package page

import (
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"

	"tandem/app/site/ledger"
	"tandem/assets"
)

// A Config says what the pages are about.
type Config struct {
	Ledger    *ledger.Ledger
	Site      string // the name of the site
	URL       string // its address
	Pin       string // empty if its certificate needs none
	Downloads string // the folder of the programs
	Log       *slog.Logger
	Count     func(name string, n int64)
}

// Pages is an http.Handler of the site's pages. Use New.
type Pages struct {
	Config
	mux   *http.ServeMux
	langs []*language // the first is for those who understand none
}

// New reads the templates and texts.
func New(c Config) (*Pages, error) {
	langs, err := loadLanguages(assets.Web)
	if err != nil {
		return nil, err
	}
	p := &Pages{Config: c, mux: http.NewServeMux(), langs: langs}
	p.mux.Handle("/{$}", p.only(p.join, http.MethodGet))
	p.mux.Handle("GET /join", http.RedirectHandler("/", http.StatusSeeOther)) // a page that was loaded again
	p.mux.Handle("/join", p.only(p.joined, http.MethodPost))
	p.mux.Handle("/downloads", p.only(p.downloads, http.MethodGet))
	p.mux.Handle("/download/{os}", p.only(p.download, http.MethodGet))
	p.mux.Handle("/download/{os}/{kind}", p.only(p.download, http.MethodGet))
	p.mux.Handle("/web/{file}", p.only(p.file, http.MethodGet))
	p.mux.Handle("/", http.HandlerFunc(p.notFound))
	return p, nil
}

// ServeHTTP implements http.Handler. A panic becomes a page like the others.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if v := recover(); v != nil {
			p.Log.ErrorContext(r.Context(), "page", "path", r.URL.Path, "panic", fmt.Sprint(v))
			p.failed(w, r)
		}
	}()
	p.Count("pages_total", 1)
	p.mux.ServeHTTP(w, r)
}

// A view is what every page shows, and what single ones show besides.
type view struct {
	Lang, Site, Title string
	Others            []other

	Number, Digits, Name   string // join, get
	NumberError, NameError string // join
	Mine                   *file  // get: for the visitor's system
	Rest                   []file // get: for others
	System, StepOS         string // get
	Address                string // get
	Programs               []program
	Text                   string // message
}

// An other is a link to the page in another language.
type other struct{ Tag, Name, URL string }

// elsewhere returns the address of a page in another language. What was posted
// has none, so that leads back to the form with the number.
func elsewhere(r *http.Request, v view, tag string) string {
	q := url.Values{"lang": {tag}}
	if r.Method != http.MethodPost {
		return r.URL.EscapedPath() + "?" + q.Encode()
	}
	if v.Digits != "" {
		q.Set("n", v.Digits)
	}
	return "/?" + q.Encode()
}

// show writes a page.
func (p *Pages) show(w http.ResponseWriter, r *http.Request, status int, name string, v view) {
	l := p.language(r)
	v.Lang, v.Site = l.Tag, p.Site
	for _, o := range p.langs {
		if o != l {
			v.Others = append(v.Others, other{o.Tag, o.Name, elsewhere(r, v, o.Tag)})
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", l.Tag)
	w.Header().Set("Vary", "Accept-Language")
	w.WriteHeader(status)
	if err := l.pages[name].ExecuteTemplate(w, "base", v); err != nil {
		p.Log.DebugContext(r.Context(), "page", "name", name, "err", err) // the visitor has gone
	}
}

// message shows a page with a title and a sentence.
func (p *Pages) message(w http.ResponseWriter, r *http.Request, status int, key string, args ...any) {
	l := p.language(r)
	p.show(w, r, status, "message", view{Title: l.text(key + ".title"), Text: l.text(key, args...)})
}

func (p *Pages) notFound(w http.ResponseWriter, r *http.Request) {
	p.message(w, r, http.StatusNotFound, "error.404")
}

func (p *Pages) failed(w http.ResponseWriter, r *http.Request) {
	p.message(w, r, http.StatusInternalServerError, "error.500")
}

// only lets through one method, and with GET also HEAD.
func (p *Pages) only(h http.HandlerFunc, method string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == method || method == http.MethodGet && r.Method == http.MethodHead {
			h(w, r)
			return
		}
		w.Header().Set("Allow", method)
		p.message(w, r, http.StatusMethodNotAllowed, "error.405")
	})
}

// file serves the styles and the icon, by name: there is nothing to list.
func (p *Pages) file(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	kinds := map[string]string{"style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
	b, err := fs.ReadFile(assets.Web, "web/"+name)
	if err != nil || kinds[name] == "" {
		p.notFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kinds[name])
	w.Header().Set("Cache-Control", "public, max-age=3600")
	_, _ = w.Write(b) // the visitor has gone
}
