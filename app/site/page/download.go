package page

import (
	"errors"
	"math"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tandem/transport/link"
)

// downloadWait is how long a download may take, over the slowest line that is
// still of use.
const downloadWait = 30 * time.Minute

// A file is a program for one system. Size is empty if the site does not have it.
type file struct {
	OS, Name, Path, Size string
}

// A program is what can be downloaded, for all systems.
type program struct {
	Kind  string
	Files []file
}

// systems are those that there may be programs for, with what the name of
// their files ends in.
func systems() []struct{ os, name, ending, ext string } {
	return []struct{ os, name, ending, ext string }{
		{"windows", "Windows", ".exe", ".exe"},
		{"macos", "macOS", "-macos", ""},
		{"linux", "Linux", "", ""},
	}
}

// system returns the system in the name of a browser, or "".
func system(agent string) string {
	switch {
	case strings.Contains(agent, "Windows"):
		return "windows"
	case strings.Contains(agent, "iPhone"), strings.Contains(agent, "iPad"), strings.Contains(agent, "Android"), strings.Contains(agent, "CrOS"):
		return ""
	case strings.Contains(agent, "Macintosh"):
		return "macos"
	case strings.Contains(agent, "Linux"):
		return "linux"
	}
	return ""
}

func (p *Pages) files(kind string, l *language) []file {
	var files []file
	for _, s := range systems() {
		f := file{OS: s.os, Name: s.name, Path: "/download/" + s.os + "/" + kind}
		info, err := os.Stat(filepath.Join(p.Downloads, kind+s.ending))
		if err == nil && info.Mode().IsRegular() {
			f.Size = l.text("size", math.Ceil(float64(info.Size())/1e6))
		}
		files = append(files, f)
	}
	return files
}

// downloads shows all programs.
func (p *Pages) downloads(w http.ResponseWriter, r *http.Request) {
	l := p.language(r)
	v := view{Title: l.text("downloads.title")}
	for _, kind := range []string{"manager", "console"} {
		v.Programs = append(v.Programs, program{kind, p.files(kind, l)})
	}
	p.show(w, r, http.StatusOK, "downloads", v)
}

// download serves /download/{os}, the Support Manager for a system, with the
// number in n in its file name, and /download/{os}/{kind}.
func (p *Pages) download(w http.ResponseWriter, r *http.Request) {
	kind := r.PathValue("kind")
	if kind == "" {
		kind = "manager"
	}
	for _, s := range systems() {
		if s.os != r.PathValue("os") || kind != "manager" && kind != "console" {
			continue
		}
		f, err := os.Open(filepath.Join(p.Downloads, kind+s.ending))
		if errors.Is(err, os.ErrNotExist) {
			p.message(w, r, http.StatusNotFound, "download.missing", s.name)
			return
		}
		if err != nil {
			p.Log.ErrorContext(r.Context(), "cannot open a program", "err", err)
			p.failed(w, r)
			return
		}
		defer func() { _ = f.Close() }() // was only read
		p.send(w, r, f, p.fileName(kind, r.URL.Query().Get("n"), s.ext))
		return
	}
	p.notFound(w, r)
}

// fileName is what the browser is to save a program as.
func (p *Pages) fileName(kind, n, ext string) string {
	if kind != "manager" {
		return "Tandem-Console" + ext
	}
	inv := link.Invitation{Site: p.URL, Pin: p.Pin}
	if digits, ok := link.ParseNumber(n); ok {
		inv.Number = digits
	}
	return inv.FileName(ext)
}

func (p *Pages) send(w http.ResponseWriter, r *http.Request, f *os.File, name string) {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		p.notFound(w, r)
		return
	}
	// The server's limit is meant for pages. Where it cannot be set, it holds.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(downloadWait))
	p.Count("downloads_total", 1)
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	http.ServeContent(w, r, "", info.ModTime(), f)
}
