package control

import (
	"context"
	"sync"
	"time"

	"tandem/input"
	"tandem/transport"
)

// maxQueue is how many events wait for a slow line. When it is full the host is
// told to let go of everything instead, so that nothing stays held.
const maxQueue = 1024

// A Technician is the sending side. The zero value is not connected: use
// NewTechnician. All methods but Run may be called from any goroutine and none
// of them blocks.
type Technician struct {
	due chan struct{} // holds a token while queue has events

	mu    sync.Mutex // guards what follows
	on    bool       // a channel is open
	queue []input.Event
	held  map[any]bool
	reset bool // let go of everything before the queue
}

// NewTechnician returns a sender.
func NewTechnician() *Technician {
	return &Technician{due: make(chan struct{}, 1), held: map[any]bool{}}
}

// Send queues e, or drops it while no channel is open. Of moves that follow
// each other in the queue only the last is kept.
func (t *Technician) Send(e input.Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.on {
		return
	}
	switch e := e.(type) {
	case input.Key:
		hold(t.held, e.Usage, e.Down)
	case input.Button:
		hold(t.held, e.Button, e.Down)
	case input.Pointer:
		if n := len(t.queue); n > 0 {
			if _, move := t.queue[n-1].(input.Pointer); move {
				t.queue[n-1] = e
				return
			}
		}
	}
	if len(t.queue) >= maxQueue {
		t.letGo()
		return
	}
	t.queue = append(t.queue, e)
	t.wake()
}

func hold(held map[any]bool, what any, down bool) {
	if down {
		held[what] = true
	} else {
		delete(held, what)
	}
}

// Release makes the host let go of everything that is held, if anything is.
func (t *Technician) Release() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.held) > 0 {
		t.letGo()
	}
}

// letGo replaces the queue by one Release. t.mu is held.
func (t *Technician) letGo() {
	clear(t.held)
	t.queue, t.reset = t.queue[:0], true
	t.wake()
}

func (t *Technician) wake() {
	select {
	case t.due <- struct{}{}:
	default: // it has its token
	}
}

// Run sends events on ch, which the caller has opened, until ctx or the channel
// ends. Events from before are not sent.
func (t *Technician) Run(ctx context.Context, ch transport.Channel) error {
	t.connect(true)
	defer t.connect(false)
	ctx, cancel := context.WithCancelCause(ctx)
	ended := make(chan struct{})
	go func() { // the host sends nothing: what comes is the channel's end
		defer close(ended)
		_, err := ch.Recv(ctx)
		cancel(err)
	}()
	defer func() {
		cancel(nil)
		<-ended
	}()
	beats := time.NewTicker(beatEvery)
	defer beats.Stop()
	for {
		select {
		case <-t.due:
			if err := t.flush(ctx, ch); err != nil {
				return err
			}
		case <-beats.C:
			if !t.holds() {
				continue
			}
			if err := sendMessage(ctx, ch, &message{Beat: &beat{}}); err != nil {
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (t *Technician) connect(on bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.on, t.queue, t.reset = on, nil, false
	clear(t.held)
}

func (t *Technician) holds() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.held) > 0
}

// flush sends what is queued.
func (t *Technician) flush(ctx context.Context, ch transport.Channel) error {
	for {
		m := t.next()
		if m == nil {
			return nil
		}
		if err := sendMessage(ctx, ch, m); err != nil {
			return err
		}
	}
}

// next takes the first message off the queue; nil when there is none.
func (t *Technician) next() *message {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.reset {
		t.reset = false
		return &message{Release: &release{}}
	}
	if len(t.queue) == 0 {
		return nil
	}
	e := t.queue[0]
	t.queue = append(t.queue[:0], t.queue[1:]...)
	return messageOf(e)
}
