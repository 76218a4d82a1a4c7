package plug

import (
	"context"
	"sync/atomic"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlog"
	"github.com/quic-go/quic-go/qlogwriter"
)

// Tracer is a quic.Config.Tracer that lets Install reach the connection.
func Tracer(context.Context, bool, quic.ConnectionID) qlogwriter.Trace { return new(trace) }

// trace listens to one connection for the moments at which its controller can be exchanged.
type trace struct {
	socket atomic.Pointer[socket] // nil before Install
}

var (
	_ qlogwriter.Trace    = (*trace)(nil)
	_ qlogwriter.Recorder = (*trace)(nil)
)

// AddProducer returns the trace itself.
func (t *trace) AddProducer() qlogwriter.Recorder { return t }

// RecordEvent exchanges the controller if it is not ours. It is called by the
// connection's goroutine for the two kinds of event it acts upon.
func (t *trace) RecordEvent(e qlogwriter.Event) {
	switch e.(type) {
	case qlog.MetricsUpdated, qlog.RecoveryParametersSet:
		if s := t.socket.Load(); s != nil {
			s.check()
		}
	}
}

// Close does nothing: there is nothing to write out.
func (t *trace) Close() error { return nil }
