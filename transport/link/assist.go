package link

// Assist asks to be let into another technician's session as an assistant, or
// to be introduced to its primary technician again. From a Console; the answer
// is Joined, with the Number, or Refused with the same Number.
type Assist struct {
	Number string `cbor:"1,keyasint"`
	Offer  Offer  `cbor:"2,keyasint"`
}

// Wait tells whoever has knocked that the technician has been asked to let them
// in. From the primary technician's Console, and to the Manager or the Console
// of an assistant, who are answered in their time.
type Wait struct {
	Session     string `cbor:"1,keyasint"`
	Participant string `cbor:"2,keyasint"`
}

// Transfer makes an assistant the primary technician. From the Console of the
// primary technician; the answer is Transferred.
type Transfer struct {
	Session     string `cbor:"1,keyasint"`
	Participant string `cbor:"2,keyasint"` // the assistant
}

// Transferred tells both technicians that a session has another primary
// technician, or with a Reason the one who asked that it has not. The new one
// gets Started before it. A Console that was away, and resumes what is no longer
// its own, gets it as well.
type Transferred struct {
	Session string `cbor:"1,keyasint"`
	// Participant is the assistant that the reader is from now on; empty: the
	// reader is the primary technician.
	Participant string `cbor:"2,keyasint,omitempty"`
	// Former is, to the new primary technician, the assistant that the former
	// one is from now on.
	Former string `cbor:"3,keyasint,omitempty"`
	Reason Reason `cbor:"4,keyasint,omitempty"`
}

func (m *Assist) parts() ([]string, *Offer)   { return []string{m.Number}, &m.Offer }
func (m *Wait) parts() ([]string, *Offer)     { return []string{m.Session, m.Participant}, nil }
func (m *Transfer) parts() ([]string, *Offer) { return []string{m.Session, m.Participant}, nil }
func (m *Transferred) parts() ([]string, *Offer) {
	return []string{m.Session, m.Participant, m.Former, string(m.Reason)}, nil
}
