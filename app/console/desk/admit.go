package desk

import "errors"

// Admit lets in who waits under this ID: a customer as another one beside the
// primary customer, or in the place of one who has gone, a technician as an
// assistant. It returns ErrAssistant, or ErrGone when they no longer wait.
func (s *Session) Admit(id string) error { return errors.ErrUnsupported }

// TurnAway tells who waits under this ID that they are not let in. Errors are
// as for Admit.
func (s *Session) TurnAway(id string) error { return errors.ErrUnsupported }

// MakePrimary makes the customer with this ID, who is here, the one who is
// asked and shows. What the other had granted is void. It returns ErrAssistant
// or ErrGone.
func (s *Session) MakePrimary(id string) error { return errors.ErrUnsupported }
