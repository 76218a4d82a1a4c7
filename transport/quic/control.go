package quic

import (
	"context"
	"log/slog"

	"github.com/quic-go/quic-go/plug"
	"github.com/quic-go/quic-go/qlogwriter"

	"tandem/transport/quic/congestion"
)

// control makes a connection use the congestion control that makeController
// makes. Where that is not possible quic-go's own stays, which is slower on
// lossy lines and nothing worse.
func control(conn interface{ QlogTrace() qlogwriter.Trace }, makeController func(plug.Start) plug.Controller, log *slog.Logger) plug.Installed {
	in, err := plug.Install(conn, makeController)
	if err != nil {
		log.WarnContext(context.Background(), "congestion control stays the stock one", "err", err)
	}
	return in
}

func newSender(s plug.Start) plug.Controller {
	return congestion.New(congestion.Config{Packet: s.Packet, Window: s.Window, RTT: s.RTT})
}

// newSender is newSender, and keeps the Sender for Stats.
func (c *Conn) newSender(s plug.Start) plug.Controller {
	sender := newSender(s)
	c.sender.Store(sender.(*congestion.Sender))
	return sender
}
