package link

import (
	"errors"
	"time"
)

// Where a site answers.
const (
	PathTechnician = "/link/technician"
	PathCustomer   = "/link/customer"
	PathSignIn     = "/api/sign-in"
)

// Protocol is the version of the messages below.
const Protocol = 1

// Limits of what a message may hold.
const (
	MaxMessage     = 16 << 10 // bytes, encoded
	MaxCandidates  = 16
	MaxText        = 200 // bytes in a name or a reason
	FingerprintLen = 32  // bytes, of SHA-256
)

// ErrMessage is returned, wrapped, for bytes that are no message or one beyond
// the limits.
var ErrMessage = errors.New("link: bad message")

// A Message is what either side sends: exactly one field is set. A Message with
// none set came from a newer program and is to be skipped.
type Message struct {
	Start       *Start       `cbor:"1,keyasint,omitempty"`
	Started     *Started     `cbor:"2,keyasint,omitempty"`
	Join        *Join        `cbor:"3,keyasint,omitempty"`
	Knock       *Knock       `cbor:"4,keyasint,omitempty"`
	Answer      *Answer      `cbor:"5,keyasint,omitempty"`
	Joined      *Joined      `cbor:"6,keyasint,omitempty"`
	Left        *Left        `cbor:"7,keyasint,omitempty"`
	End         *End         `cbor:"8,keyasint,omitempty"`
	Refused     *Refused     `cbor:"9,keyasint,omitempty"`
	Welcome     *Welcome     `cbor:"10,keyasint,omitempty"`
	Resume      *Resume      `cbor:"11,keyasint,omitempty"`
	Phrases     *Phrases     `cbor:"12,keyasint,omitempty"`
	Notes       *Notes       `cbor:"13,keyasint,omitempty"`
	Noted       *Noted       `cbor:"14,keyasint,omitempty"`
	Invite      *Invite      `cbor:"15,keyasint,omitempty"`
	Invited     *Invited     `cbor:"16,keyasint,omitempty"`
	Assist      *Assist      `cbor:"17,keyasint,omitempty"`
	Wait        *Wait        `cbor:"18,keyasint,omitempty"`
	Transfer    *Transfer    `cbor:"19,keyasint,omitempty"`
	Transferred *Transferred `cbor:"20,keyasint,omitempty"`

	Availability *Availability `cbor:"21,keyasint,omitempty"`
}

// An Offer is how a machine can be reached and recognised.
type Offer struct {
	Protocol    uint64   `cbor:"1,keyasint"`
	Fingerprint []byte   `cbor:"2,keyasint"` // SHA-256 of its certificate, 32 bytes
	Candidates  []string `cbor:"3,keyasint"` // "ip:port" of its UDP socket
}

// Start asks the site for a new session. From the Console.
type Start struct {
	Lang string `cbor:"1,keyasint,omitempty"`
}

// Started tells the number of a new session. To the Console.
type Started struct {
	Session string    `cbor:"1,keyasint"`
	Number  string    `cbor:"2,keyasint"` // nine digits
	Page    string    `cbor:"3,keyasint"` // the address to read out, https://…
	Expires time.Time `cbor:"4,keyasint"` // when the number is void unless used
	Site    string    `cbor:"5,keyasint"` // the site's name
}

// Join asks to be let into a session. From the Manager.
type Join struct {
	Number string `cbor:"1,keyasint"`
	Name   string `cbor:"2,keyasint"`
	Offer  Offer  `cbor:"3,keyasint"`
}

// Knock tells that a customer, or a technician who wants to assist, asks to come
// in. To the Console of the primary technician.
type Knock struct {
	Session     string `cbor:"1,keyasint"`
	Participant string `cbor:"2,keyasint"`
	Name        string `cbor:"3,keyasint"`
	Address     string `cbor:"4,keyasint"` // theirs, as the site sees it
	Offer       Offer  `cbor:"5,keyasint"`
	// Account is the technician's; empty for a customer.
	Account string `cbor:"6,keyasint,omitempty"`
}

// Answer lets in who has knocked. From the Console.
type Answer struct {
	Session     string `cbor:"1,keyasint"`
	Participant string `cbor:"2,keyasint"`
	Offer       Offer  `cbor:"3,keyasint"`
}

// Joined tells who has knocked whom to connect to. To the Manager, or to the
// Console of an assistant.
type Joined struct {
	Session     string `cbor:"1,keyasint"`
	Participant string `cbor:"2,keyasint"`
	Technician  string `cbor:"3,keyasint"` // the name the site knows the technician by
	Site        string `cbor:"4,keyasint"`
	Offer       Offer  `cbor:"5,keyasint"`
	// Number, Page and Expires are as in Started, for an assistant; else empty.
	Number  string    `cbor:"6,keyasint,omitempty"`
	Page    string    `cbor:"7,keyasint,omitempty"`
	Expires time.Time `cbor:"8,keyasint,omitzero"`
}

// Left tells that a participant has gone. A Manager sends it of itself, with no
// Participant, and gets one with no Participant when the technician's link
// broke; so does the Console of an assistant. The primary technician's Console
// sends it to turn a participant away, who then gets it with their own
// Participant, or NotAllowed before the Answer.
type Left struct {
	Session     string `cbor:"1,keyasint"`
	Participant string `cbor:"2,keyasint,omitempty"`
	Lost        bool   `cbor:"3,keyasint,omitempty"` // the link broke; else left in good order
}

// End ends a session for all. From the Console, and to the Managers.
type End struct {
	Session string `cbor:"1,keyasint"`
	By      string `cbor:"2,keyasint,omitempty"` // the technician's name, set by the site
}

// Refused answers Start, Join, Assist or Resume. Nothing was changed.
type Refused struct {
	Reason Reason `cbor:"1,keyasint"`
	// Retry is how long to wait before trying again, for SlowDown.
	Retry time.Duration `cbor:"2,keyasint,omitempty"`
	// Session is the one that is refused to whoever asked to Resume it, or has
	// since been resumed by another Console of the same account.
	Session string `cbor:"3,keyasint,omitempty"`
	// Number is the one of an Assist that is refused.
	Number string `cbor:"4,keyasint,omitempty"`
}

// A Reason says why the site refuses. Unknown ones are to be shown as Failed.
type Reason string

// The reasons of a site.
const (
	WrongNumber Reason = "wrong-number" // there is no such number, or there never was
	InUse       Reason = "in-use"       // as many are in with this number as there may be
	Ended       Reason = "ended"        // the session has ended or its number expired
	SlowDown    Reason = "slow-down"    // too many attempts
	NotAllowed  Reason = "not-allowed"  // the account may not do this
	BadRequest  Reason = "bad-request"  // a message was malformed or out of turn
	TooOld      Reason = "too-old"      // the program is too old for this site
	OneSession  Reason = "one-session"  // the account may have one session at a time, and has it
	Failed      Reason = "failed"       // the site could not do it
)

// SignIn is the JSON body posted to PathSignIn; the answer is SignedIn, or a
// Refusal with status 401 (wrong name or password) or 429 (too many attempts).
type SignIn struct {
	Name     string `json:"name"`
	Password string `json:"password"`
}

// SignedIn carries the token for the Authorization header of PathTechnician.
type SignedIn struct {
	Token string `json:"token"`
	Name  string `json:"name"` // the account's display name
	// Account is what the technician signs in with.
	Account string `json:"account,omitempty"`
	Site    string `json:"site"`
}

// Refusal is the JSON body of a refused sign-in.
type Refusal struct {
	Reason Reason `json:"reason"`
	Retry  int    `json:"retrySeconds,omitempty"`
}
