package desk

// Waits reports whether something that the customer has copied waits for s to
// be in front.
func Waits(s *Session) bool {
	s.desk.pool.mu.Lock()
	defer s.desk.pool.mu.Unlock()
	return s.share.came != ""
}

// Shares reports whether the clipboard is shared with the customer.
func Shares(s *Session) bool {
	s.desk.pool.mu.Lock()
	defer s.desk.pool.mu.Unlock()
	return !s.share.since.IsZero()
}
