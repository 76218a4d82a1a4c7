package desk

import (
	"context"
	"errors"
)

// Assist asks to be let into the session with this number, of another
// technician, as an assistant. It appears in State.Sessions once the primary
// technician has let this desk in; until then, or why not, is in State.Assist.
// It returns ErrNumber, ErrAssisting, ErrOneSession, ErrStarting or
// ErrNotSignedIn where that is why nobody was even asked.
func (d *Desk) Assist(ctx context.Context, number string) error { return errors.ErrUnsupported }

// StopAssist gives up the last Assist, or forgets why it was refused.
func (d *Desk) StopAssist() { d.update(func(s *State) { s.Assist = Attempt{} }) }

// Leave leaves a session that goes on without this desk, an assistant; End does
// the same then. It returns ErrPrimary for the primary technician.
func (s *Session) Leave() error { return ErrPrimary }
