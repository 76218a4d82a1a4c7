package link

// Availability tells whether a technician can take on more. From the Console, as
// soon as it has a link and whenever that changes.
type Availability struct {
	Is Available `cbor:"1,keyasint"`
}

// An Available is whether a technician can take on more. Unknown ones are as good
// as Away.
type Available string

// The availabilities. A technician whose Console has no link is Offline, which
// nobody sends.
const (
	Online  Available = "online"
	Away    Available = "away" // said so, or nothing was typed or pointed at for a while
	Busy    Available = "busy" // has as many sessions as the site allows for
	Offline Available = "offline"
)

func (m *Availability) parts() ([]string, *Offer) { return []string{string(m.Is)}, nil }
