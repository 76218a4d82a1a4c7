package input

// Notch is how many units of a Wheel are one notch.
const Notch = 120

// Notches makes whole notches of Wheel events, for mechanisms that have no
// parts of one. The zero Notches is ready.
type Notches struct{ x, y int }

// Turn adds e and returns the notches that are full now. Units left over count
// for the next turn in the same direction.
func (n *Notches) Turn(e Wheel) (x, y int) {
	return full(&n.x, e.X), full(&n.y, e.Y)
}

func full(rest *int, units int) int {
	units = min(max(units, -maxWheel), maxWheel)
	if units > 0 && *rest < 0 || units < 0 && *rest > 0 {
		*rest = 0
	}
	*rest += units
	notches := *rest / Notch
	*rest %= Notch
	return notches
}

// maxWheel bounds what one event can turn.
const maxWheel = 100 * Notch
