package quic

import (
	"context"
	"log/slog"

	"github.com/quic-go/quic-go/plug"
	"github.com/quic-go/quic-go/qlogwriter"

	"tandem/transport/quic/congestion"
)

// control makes a connection use our congestion control. Where that is not
// possible quic-go's own stays, which is slower on lossy lines and nothing worse.
func control(conn interface{ QlogTrace() qlogwriter.Trace }, log *slog.Logger) plug.Installed {
	in, err := plug.Install(conn, newSender)
	if err != nil {
		log.WarnContext(context.Background(), "congestion control stays the stock one", "err", err)
	}
	return in
}

func newSender(s plug.Start) plug.Controller {
	return congestion.New(congestion.Config{Packet: s.Packet, Window: s.Window, RTT: s.RTT})
}
