package desk

import (
	"time"

	"tandem/app/session"
	"tandem/transport/link"
)

// LinkState is how the line to the site does.
type LinkState uint8

// The states of the link.
const (
	SignedOut LinkState = iota
	SigningIn
	Up
	Down // broken; it is being dialled again
)

// A State is what is shown of a desk.
type State struct {
	Link    LinkState
	Account string   // the technician's name, as the site has it
	Site    string   // the site's name
	Single  bool     // the account has one session at a time
	Phrases []string // canned ones of the account, for the chat
	Mail    bool     // the site sends invitations
	// Settings are as the administrator has set them for the account; its Shape
	// is empty until the site has said so, and known from then on.
	Settings link.Settings
	// Available is whether the technician can take on more, as the site is told.
	Available link.Available
	SaidAway  bool // by SetAway
	Sessions  []*Session
	Refused   link.Reason // why the last Start was refused; empty after one that was not
	Assist    Attempt     // the last Assist, until it is let in
}

// An Attempt is an Assist that has not been let in. The zero Attempt is none.
type Attempt struct {
	Number string
	// Waits means that the primary technician has been asked to let it in.
	Waits bool
	// Refused is why it came to nothing; empty while it may still be let in.
	Refused link.Reason
}

// A Phase is how far a session is.
type Phase uint8

// The phases.
const (
	Waiting    Phase = iota // for the customer to come with the number
	Connecting              // the customer has come; the machines reach for each other
	Active
	Over
)

// A Departure is how the customer went.
type Departure uint8

// The departures.
const (
	NotGone Departure = iota
	CustomerLeft
	CustomerLost        // the line broke, or the customer's program did
	CustomerUnreachable // the machines never reached each other
)

// String returns the departure's name, for the log.
func (d Departure) String() string {
	return [...]string{"ended", "left", "lost", "unreachable"}[d]
}

// A Presence is how far a participant is there.
type Presence uint8

// The presences.
const (
	Coming Presence = iota // their machine and this one reach for each other
	Here
	Doubtful // no sign of life
	Away     // the line was lost; they may come back
	Left
)

// A Role is what the technician at this desk is in a session.
type Role uint8

// The roles.
const (
	Primary   Role = iota // who asks, admits, hands over and ends
	Assistant             // who looks on and writes
)

// An Admission is one who waits to be let in, until Session.Admit or TurnAway,
// or until they give up.
type Admission struct {
	ID      string
	Name    string       // a customer's own word; a technician's as the site has it
	Role    session.Role // a technician comes in as an assistant
	Address string       // as the site sees it
	At      time.Time    // when they came
}

// A Participant is one who is or was in a session.
type Participant struct {
	ID     string // the same for as long as their program runs
	Person session.Person
	Me     bool
	// Primary marks the one technician who asks and ends, and the one customer
	// who is asked and shows.
	Primary  bool
	Address  string // as the site sees it; empty for me
	Presence Presence
	Joined   time.Time // zero before they were in
}

// A SessionState is what is shown of a session.
type SessionState struct {
	Phase Phase
	Role  Role
	// Apart means that this desk is an assistant whose line to the primary
	// technician is not up; it is tried again.
	Apart bool
	// Transferring is the ID of the participant to whom the site is being told
	// to transfer control; empty when nothing is under way.
	Transferring string
	// Untransferred is why the last Transfer came to nothing; empty otherwise.
	Untransferred link.Reason
	Admissions    []Admission // who waits to be let in, who came first before
	// EndedBy is the name of the technician who ended the session for all, or
	// did not let this desk stay, when it was not this desk.
	EndedBy string
	// Dismissed means that it goes on for the others.
	Dismissed bool
	People    []Participant // me first, then in the order of their coming; all who were ever in
	// Audience are the other customers who see the primary one's screen while it
	// is shown, by that one's word, by ID.
	Audience []string
	Customer session.Person // the primary one; the name is the customer's own word
	Address  string         // the customer's, as the site sees it
	Joined   time.Time      // when the customer was in; zero before
	Ended    time.Time      // zero before Over
	Changed  time.Time      // of Phase, Gone, Doubt or Apart, the last time
	Gone     Departure      // how the last customer went, while none is in
	Doubt    bool           // the site says that the customer's program is gone
	Expired  bool           // nobody came with the number in time
	// Resuming means that the site has not said yet that it still has the
	// session, after its link or this program had gone.
	Resuming bool
	// Void means that the site has the session no more: nobody else can come in.
	Void    bool
	Invites []Invite // by the site's mail, oldest first
	OnHold  bool     // by the technician; the customer is told
	Grants  session.Grants
	Asked   map[session.Permission]session.Asked
	Next    bool      // control is to be asked for as soon as the view is granted
	Failed  error     // the customer's machine spoke nonsense or another version
	Arrived time.Time // when a customer came whom nobody has looked at; zero: none
	// Answered is when the customer answered a request and nobody has looked; zero: never.
	Answered time.Time
}

// Elapsed is how long the customer has been in the session.
func (st SessionState) Elapsed(now time.Time) time.Duration {
	switch {
	case st.Joined.IsZero():
		return 0
	case !st.Ended.IsZero():
		now = st.Ended
	}
	return max(0, now.Sub(st.Joined))
}
