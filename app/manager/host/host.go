// Package host is the customer's side of a session without its windows: it joins
// by number, keeps the customer's consent, and shows and controls this computer
// as far as that consent goes, and no further.
//
// # Decisions
//
// Consent is enforced in this package. The windows only show it and answer its
// prompts, so that stopping works when they hang.
//
// The site's word brings the two machines together. Once they are connected the
// session goes on without the site.
//
// A line that breaks is tried again for a while with the same number. The
// technician who answers then is the same if the certificate is: its key is kept
// by the technician's Console alone. For anybody else nothing is granted.
//
// There is one technician who may ask, the leader, and there may be others who
// look on. The site names the leader, once; who else is let in, and to whom the
// leader hands over, is the leader's word from end to end (app/session/roster),
// and never the site's. Consent is kept by certificate (Voice): who looks on may
// ask for nothing, sees the very display that the leader sees and while the
// leader sees it, and the customer is told by name before that begins and can
// keep the screen from that person alone.
//
// When the leader hands over, the view goes on, which the customer is told;
// control and the clipboard end, and the new leader asks anew. A technician from
// whom the customer keeps the screen and who becomes the leader asks for the
// view, too.
//
// A customer beside the one who is helped is asked nothing and shows nothing. They
// see the screen of who is helped only after that one has said so, by name, each
// time it is shown anew; the leader's machine passes it on, and is shown nothing
// any more when it does not keep to whom it may (app/session/audience). Nothing
// but the wish for another picture goes back.
//
// Nothing is injected while a prompt is open: a technician with control cannot
// press Allow.
package host

import (
	"errors"
	"image"
	"log/slog"
	"slices"
	"sync"
	"time"

	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/session/clipboard"
	"tandem/app/session/screen"
	"tandem/capture"
	"tandem/capture/codec"
	"tandem/input"
	"tandem/transport/link"
)

// Config is what a host works with. All fields are required but those said to be optional.
type Config struct {
	Displays func() ([]capture.Display, error)
	Capture  func(capture.Config) (capture.Source, error)
	Encoder  func() codec.Encoder
	Decoder  func() codec.Decoder // of another customer's screen; optional, without it none is seen
	Input    func() (input.Injector, error)
	Exclude  func() []uintptr   // windows that are not in the picture; optional
	StopKey  func() input.Usage // the customer's stop key, 0 for none; optional
	Missing  []string           // what this computer lacks, session.MissingOpenGL …
	Journal  chat.Journal       // optional
	// Clipboard opens this computer's; optional.
	Clipboard func() (clipboard.Board, error)
	// Patience is how long a line that broke is tried again; 0: two minutes,
	// less: not at all.
	Patience time.Duration
	Log      *slog.Logger
}

// A Phase is how far a host is.
type Phase uint8

// The phases, in order.
const (
	Idle       Phase = iota
	Contacting       // asks the site about the number
	Connecting       // reaches for the technician's computer
	Active
	Over
)

// A State is what the customer sees.
type State struct {
	Phase Phase
	// Waiting means that the technician has been asked to let this customer in.
	Waiting    bool
	Technician string // who leads, as the site has verified it; empty before Connecting
	Site       string
	// Gone means that the site says the technician's program is gone, while
	// the line is still up.
	Gone bool
	// Lost means that the line broke and is being tried again. Nothing is seen
	// or done meanwhile; what is granted holds again for the same technician.
	Lost bool
	// Blind means that the display is to be seen but cannot be captured.
	Blind bool
	// Shown is the place of the display that is being seen right now, empty if none.
	Shown image.Rectangle
	// People are the others in the session, who leads first.
	People []Person
	// Aside means that another customer is the one who is helped.
	Aside bool
	// Sight is how far that one's screen is seen here.
	Sight Sight
	Err   error // why it is over, as Join returned it
	By    Ender // who ended it
}

// A Sight is how far the screen of another customer is seen here.
type Sight uint8

// The sights.
const (
	NoSight Sight = iota // it never was
	InSight
	OnHold
	OutOfSight // any more
)

// An Ender is who ended a session.
type Ender uint8

// The enders.
const (
	ByNobody Ender = iota // it never began, or the line was lost
	ByCustomer
	ByTechnician
)

// Refused is why the site did not let the customer in. It is an error.
type Refused struct {
	Reason link.Reason
	Retry  time.Duration
}

func (r *Refused) Error() string { return "host: refused: " + string(r.Reason) }

// Errors of Join that the customer is told about in words of their own.
var (
	ErrSite       = errors.New("host: the site cannot be reached")
	ErrTechnician = errors.New("host: the technician's computer cannot be reached")
)

// A Host is this computer in one session. Use New for each.
type Host struct {
	cfg     Config
	consent *Consent
	chat    *chat.Chat
	state   session.Value[State]
	notices session.Value[[]Notice]
	shown   session.Value[image.Rectangle] // the display that the leader sees

	viewer   *screen.Viewer // of another customer's screen; nil without a Decoder
	watching chan struct{}  // has room while nothing is shown in viewer

	leaving chan struct{}
	once    sync.Once
}

// New returns a host that has not joined.
func New(cfg Config) *Host {
	if cfg.Exclude == nil {
		cfg.Exclude = func() []uintptr { return nil }
	}
	if cfg.Patience == 0 {
		cfg.Patience = 2 * time.Minute
	}
	if cfg.Clipboard == nil {
		cfg.Missing = append(slices.Clone(cfg.Missing), session.MissingClipboard)
	}
	if cfg.StopKey == nil {
		cfg.StopKey = func() input.Usage { return 0 }
	}
	var viewer *screen.Viewer
	if cfg.Decoder != nil {
		viewer = screen.NewViewer(cfg.Decoder, cfg.Log)
	}
	return &Host{
		viewer: viewer, watching: make(chan struct{}, 1),
		cfg: cfg, consent: NewConsent(cfg.Missing), chat: chat.New(chat.Config{Journal: cfg.Journal}),
		leaving: make(chan struct{}),
	}
}

// State is what the customer sees.
func (h *Host) State() *session.Value[State] { return &h.state }

// Consent is the customer's word.
func (h *Host) Consent() *Consent { return h.consent }

// Notices is what the customer is to be told of the others, oldest first.
func (h *Host) Notices() *session.Value[[]Notice] { return &h.notices }

// Chat is what is written to and by the others.
func (h *Host) Chat() *chat.Chat { return h.chat }

// Viewer has the screen of the customer who is helped while this one is beside
// them and may see it; nil without Config.Decoder.
func (h *Host) Viewer() *screen.Viewer { return h.viewer }

// Hide keeps the screen from a technician who only looks on, or shows it again. Of
// another customer it asks this one, by a prompt, before it is shown.
func (h *Host) Hide(id string, on bool) {
	s := h.state.Get()
	if i := slices.IndexFunc(s.People, func(p Person) bool { return p.ID == id && p.Role == session.Customer }); i >= 0 {
		if on {
			h.consent.Withhold(id)
		} else {
			h.consent.Offer(s.People[i], session.Person{Name: s.Technician, Role: session.Technician})
		}
		return
	}
	h.consent.Hide(id, on)
	h.update(func(s *State) {
		s.People = slices.Clone(s.People)
		for i, p := range s.People {
			if p.ID == id {
				s.People[i].Hidden = on
				s.People[i].Sees = p.Sees && !on
			}
		}
	})
}

// Leave ends the session, from any goroutine, at once and for good.
func (h *Host) Leave() {
	h.once.Do(func() { close(h.leaving) })
	h.consent.Close()
}

// left reports whether the customer has left.
func (h *Host) left() bool {
	select {
	case <-h.leaving:
		return true
	default:
		return false
	}
}

func (h *Host) update(f func(*State)) {
	h.state.Update(func(s State) State { f(&s); return s })
}
