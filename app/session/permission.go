package session

import (
	"context"
	"slices"
)

// A Permission names one thing that a technician may do to the customer's
// computer. The empty one needs no asking.
type Permission string

// The permissions.
const (
	None    Permission = ""
	View    Permission = "view"    // see the desktop
	Control Permission = "control" // use its pointer and keyboard; includes no view
	// Clipboard is to share copied text, both ways.
	Clipboard Permission = "clipboard"
)

// Known reports whether this program knows how to ask for p.
func (p Permission) Known() bool { return slices.Contains([]Permission{View, Control, Clipboard}, p) }

// An Outcome is how a request stands.
type Outcome string

// The outcomes.
const (
	Pending   Outcome = "pending"
	Allowed   Outcome = "allowed"
	Declined  Outcome = "declined"
	Expired   Outcome = "expired"   // no answer in time
	Withdrawn Outcome = "withdrawn" // by the technician
	TooSoon   Outcome = "too-soon"  // asked again right after a refusal
	Unable    Outcome = "unable"    // the customer's computer cannot do it
)

// A Request is the technician's wish for one permission.
type Request struct {
	ID         uint64
	Permission Permission
}

// Grants is what the customer allows at this moment.
type Grants struct {
	Permissions []Permission // sorted, none twice
	Paused      bool         // nothing is captured or injected for now
	// Held means that it is the technician who wants it so; known on the
	// customer's side alone.
	Held bool
	// Missing names what the customer's computer lacks, MissingOpenGL and the
	// like, for the technician to know.
	Missing []string
}

// Allows reports whether p is among the grants.
func (g Grants) Allows(p Permission) bool {
	return p == None || slices.Contains(g.Permissions, p)
}

// What a customer's computer may lack.
const (
	MissingOpenGL  = "opengl"   // prompts are the system's own; no chat window
	MissingStopKey = "stop-key" // the key that stops control is taken by another program
	MissingInput   = "input"    // the system takes no synthetic input
	// MissingClipboard means that there is no way to the clipboard.
	MissingClipboard = "clipboard"
)

// A Guard decides what a peer may do on this machine, at the moment it tries.
type Guard interface {
	// Grant returns a context that ends as soon as p is taken back, or false
	// when p is not granted.
	Grant(ctx context.Context, p Permission) (context.Context, context.CancelFunc, bool)
}

// A Decider is the customer's side of requests.
type Decider interface {
	// Decide asks the customer and returns when there is an outcome. The end
	// of ctx means that the request was withdrawn or the session is over.
	Decide(ctx context.Context, from Person, r Request) Outcome
	// Yielded tells that the technician gives p back. It must not block.
	Yielded(p Permission)
	// Held tells that the technician has put the session on hold, or goes on.
	// It must not block.
	Held(on bool)
}
