package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"tandem/app/site/account"
	"tandem/transport/link"
)

// A mode is how the Console of an account works, as flags say it.
type mode struct {
	sessions, shape, tabs, request, email string
	busyAt                                int
	awayAfter                             time.Duration
}

// flags defines the flags in f. What is not given stays as it is, and of a new
// account is the usual.
func (m *mode) flags(f *flag.FlagSet) {
	usual := link.Settings{}.Known()
	f.StringVar(&m.sessions, string(account.Sessions), "multi", "how many sessions at a time: single or multi")
	f.StringVar(&m.shape, string(account.Shape), usual.Shape, "shape of the Console: "+strings.Join(link.Shapes(), ", "))
	f.StringVar(&m.tabs, string(account.Tabs), strings.Join(usual.Tabs, ","), "order of the dashboard's tabs, all four of them")
	f.StringVar(&m.request, string(account.Request), "none", "what every customer who joins is asked for by itself: none, view or control")
	f.StringVar(&m.email, string(account.Email), "yes", "open the invitation by itself when a session starts: yes or no")
	f.IntVar(&m.busyAt, string(account.BusyAt), usual.BusyAt, "number of `sessions` with which the technician is busy")
	f.DurationVar(&m.awayAfter, string(account.AwayAfter), usual.AwayAfter, "`time` without keyboard or mouse after which the technician is away, such as 10m")
}

// apply puts into c what was given in f, or complains.
func (m *mode) apply(c *account.Command, f *flag.FlagSet, errs io.Writer) error {
	var err error
	f.Visit(func(g *flag.Flag) {
		set, is := m.setting(&c.Account, account.Setting(g.Name))
		switch {
		case !is:
		case set != nil:
			err = cmp.Or(err, complain(errs, "site %s: --%s %v", f.Name(), g.Name, set))
		default:
			c.Change = append(c.Change, account.Setting(g.Name))
		}
	})
	return err
}

// setting puts one setting into a, and reports whether there is one of this name.
func (m *mode) setting(a *account.Account, s account.Setting) (err error, is bool) {
	switch set := &a.Settings; s {
	case account.Sessions:
		a.Single, err = m.sessions == "single", oneOf(m.sessions, "single", "multi")
	case account.Shape:
		set.Shape, err = m.shape, oneOf(m.shape, link.Shapes()...)
	case account.Tabs:
		set.Tabs = strings.Split(m.tabs, ",")
		if set.Check() != nil {
			err = fmt.Errorf("is each of %s once, not %q", strings.Join(link.Tabs(), ","), m.tabs)
		}
	case account.Request:
		set.Request, err = strings.TrimPrefix(m.request, "none"), oneOf(m.request, append([]string{"none"}, link.Requests()...)...)
	case account.Email:
		set.Postpone, err = m.email == "no", oneOf(m.email, "yes", "no")
	case account.BusyAt:
		if set.BusyAt = m.busyAt; m.busyAt < 1 || m.busyAt > link.MaxBusyAt {
			err = fmt.Errorf("is 1 to %d, not %d", link.MaxBusyAt, m.busyAt)
		}
	case account.AwayAfter:
		if set.AwayAfter = m.awayAfter; m.awayAfter < time.Minute || m.awayAfter > link.MaxAwayAfter {
			err = fmt.Errorf("is 1m to %v, not %v", link.MaxAwayAfter, m.awayAfter)
		}
	default:
		return nil, false
	}
	return err, true
}

func oneOf(value string, values ...string) error {
	if slices.Contains(values, value) {
		return nil
	}
	last := len(values) - 1
	return fmt.Errorf("is %s or %s, not %q", strings.Join(values[:last], ", "), values[last], value)
}

// words tells what is unusual about an account.
func words(a account.Account) string {
	usual, set := link.Settings{}.Known(), a.Settings.Known()
	var list []string
	add := func(is bool, words string) {
		if is {
			list = append(list, ", "+words)
		}
	}
	add(a.Single, "single session")
	add(set.Shape != usual.Shape, set.Shape)
	add(!slices.Equal(set.Tabs, usual.Tabs), "tabs "+strings.Join(set.Tabs, ","))
	add(set.Request != "", "asks for "+set.Request)
	add(set.Postpone, "no e-mail at start")
	add(set.BusyAt != usual.BusyAt, fmt.Sprintf("busy at %d", set.BusyAt))
	add(set.AwayAfter != usual.AwayAfter, fmt.Sprintf("away after %v", set.AwayAfter))
	return strings.Join(list, "")
}
