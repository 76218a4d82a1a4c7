package screen

import (
	"context"
	"errors"
	"fmt"
	"image"
	"log/slog"
	"sync"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"tandem/app/session"
	"tandem/capture"
	"tandem/capture/codec"
	"tandem/transport"
)

// A Viewer keeps the picture of the other machine's display. It is a
// session.Feature: the other machine opens the channel. Use NewViewer.
type Viewer struct {
	newDecoder func() codec.Decoder
	log        *slog.Logger
	state      session.Value[ViewState]
	cursor     session.Value[capture.Cursor]
	figures    session.Value[Figures]
	news       chan struct{} // holds a token while pic has changed
	ask        chan reply

	mu    sync.Mutex // guards what follows
	pic   *image.RGBA
	dirty []image.Rectangle
	spare []image.Rectangle // the list before dirty, whose memory is used again
	taker *image.RGBA       // has what is not dirty
	drawn uint64            // how often pic was drawn to
	mode  Mode              // that was asked for

	lookers int    // see Look
	taps    []*tap // see PassOn
}

// A ViewState is what to show around the picture.
type ViewState struct {
	Live     bool // the other machine shows something, or has it paused
	Paused   bool
	Failed   bool // the other machine cannot capture its display
	Displays []capture.Display
	Shown    int       // ID of the display that is shown
	First    time.Time // when the first whole picture was there; zero before
	Mode     Mode      // in force
	// Level is how far Automatic has gone down from the best picture, 0, for
	// the sake of the line or of the other machine: MaxLevel at the most.
	Level int
}

var _ session.Feature = (*Viewer)(nil)

// NewViewer returns a viewer that decodes with what newDecoder makes.
func NewViewer(newDecoder func() codec.Decoder, log *slog.Logger) *Viewer {
	return &Viewer{
		newDecoder: newDecoder, log: log, news: make(chan struct{}, 1), ask: make(chan reply, 8),
		pic: image.NewRGBA(image.Rectangle{}),
	}
}

// Name returns the channel's name.
func (v *Viewer) Name() string { return Name }

// Needs returns session.None: it is the other machine that is seen.
func (v *Viewer) Needs() session.Permission { return session.None }

// State is what to show around the picture.
func (v *Viewer) State() *session.Value[ViewState] { return &v.state }

// Cursor is the other machine's pointer, with the shape last told.
func (v *Viewer) Cursor() *session.Value[capture.Cursor] { return &v.cursor }

// News has a token whenever the picture has changed since the last Take.
func (v *Viewer) News() <-chan struct{} { return v.news }

// Select asks for another display; Refresh for a whole picture. They do not
// wait, and do nothing while nothing is shown.
func (v *Viewer) Select(display int) { v.request(reply{Select: &choice{display}}) }

// Refresh asks for a whole picture.
func (v *Viewer) Refresh() { v.request(reply{Refresh: &refresh{}}) }

func (v *Viewer) request(r reply) {
	select {
	case v.ask <- r:
	default: // eight are waiting already
	}
}

// Serve shows what comes on ch until ctx or the channel ends.
func (v *Viewer) Serve(ctx context.Context, ch transport.Channel) error {
	shapes, err := shapeDecoder()
	if err != nil {
		return fmt.Errorf("screen: %w", err)
	}
	defer shapes.Close()
	dec := v.newDecoder()
	defer func() { _ = dec.Close() }() // frees memory only
	ctx, cancel := context.WithCancel(ctx)
	sender := make(chan struct{})
	acks := make(chan reply, 64)
	go func() {
		defer close(sender)
		v.reply(ctx, ch, acks)
	}()
	defer func() {
		cancel()
		<-sender
		v.state.Set(ViewState{})
		v.figures.Set(Figures{})
	}()
	v.state.Set(ViewState{Live: true})
	v.recall()
	r := receiver{v: v, dec: dec, shapes: shapes, acks: acks, told: time.Now()}
	for {
		b, err := ch.Recv(ctx)
		if err != nil {
			return err
		}
		if err := r.handle(ctx, b); err != nil {
			return err
		}
	}
}

// reply sends acknowledgements and what is asked.
func (v *Viewer) reply(ctx context.Context, ch transport.Channel, acks <-chan reply) {
	for {
		var r reply
		select {
		case r = <-acks:
		case r = <-v.ask:
		case <-ctx.Done():
			return
		}
		b, err := cbor.Marshal(r)
		if err == nil {
			err = ch.Send(ctx, b)
		}
		if err != nil {
			return // Recv tells the same
		}
	}
}

// A receiver is one channel's life on the viewing side.
type receiver struct {
	v      *Viewer
	dec    codec.Decoder
	shapes *zstd.Decoder
	acks   chan<- reply
	lost   bool // the picture is not to be trusted until the next key packet
	// drifted is set from when the picture is not what was meant until the next key packet.
	drifted bool
	bytes   int // of updates since figures were told
	told    time.Time
}

func (r *receiver) handle(ctx context.Context, b []byte) error {
	if len(b) == 0 {
		return fmt.Errorf("%w: empty", ErrMessage)
	}
	switch b[0] {
	case kindUpdate:
		return r.update(ctx, b[1:])
	case kindCursor:
		c, err := parseCursor(b[1:], r.shapes)
		if err != nil {
			return err
		}
		if c.Shape == nil {
			c.Shape = r.v.cursor.Get().Shape
		}
		r.v.cursor.Set(*c)
		r.v.moved()
	case kindInfo:
		i, err := parseInfo(b[1:])
		if err != nil {
			return err
		}
		r.v.state.Update(func(st ViewState) ViewState {
			st.Paused, st.Failed, st.Mode, st.Level = i.Paused, i.Failed, i.Mode, i.Level
			if !i.Paused && !i.Failed {
				st.Shown, st.Displays = i.Shown, nil
				for _, d := range i.Displays {
					st.Displays = append(st.Displays, d.capture())
				}
			}
			return st
		})
	case kindSum:
		return r.compare(ctx, b[1:])
	case kindFigures:
		f, err := parseFigures(b[1:])
		if err != nil {
			return err
		}
		r.measure(f)
	}
	return nil // other kinds are newer than this program
}

// compare finds out whether the picture has drifted from the other machine's,
// and asks for a whole one then.
func (r *receiver) compare(ctx context.Context, b []byte) error {
	sum, err := parseSum(b)
	if err != nil {
		return err
	}
	if r.lost || r.drifted || sum == r.dec.Sum() {
		return nil
	}
	r.v.log.WarnContext(ctx, "picture has drifted")
	r.drifted = true
	r.v.Refresh()
	return nil
}

func (r *receiver) update(ctx context.Context, b []byte) error {
	arrived := time.Now()
	r.bytes += len(b)
	number, more, p, err := parseUpdate(b)
	if err != nil {
		return err
	}
	h, _, err := codec.ParseHeader(p)
	if err != nil {
		return err
	}
	if h.Key || !r.lost {
		err = r.v.decode(r.dec, h, p)
	}
	switch {
	case errors.Is(err, codec.ErrCorrupt):
		r.v.log.WarnContext(ctx, "update not decoded", "err", err)
		r.lost = true
		r.v.Refresh()
	case err != nil:
		return err
	case h.Key:
		r.lost, r.drifted = false, false
	}
	if !more && !r.lost && r.v.state.Get().First.IsZero() {
		r.v.state.Update(func(st ViewState) ViewState { st.First = time.Now(); return st })
		r.v.log.InfoContext(ctx, "first picture", "width", h.Width, "height", h.Height)
	}
	select { // also what was not decoded: it is off the line
	case r.acks <- reply{Ack: &ack{number, uint64(time.Since(arrived).Microseconds())}}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// decode applies p to the picture.
func (v *Viewer) decode(dec codec.Decoder, h codec.Header, p codec.Packet) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.pic.Rect.Size() != h.Size() {
		v.pic = image.NewRGBA(image.Rectangle{Max: h.Size()})
		v.dirty = nil
	}
	v.drawn++
	dirty, err := dec.Decode(v.pic, p)
	if err != nil {
		return err
	}
	v.changed(dirty)
	if v.dirty = append(v.dirty, dirty...); len(v.dirty) > maxDirty {
		v.dirty = append(v.dirty[:0], v.pic.Rect)
	}
	select {
	case v.news <- struct{}{}:
	default:
	}
	return nil
}

// maxDirty is how many changed rectangles are kept for Take; beyond it the
// whole picture counts as changed.
const maxDirty = 4096
