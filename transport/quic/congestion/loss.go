package congestion

// heavyLoss is the share of a round's bytes that a line may lose by itself.
const heavyLoss = 0.1

// heavyPackets is how many packets at the least make losses heavy.
const heavyPackets = 4

// A lossRound counts the losses of a round.
type lossRound struct {
	bytes     int
	delivered int
	crowded   bool // some were lost while the queue was long
}

func (l *lossRound) lost(bytes int, crowded bool) {
	l.bytes += bytes
	l.crowded = l.crowded || crowded
}

// end reports whether the round's losses were heavy and begins the next.
func (l *lossRound) end(packet int) bool {
	lost, all := l.bytes, l.bytes+l.delivered
	*l = lossRound{}
	return lost >= heavyPackets*packet && float64(lost) > heavyLoss*float64(all)
}
