package plug

import (
	"errors"
	"strings"
	"testing"

	"github.com/quic-go/quic-go/internal/ackhandler"
	"github.com/quic-go/quic-go/internal/congestion"
	"github.com/quic-go/quic-go/internal/utils"
)

// handler is a handler of sent packets whose fields a test chooses.
type handler[C, R, S any] struct {
	ackhandler.SentPacketHandler
	congestion C
	rttStats   R
	connStats  S
}

type conn struct{ sentPacketHandler ackhandler.SentPacketHandler }

type (
	ok   = congestion.SendAlgorithmWithDebugInfos
	rtt  = *utils.RTTStats
	stat = *utils.ConnectionStats
)

func TestFind(t *testing.T) {
	h := &handler[ok, rtt, stat]{rttStats: utils.NewRTTStats(), connStats: &utils.ConnectionStats{}}
	s, err := find(&conn{h})
	if err != nil {
		t.Fatal(err)
	}
	if s.controller != &h.congestion || s.rtt != h.rttStats || s.stats != h.connStats {
		t.Error("find found other fields than those meant")
	}
}

func TestFindRefusesOtherLayouts(t *testing.T) {
	for _, c := range []struct {
		conn any
		want string
	}{
		{42, "is a int"},
		{conn{}, "is a plug.conn"},
		{new(int), "is a *int"},
		{new(struct{}), "no field sentPacketHandler"},
		{&struct{ sentPacketHandler int }{}, "is a int"},
		{&conn{}, "no pointer"},
		{&conn{value{}}, "no pointer"},
		{&conn{&handler[congestion.SendAlgorithm, rtt, stat]{}}, "congestion of"},
		{&conn{&handler[ok, utils.RTTStats, stat]{}}, "rttStats of"},
		{&conn{&handler[ok, rtt, int]{}}, "connStats of"},
	} {
		_, err := find(c.conn)
		if !errors.Is(err, ErrLayout) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("find(%T) = %v; want ErrLayout with %q", c.conn, err, c.want)
		}
	}
}

type value struct{ ackhandler.SentPacketHandler }
