package node

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"tandem/app/site/account"
	"tandem/app/site/limit"
	"tandem/transport/link"
)

// maxBody bounds the body of any request.
const maxBody = 64 << 10

// Handler returns all that the site answers.
func (n *Node) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(link.PathSignIn, n.signIn)
	mux.HandleFunc(link.PathTechnician, n.exchange.Technician)
	mux.HandleFunc(link.PathCustomer, n.exchange.Customer)
	mux.Handle("/", n.pages)
	// Refuses what another site's page posts here.
	return n.secure(http.NewCrossOriginProtection().Handler(mux))
}

// secure sets what holds for every answer.
func (n *Node) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), display-capture=(), geolocation=()")
		h.Set("Cache-Control", "no-store")
		if !n.own { // else a browser would never again let anyone accept another certificate
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// signIn exchanges a name and password for a token.
func (n *Node) signIn(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		answer(w, http.StatusMethodNotAllowed, link.Refusal{Reason: link.BadRequest})
		return
	}
	var in link.SignIn
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		answer(w, http.StatusBadRequest, link.Refusal{Reason: link.BadRequest})
		return
	}
	token, a, err := n.accounts.SignIn(r.Context(), in.Name, in.Password, limit.Address(r.RemoteAddr))
	var slow *account.SlowDownError
	switch {
	case err == nil:
		n.metrics.add("sign_ins_total", 1)
		n.conf.Log.InfoContext(r.Context(), "signed in", "account", a.Name, "address", limit.IP(r.RemoteAddr))
		answer(w, http.StatusOK, link.SignedIn{Token: token, Name: a.Shown(), Account: a.Name, Site: n.name})
		return
	case errors.As(err, &slow):
		wait := seconds(slow.Retry)
		w.Header().Set("Retry-After", strconv.Itoa(wait))
		answer(w, http.StatusTooManyRequests, link.Refusal{Reason: link.SlowDown, Retry: wait})
	case errors.Is(err, account.ErrWrong):
		answer(w, http.StatusUnauthorized, link.Refusal{Reason: link.NotAllowed})
	default:
		n.conf.Log.ErrorContext(r.Context(), "cannot sign in", "err", err)
		answer(w, http.StatusServiceUnavailable, link.Refusal{Reason: link.Failed})
	}
	n.metrics.add("refused_sign_ins_total", 1)
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // whoever asked has gone
}

// seconds rounds up: who waits that long is not refused again.
func seconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }
