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
// So a loss counts as one for want of room only when it comes while the queue is
// about as long as it gets (model.crowded). Others change nothing in the model
// until they are a tenth of a round's bytes (heavyLoss); from then on the rate
// is bounded by what arrives, and the window by the bandwidth-delay product, but
// never by less than half the model, until more is probed for.
//
// Losses for want of room while nothing was being probed for mean a foreign
// flow, even where the buffer is too short for a queue to stand.
//
// The shortest round trip is the least median of fifteen: a packet that took a
// short cut says nothing of the others' way. One such halved the window until
// the next look, and made every round trip after it look like a queue.
//
// The search for the rate ends with rounds in which it was tried and did not
// grow. A round that ends with a sample limited by the application tried nothing,
// unless a queue stood all the same. Meanwhile Tries says how much of what can
// wait is worth sending, so that the search gets something to search with.
//
// Whether the line idles because the application had nothing to send is not
// told but seen: a packet that goes later than it might have gone marks all that
// is under way as limited by the application, and such samples only ever raise
// the rate. So a screen that shows little for a minute keeps the rate of the
// last large change.
//
// ProbeRTT of BBR and the look of Copa are one phase here, look: the window goes
// to lookGain of the product for about a round trip. What it sees either renews
// the shortest round trip or switches the mode. It happens when the shortest
// round trip is ten seconds old, when a queue stands for ten rounds, after
// losses for want of room, and every five to ten seconds while competing. A
// rival that was gone for a moment is met with the window of before.
//
// A longer route looks like a foreign queue. Four looks in a row that see the
// same round trip tell it from one: a queue that others fill comes and goes.
//
// The window beside a rival is CUBIC's and not Reno's, because that is what the
// systems' TCP is. It begins by growing to half of what the line was seen to
// hold: a rival that starts fast on a long buffer would else keep nine tenths
// for a minute. Beside Reno at 50 Mbit/s that is unfair by a factor of three, as
// any TCP is there.
//
// Beside the kernel's own TCP (.ci/fair/run, Linux 6, 8 and 50 Mbit/s at 60 ms,
// 2 Mbit/s at 150 ms, either first) the share is 0.39 to 0.59 with CUBIC, 0.57
// to 0.81 with Reno, 0.18 to 0.42 with BBR, beside which quic-go's own gets 0.23
// where this one gets 0.27.
//
// In a buffer of under a third of the shortest round trip a rival is seen late,
// and gets about a third.
//
// A path switch needs a new Sender: nothing of the old path is true of the new.
//
// Times are time.Durations since a moment of the caller's choice, possibly
// negative. Nothing is allocated once the ring of packets has its size.
package congestion
