package plug

import (
	"time"

	"github.com/quic-go/quic-go/internal/congestion"
	"github.com/quic-go/quic-go/internal/monotime"
	"github.com/quic-go/quic-go/internal/protocol"
)

// A Start is what is known of a path as a controller takes it over.
type Start struct {
	Packet int           // bytes of a full packet
	Window int           // bytes that may be under way
	RTT    time.Duration // 0: not measured
}

// A Controller decides what may be sent when: quic-go's SendAlgorithm in terms
// that need nothing of quic-go. All times are since the same moment.
type Controller interface {
	// Sent tells of a packet sent. inFlight counts it, if counted.
	Sent(now time.Duration, number int64, bytes, inFlight int, counted bool)
	// Timed tells the round trip of the acknowledgement that is about to be told of.
	Timed(rtt time.Duration)
	// Acked tells of a packet acknowledged.
	Acked(now time.Duration, number int64, bytes int)
	// Lost tells of a packet lost.
	Lost(now time.Duration, number int64, bytes int)
	// CanSend reports whether more than inFlight bytes may be under way.
	CanSend(inFlight int) bool
	// Ready reports whether the pace allows a packet now.
	Ready(now time.Duration) bool
	// Next returns when the pace will allow one; false: at once.
	Next() (time.Duration, bool)
	// Resize tells how large a full packet is.
	Resize(bytes int)
	// Window returns how many bytes may be under way.
	Window() int
	// Starting reports whether the rate is still being searched for.
	Starting() bool
}

// adapter makes a Controller a controller of quic-go.
type adapter struct {
	c Controller
	s *socket
}

var _ congestion.SendAlgorithmWithDebugInfos = (*adapter)(nil)

func newAdapter(s *socket, old congestion.SendAlgorithmWithDebugInfos) *adapter {
	start := Start{Packet: protocol.MinInitialPacketSize, Window: int(old.GetCongestionWindow())}
	if s.rtt.HasMeasurement() {
		start.RTT = s.rtt.SmoothedRTT()
	}
	return &adapter{s.make(start), s}
}

// The zero monotime.Time means "at once" to quic-go, so it is never given for a real time.
func (a *adapter) TimeUntilSend(protocol.ByteCount) monotime.Time {
	t, wait := a.c.Next()
	if !wait {
		return 0
	}
	return monotime.Time(t)
}

func (a *adapter) HasPacingBudget(now monotime.Time) bool { return a.c.Ready(time.Duration(now)) }

func (a *adapter) OnPacketSent(t monotime.Time, inFlight protocol.ByteCount, pn protocol.PacketNumber, bytes protocol.ByteCount, counted bool) {
	a.c.Sent(time.Duration(t), int64(pn), int(bytes), int(inFlight), counted)
}

func (a *adapter) CanSend(inFlight protocol.ByteCount) bool { return a.c.CanSend(int(inFlight)) }

// MaybeExitSlowStart is what quic-go calls when it has measured a round trip.
func (a *adapter) MaybeExitSlowStart() { a.c.Timed(a.s.rtt.LatestRTT()) }

func (a *adapter) OnPacketAcked(pn protocol.PacketNumber, bytes, _ protocol.ByteCount, t monotime.Time) {
	a.c.Acked(time.Duration(t), int64(pn), int(bytes))
}

// OnCongestionEvent tells of a loss, or, without bytes, of a mark (ECN), which is not acted upon.
func (a *adapter) OnCongestionEvent(pn protocol.PacketNumber, bytes, _ protocol.ByteCount) {
	if bytes == 0 {
		return
	}
	a.s.stats.PacketsLost.Add(1)
	a.s.stats.BytesLost.Add(uint64(bytes))
	a.c.Lost(time.Duration(monotime.Now()), int64(pn), int(bytes))
}

// OnSpuriousLoss does nothing: a single loss changes nothing in the model.
func (a *adapter) OnSpuriousLoss(protocol.PacketNumber) {}

// OnRetransmissionTimeout does nothing: quic-go 0.65 does not call it.
func (a *adapter) OnRetransmissionTimeout(bool) {}

func (a *adapter) SetMaxDatagramSize(n protocol.ByteCount) { a.c.Resize(int(n)) }

func (a *adapter) InSlowStart() bool { return a.c.Starting() }

// InRecovery is false: there is no such state.
func (a *adapter) InRecovery() bool { return false }

// GetCongestionWindow is called whenever quic-go's figures may have changed.
func (a *adapter) GetCongestionWindow() protocol.ByteCount {
	w := a.c.Window()
	a.s.stats.CongestionWindow.Store(uint64(w))
	return protocol.ByteCount(w)
}
