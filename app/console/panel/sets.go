package panel

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"tandem/app/console/desk"
)

// Sets are the panels of all sessions of a desk, and which session is in front.
// All methods are for the GUI goroutine.
type Sets struct {
	cfg    Config
	sets   map[*desk.Session]*Set
	front  *desk.Session
	keys   []Shortcut  // that are listed
	listed fyne.Window // that lists them; nil: none does
	wanted bool        // the next session that starts comes to the front

	// Chosen is called when another session, or none, is in front; optional.
	Chosen func(*Set)
}

// NewSets returns the panels of no session yet.
func NewSets(cfg Config) *Sets { return &Sets{cfg: cfg, sets: map[*desk.Session]*Set{}} }

// Show follows the desk's sessions. A session that was not asked for here comes
// to the front only if none is there, or one that is over.
func (p *Sets) Show(st desk.State) {
	for s, set := range p.sets {
		if !slices.Contains(st.Sessions, s) {
			set.close()
			delete(p.sets, s)
		}
	}
	for _, s := range st.Sessions {
		if p.sets[s] != nil {
			continue
		}
		p.sets[s] = newSet(p, s)
		if p.wanted || p.front == nil || p.front.State().Get().Phase == desk.Over {
			p.wanted = false
			p.Choose(s)
		}
	}
	if st.Refused != "" {
		p.wanted = false
	}
	if p.sets[p.front] == nil && p.front != nil {
		p.Choose(last(st.Sessions))
	}
}

func last(ss []*desk.Session) *desk.Session {
	if len(ss) == 0 {
		return nil
	}
	return ss[len(ss)-1]
}

// Want says that the technician has asked for a session, which is to come to the front.
func (p *Sets) Want() { p.wanted = true }

// Choose brings a session to the front, none if s is nil.
func (p *Sets) Choose(s *desk.Session) {
	changed := p.front != s
	p.front = s
	p.cfg.Desk.Front(s)
	set := p.sets[s]
	if changed && p.Chosen != nil {
		p.Chosen(set)
	}
	if set != nil {
		s.Seen()
		set.openFresh()
	}
}

// Of returns a session's panels; nil for none.
func (p *Sets) Of(s *desk.Session) *Set { return p.sets[s] }

// Renew makes a session's panels anew, for a window that is not the one they
// were in: Fyne mixes up the pictures of what moves between windows. What was
// being written, and the viewer, go over; what sits is to be made to rise before.
func (p *Sets) Renew(s *desk.Session) *Set {
	old := p.sets[s]
	old.still()
	set := newSet(p, s)
	p.sets[s] = set
	set.sight = old.sight
	set.Chat.entry.SetText(old.Chat.entry.Text)
	set.invite.address.SetText(old.invite.address.Text)
	set.invite.turn(old.invite.toTechnician)
	return set
}

// Front returns the panels of the session in front; nil while there is none.
func (p *Sets) Front() *Set { return p.sets[p.front] }

// turnAway says that the technician is away, or there again.
func (p *Sets) turnAway() { p.cfg.Desk.SetAway(!p.cfg.Desk.State().Get().SaidAway) }

// Tick shows what changes with time alone.
func (p *Sets) Tick() {
	now := time.Now()
	for _, s := range p.sets {
		s.tick(now)
	}
}

// Close closes the viewers, and ends nothing else.
func (p *Sets) Close() {
	for _, s := range p.sets {
		s.close()
	}
	if p.listed != nil {
		p.listed.Close()
	}
}

// viewing reports whether the viewer of another session than s is open.
func (p *Sets) viewing(s *Set) bool {
	for _, o := range p.sets {
		if o != s && o.viewer != nil {
			return true
		}
	}
	return false
}
