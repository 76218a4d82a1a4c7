package viewer

import "tandem/input"

// A keyboard makes events for the customer of what Fyne tells of keys. Fyne
// tells, in this order: the key is down; it is typed (again and again while it
// is held); the character that it made here, if any; the key is up.
type keyboard struct {
	send    func(input.Event)
	repeats bool // the customer's system does not repeat a held key by itself

	down  map[input.Usage]bool
	fresh bool        // the next "typed" belongs to a key that just went down
	own   bool        // the next character is one that the customer's layout makes as well
	rare  input.Usage // is down here, and waits to be known for a key or a text
}

func newKeyboard(send func(input.Event)) *keyboard {
	return &keyboard{send: send, down: map[input.Usage]bool{}}
}

// common reports whether u is on every ordinary keyboard. Other keys may have
// been invented by programs that type: then their character goes as text.
func common(u input.Usage) bool {
	return u >= input.KeyA && u <= input.KeyMenu || u.Modifier()
}

// press handles a key that goes down; 0 is one without a known place.
func (k *keyboard) press(u input.Usage) {
	k.fresh, k.rare = true, 0
	if u == 0 || !common(u) {
		k.own, k.rare = false, u
		return
	}
	k.own = !u.Modifier()
	k.down[u] = true
	k.send(input.Key{Usage: u, Down: true})
}

// typed handles a key that was typed, which the first time comes after press.
func (k *keyboard) typed(u input.Usage) {
	if k.fresh {
		k.fresh = false
		return
	}
	k.own = common(u) && u != 0 && !u.Modifier()
	if k.repeats && k.down[u] {
		k.send(input.Key{Usage: u, Down: true})
	}
}

// char handles a character that was made here.
func (k *keyboard) char(r rune) {
	if k.own {
		return // the customer's layout makes it of the key
	}
	k.rare = 0
	k.send(input.Text{S: string(r)})
}

// lift handles a key that goes up.
func (k *keyboard) lift(u input.Usage) {
	k.own, k.fresh = false, false
	if u != 0 && u == k.rare { // it made no character
		k.rare = 0
		k.send(input.Key{Usage: u, Down: true})
		k.send(input.Key{Usage: u})
		return
	}
	if k.down[u] {
		delete(k.down, u)
		k.send(input.Key{Usage: u})
	}
}

// chord presses keys one after the other and lifts them the other way round.
func (k *keyboard) chord(us ...input.Usage) {
	for _, u := range us {
		k.send(input.Key{Usage: u, Down: true})
	}
	for i := range us {
		k.send(input.Key{Usage: us[len(us)-1-i]})
	}
}

// forget is called when everything has been let go of.
func (k *keyboard) forget() {
	clear(k.down)
	k.own, k.fresh, k.rare = false, false, 0
}

// escape reports whether u, which goes down while held are, takes the keys back.
func escape(u input.Usage, held map[input.Usage]bool) bool {
	return u == input.KeyEscape &&
		(held[input.KeyLeftCtrl] || held[input.KeyRightCtrl]) &&
		(held[input.KeyLeftAlt] || held[input.KeyRightAlt]) &&
		(held[input.KeyLeftShift] || held[input.KeyRightShift])
}
