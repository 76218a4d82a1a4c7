package congestion

// heavyLoss is the share of a round's bytes that a line may lose by itself;
// crowdedLoss that which it may lose while its queue is as long as it gets.
const (
	heavyLoss   = 0.1
	crowdedLoss = 0.02
)

// heavyPackets is how many packets at the least make losses heavy.
const heavyPackets = 4

// A lossRound counts the losses of a round, in bytes.
type lossRound struct {
	bytes     int
	crowded   int // of them, while the queue was long
	delivered int
}

func (l *lossRound) lost(bytes int, crowded bool) {
	l.bytes += bytes
	if crowded {
		l.crowded += bytes
	}
}

// end reports whether the round's losses were heavy, and whether for want of
// room, and begins the next.
func (l *lossRound) end(packet int) (heavy, crowded bool) {
	all := float64(l.bytes + l.delivered)
	heavy = l.bytes >= heavyPackets*packet && float64(l.bytes) > heavyLoss*all
	crowded = float64(l.crowded) > crowdedLoss*all
	*l = lossRound{}
	return heavy, crowded
}
