// Package plug puts a congestion control of ours into a connection of quic-go,
// which has no place for one (quic-go issues 776 and 4565).
//
// Give Config.Tracer the function Tracer, and each connection that was made, or
// accepted, to Install. The controller is in use from the next packet on which
// is sent or acknowledged, and a new one after every change of path.
//
// # Decisions
//
// This is a module of its own, whose path makes it part of quic-go for the go
// command: so it may name quic-go's internal types, and the compiler checks
// their methods. Only the way from the connection to its controller, through
// three unexported fields, is walked by reflection. Every field's type is
// compared with the one meant; when quic-go's next version has another layout,
// Install returns an error and the connection keeps quic-go's own control.
//
// The controller is exchanged on the connection's own goroutine, which alone
// uses it: quic-go calls its tracer there. Only two events are listened to, both
// of which are raised where nothing of the old controller is in use any more:
// MetricsUpdated after a packet was sent or acknowledged, and
// RecoveryParametersSet at the end of a path change.
//
// quic-go makes up its other events too when it has a tracer: some seven small
// allocations a packet, which the cost of a connection does not show, and which
// cannot be switched off without a race, as its recorder is read by several goroutines.
//
// Marks of congestion (ECN) are not acted upon; our sockets do not ask for them.
//
// The statistics that quic-go leaves to its controller, the packets lost and
// the window, are kept here in its stead.
package plug
