package node

import (
	"expvar"
	"fmt"
	"net/http"
)

// metrics are the figures of a site, not published to the whole process, since
// one process may have several sites.
type metrics struct{ counters expvar.Map }

func newMetrics() *metrics {
	m := &metrics{}
	for _, name := range []string{
		"sign_ins_total", "refused_sign_ins_total", "sessions_total", "joins_total", "refused_joins_total",
		"links_total", "bad_messages_total", "pages_total", "downloads_total", "invitations_total",
	} {
		m.counters.Add(name, 0) // so that they are there from the start
	}
	return m
}

func (m *metrics) add(name string, n int64) { m.counters.Add(name, n) }

// handler serves the figures as JSON.
func (m *metrics) handler(n *Node) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, "{\"counters\": %s, \"sessions\": %d, \"links\": %d}\n", // nobody to tell
			m.counters.String(), n.ledger.Live(), n.exchange.Open())
	})
}
