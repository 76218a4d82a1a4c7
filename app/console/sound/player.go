package sound

import (
	"context"
	"sync"
	"time"

	"tandem/app/console/desk"
)

// maxPlay is how long one sound may take.
const maxPlay = 5 * time.Second

// A Player plays sounds, one after the other. Use New, then Run.
type Player struct {
	play func(context.Context, Kind)

	mu      sync.Mutex // guards what follows
	waiting Kind
	due     chan struct{}
}

// New returns a player of the system's sounds.
func New() *Player { return NewWith(play()) }

// NewWith returns a player whose sounds are made by play, which returns when the
// sound has ended or its context has.
func NewWith(play func(context.Context, Kind)) *Player {
	return &Player{play: play, due: make(chan struct{}, 1)}
}

// Play has a sound made soon. It never waits: of what comes while a sound is
// made, the most urgent is made next and the others are not.
func (p *Player) Play(k Kind) {
	if k == None {
		return
	}
	p.mu.Lock()
	p.waiting = max(p.waiting, k)
	p.mu.Unlock()
	select {
	case p.due <- struct{}{}:
	default:
	}
}

func (p *Player) take() Kind {
	p.mu.Lock()
	defer p.mu.Unlock()
	k := p.waiting
	p.waiting = None
	return k
}

// Run makes the sounds until ctx ends.
func (p *Player) Run(ctx context.Context) {
	for {
		select {
		case <-p.due:
		case <-ctx.Done():
			return
		}
		if k := p.take(); k != None {
			short, cancel := context.WithTimeout(ctx, maxPlay)
			p.play(short, k)
			cancel()
		}
	}
}

// Follow has p play what happens at d until ctx ends, while on says so.
func (p *Player) Follow(ctx context.Context, d *desk.Desk, on func() bool) {
	up := false
	before, known := desk.Overview{}, false
	d.Overview().Watch(ctx, func(now desk.Overview) {
		k := None
		if known {
			k = heard(before, now)
		}
		before, known = now, true
		is := d.State().Get().Link
		if up && is == desk.Down {
			k = Lost
		}
		up = is == desk.Up
		if on() {
			p.Play(k)
		}
	})
}
