package desk

import "testing"

// TestWhoComesLastHasTheTurn has the one who came last be the first to run.
func TestWhoComesLastHasTheTurn(t *testing.T) {
	var u turn
	var stopped []int
	take := func(n int) (<-chan struct{}, func()) { return u.take(func() { stopped = append(stopped, n) }) }
	isFree := func(c <-chan struct{}) bool {
		select {
		case <-c:
			return true
		default:
			return false
		}
	}
	one, oneDone := take(1)
	two, twoDone := take(2)
	three, threeDone := take(3)
	if len(stopped) != 2 || stopped[0] != 1 || stopped[1] != 2 {
		t.Errorf("stopped %v; want 1 and 2, not 3 that came last", stopped)
	}
	if !isFree(one) || isFree(two) || isFree(three) {
		t.Error("the turn is free before who had it has ended")
	}
	oneDone()
	if !isFree(two) || isFree(three) {
		t.Error("the turn is not free for the second after the first, and then for nobody else")
	}
	twoDone()
	if !isFree(three) {
		t.Error("the turn is not free for the last")
	}
	threeDone()
	if four, _ := take(4); !isFree(four) {
		t.Error("the turn is not free when all have ended")
	}
}
