package page

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"tandem/app/site/ledger"
	"tandem/app/site/limit"
	"tandem/transport/link"
)

// join shows the form. A number in the address (?n=) is filled in.
func (p *Pages) join(w http.ResponseWriter, r *http.Request) {
	v := view{Title: p.language(r).text("join.title")}
	if n, ok := link.ParseNumber(r.URL.Query().Get("n")); ok {
		v.Number = link.FormatNumber(n)
	}
	p.show(w, r, http.StatusOK, "join", v)
}

// joined takes the form and shows where the program is, or the form again
// with what is wrong and with what was typed.
func (p *Pages) joined(w http.ResponseWriter, r *http.Request) {
	l := p.language(r)
	v := view{
		Title:  l.text("join.title"),
		Number: strings.TrimSpace(r.PostFormValue("number")), Name: strings.TrimSpace(r.PostFormValue("name")),
	}
	digits, ok := link.ParseNumber(v.Number)
	if ok {
		v.Number, v.Digits = link.FormatNumber(digits), digits
	}
	status := http.StatusOK
	switch {
	case v.Name == "":
		v.NameError = l.text("join.noname")
	case link.CheckText(v.Name) != nil:
		v.NameError, v.Name = l.text("join.badname"), ""
	}
	switch {
	case v.Number == "":
		v.NumberError = l.text("join.empty")
	case link.CheckText(v.Number) != nil:
		v.NumberError, v.Number = l.text("join.short"), ""
	case !ok: // no guess, and not counted as one
		v.NumberError = l.text("join.short")
	case v.NameError == "":
		status, v.NumberError = p.look(w, r, digits)
	}
	if v.NumberError != "" || v.NameError != "" {
		if status == http.StatusOK {
			status = http.StatusUnprocessableEntity
		}
		p.show(w, r, status, "join", v)
		return
	}
	p.get(w, r, v)
}

// look asks the ledger for a number and returns what is wrong with it.
func (p *Pages) look(w http.ResponseWriter, r *http.Request, digits string) (status int, wrong string) {
	l := p.language(r)
	err := p.Ledger.Look(r.Context(), digits, limit.Address(r.RemoteAddr))
	var slow *ledger.SlowDownError
	switch {
	case err == nil:
		return http.StatusOK, ""
	case errors.Is(err, ledger.ErrWrongNumber):
		return http.StatusUnprocessableEntity, l.text("join.wrong")
	case errors.Is(err, ledger.ErrInUse):
		return http.StatusUnprocessableEntity, l.text("join.used")
	case errors.Is(err, ledger.ErrEnded):
		return http.StatusUnprocessableEntity, l.text("join.ended")
	case errors.As(err, &slow):
		wait := int(math.Ceil(slow.Retry.Seconds()))
		w.Header().Set("Retry-After", strconv.Itoa(wait))
		return http.StatusTooManyRequests, l.text("join.slow", wait)
	}
	p.Log.ErrorContext(r.Context(), "cannot look for a number", "err", err)
	return http.StatusServiceUnavailable, l.text("join.failed")
}

// get shows where the program is and what to do with it.
func (p *Pages) get(w http.ResponseWriter, r *http.Request, v view) {
	l := p.language(r)
	v.Title, v.Address, v.StepOS, v.System = l.text("get.title"), strings.TrimPrefix(p.URL, "https://"), "other", l.text("get.unknown")
	visitor := system(r.UserAgent())
	for _, f := range p.files("manager", l) {
		switch {
		case f.OS == visitor:
			v.StepOS, v.System = f.OS, f.Name
			if f.Size != "" {
				v.Mine = &f
			}
		case f.Size != "":
			v.Rest = append(v.Rest, f)
		}
	}
	p.show(w, r, http.StatusOK, "get", v)
}
