// Package congestion decides how much one end of a line may have under way and
// how fast it may send, from a model of the line rather than from its losses.
//
// A Sender is told of every packet sent, acknowledged and lost, and answers
// whether another may go and when. It knows nothing of QUIC: plug hands it to
// quic-go. The model is two figures, the most that was delivered of late and
// the shortest round trip, as in BBR (draft-ietf-ccwg-bbr); it is found in a
// cycle of phases, each of which sends a little faster or slower than the model
// says. What is under way is bounded by their product.
//
// Such a sender leaves the line as soon as a queue stands that is not its own.
// So it looks, as Copa does (Arun and Balakrishnan, NSDI 2018, section 2.2),
// whether the queue empties when its own packets have left it: if not, somebody
// fills the line's buffer, and as long as that lasts the window is the one that
// CUBIC (RFC 9438) would have, if that is larger.
//
// # Decisions
//
// Losses say little of a line with 1 % of them, and everything of one with 20 %.
// Under heavyLoss a round's losses change nothing in the model; above, the rate
// is bounded by what arrives and the window by the bandwidth-delay product, and
// never lower than half the model until it is probed anew.
//
// Whether the line idles because the application had nothing to send is not
// told but seen: a packet that goes later than it might have gone marks all that
// is under way as limited by the application, and such samples only ever raise
// the rate. So a screen that shows little for a minute keeps the rate of the
// last large change.
//
// ProbeRTT of BBR and the look of Copa are one phase here, look: the window goes
// to lookGain of the product for two round trips. What it sees either renews
// the shortest round trip or switches the mode. It happens when the shortest
// round trip is ten seconds old, when a queue stands for ten rounds, and every
// five seconds while competing.
//
// A longer route looks like a foreign queue. Three looks in a row that see the
// same round trip tell it from one: a queue that others fill comes and goes.
//
// A path switch needs a new Sender: nothing of the old path is true of the new.
//
// Times are time.Durations since a moment of the caller's choice, possibly
// negative. Nothing is allocated once the ring of packets has its size.
package congestion
