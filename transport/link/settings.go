package link

import (
	"fmt"
	"slices"
	"time"
)

// The shapes of a Console.
const (
	Dashboard    = "dashboard"
	Iconbar      = "iconbar"
	Multisession = "multisession"
)

// The tabs of a session.
const (
	TabTools       = "tools"
	TabDesktop     = "desktop"
	TabApplication = "application"
	TabSession     = "session"
)

// The requests that can be made by themselves of every customer who joins.
const (
	RequestView    = "view"
	RequestControl = "control"
)

// Shapes returns the names of all shapes, the usual one first.
func Shapes() []string { return []string{Dashboard, Iconbar, Multisession} }

// Tabs returns the names of all tabs in their usual order.
func Tabs() []string { return []string{TabTools, TabDesktop, TabApplication, TabSession} }

// Requests returns the names of the requests that can be made by themselves.
func Requests() []string { return []string{RequestView, RequestControl} }

// Limits and defaults of Settings.
const (
	MaxBusyAt    = 100
	MaxAwayAfter = 24 * time.Hour

	usualBusyAt    = 5
	usualAwayAfter = 10 * time.Minute
)

// Settings are what the administrator of a site sets for the Console of an
// account. The zero Settings are the usual ones, once they are Known.
type Settings struct {
	Shape   string   `cbor:"1,keyasint,omitempty" json:"shape,omitempty"`
	Tabs    []string `cbor:"2,keyasint,omitempty" json:"tabs,omitempty"`    // in their order
	Request string   `cbor:"3,keyasint,omitempty" json:"request,omitempty"` // asked of every customer; empty: none
	// Postpone leaves the invitation closed when a session starts.
	Postpone bool `cbor:"4,keyasint,omitempty" json:"postpone,omitempty"`
	// BusyAt is with how many sessions the technician is busy.
	BusyAt int `cbor:"5,keyasint,omitempty" json:"busyAt,omitempty"`
	// AwayAfter is how long nothing is typed or pointed at before the
	// technician is away.
	AwayAfter time.Duration `cbor:"6,keyasint,omitempty" json:"awayAfter,omitempty"`
}

// Check says what of s is no setting; nil: all is. The zero value of each is one.
func (s Settings) Check() error {
	switch {
	case s.Shape != "" && !slices.Contains(Shapes(), s.Shape):
		return fmt.Errorf("shape %q", s.Shape)
	case len(s.Tabs) > 0 && !allTabs(s.Tabs):
		return fmt.Errorf("tabs %q", s.Tabs)
	case s.Request != "" && !slices.Contains(Requests(), s.Request):
		return fmt.Errorf("request %q", s.Request)
	case s.BusyAt < 0 || s.BusyAt > MaxBusyAt:
		return fmt.Errorf("busy at %d sessions", s.BusyAt)
	case s.AwayAfter < 0 || s.AwayAfter > MaxAwayAfter:
		return fmt.Errorf("away after %v", s.AwayAfter)
	}
	return nil
}

// Known returns s with the usual value in place of each that is zero or that
// this program does not know. The list of tabs is one of its own.
func (s Settings) Known() Settings {
	known := Settings{
		Shape: Dashboard, Tabs: Tabs(), Postpone: s.Postpone, BusyAt: usualBusyAt, AwayAfter: usualAwayAfter,
	}
	if slices.Contains(Shapes(), s.Shape) {
		known.Shape = s.Shape
	}
	if allTabs(s.Tabs) {
		copy(known.Tabs, s.Tabs)
	}
	if slices.Contains(Requests(), s.Request) {
		known.Request = s.Request
	}
	if s.BusyAt > 0 && s.BusyAt <= MaxBusyAt {
		known.BusyAt = s.BusyAt
	}
	if s.AwayAfter > 0 && s.AwayAfter <= MaxAwayAfter {
		known.AwayAfter = s.AwayAfter
	}
	return known
}

// allTabs reports whether list has each tab once.
func allTabs(list []string) bool {
	sorted, all := slices.Sorted(slices.Values(list)), slices.Sorted(slices.Values(Tabs()))
	return slices.Equal(sorted, all)
}
