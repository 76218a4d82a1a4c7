// Package quic is the end-to-end line between a technician's and a customer's
// machine: a transport.Conn over QUIC (RFC 9000), with both certificates pinned.
//
// An Endpoint is one machine's virtual socket. The customer's machine dials
// (only a QUIC client may change its path, and it is customers who move), the
// technician's accepts the peers it was told to Expect and no others.
//
// A channel is one bidirectional stream. Its opener first sends
//
//	byte mode | uvarint length | name
//
// and then messages as transport.AppendFrame writes them. The messages of a
// Latest channel go as datagrams (RFC 9221) instead, each
//
//	uvarint stream id | uvarint sequence number | message
//
// and the stream only says when the channel ends.
//
// # Decisions
//
// All packets go through Paths, a net.PacketConn over several real ones, so
// that a relayed path can be added beneath a running session.
//
// Urgency (RFC 9218) belongs to a channel's name and is set by this side alone
// for what it sends: a peer cannot make pictures overtake keys.
//
// The peer's candidates are all dialled, in order and 100 ms apart; the first
// handshake to finish wins and the others are closed with codeSuperseded.
package quic
