package phrase

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"tandem/transport/link"
)

// System returns the name of an operating system that Go calls goos.
func System(goos string) string {
	switch goos {
	case "linux":
		return "Linux"
	case "windows":
		return "Windows"
	case "darwin":
		return "macOS"
	case "":
		return lang.L("unknown")
	}
	return goos
}

// Elapsed writes a duration as a clock does: 0:42, 1:02:33.
func Elapsed(d time.Duration) string {
	s := max(0, int(d/time.Second))
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// Clock writes the time of day.
func Clock(t time.Time) string { return t.Local().Format("15:04") }

// Refused says why the site did not start a session; empty for no reason.
func Refused(r link.Reason) string {
	switch r {
	case "":
		return ""
	case link.SlowDown:
		return lang.L("Too many sessions were started. Wait a minute and try again.")
	case link.NotAllowed:
		return lang.L("Your account may not start sessions. Ask your administrator.")
	case link.OneSession:
		return lang.L("Your account has one session at a time. End the one you have first.")
	case link.TooOld:
		return lang.L("This Console is too old for the site. Install the newest one.")
	case link.WrongNumber, link.InUse, link.Ended, link.BadRequest, link.Failed:
	}
	return lang.L("The site could not start a session. Try again.")
}

// NotAssisting says why a technician was not let into another's session.
func NotAssisting(r link.Reason) string {
	switch r {
	case "":
		return ""
	case link.WrongNumber:
		return lang.L("There is no session with this number.")
	case link.InUse:
		return lang.L("No more people fit into this session.")
	case link.Ended:
		return lang.L("This session has ended.")
	case link.SlowDown:
		return lang.L("Too many attempts. Wait a minute, then try again.")
	case link.NotAllowed:
		return lang.L("You were not let in.")
	case link.OneSession:
		return Refused(r)
	case link.TooOld:
		return Refused(r)
	case link.BadRequest, link.Failed:
	}
	return lang.L("The site cannot be reached right now. Try again.")
}

// Path says how a customer is reached, of what quic.Stats tells; with the address
// where there is room.
func Path(remote string, room bool) string {
	how, where, _ := strings.Cut(remote, "/")
	switch {
	case how == "direct" && !room:
		return lang.L("direct")
	case how == "direct":
		return lang.L("direct to {{.Address}}", map[string]any{"Address": where})
	}
	return remote
}
