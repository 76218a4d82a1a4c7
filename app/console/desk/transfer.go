package desk

import "errors"

// Transfer makes the assistant with this ID, who is here, the primary
// technician, and this desk an assistant. The customer is told by name; the
// view goes on, and control and the clipboard are to be asked for anew. It
// returns at once with ErrAssistant, ErrGone or ErrNotSignedIn; how it goes on
// is in SessionState.Transferring and Untransferred.
func (s *Session) Transfer(id string) error { return errors.ErrUnsupported }
