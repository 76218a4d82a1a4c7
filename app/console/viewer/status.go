package viewer

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"tandem/app/console/phrase"
	"tandem/app/session/screen"
	"tandem/transport/quic"
)

// figures says at a glance how the picture comes: by which path, how far away,
// and while it changes how old it is when seen, how often, how much and what
// was lost. ok is false while there is no line; room is true where there is some.
func figures(line quic.Stats, ok bool, f screen.Figures, room bool) string {
	if !ok {
		return ""
	}
	parts := []string{
		phrase.Path(line.Remote, room),
		lang.L("{{.RTT}} ms", map[string]any{"RTT": fmt.Sprintf("%.0f", float64(line.RTT.Microseconds())/1000)}),
	}
	if f.Frames > 0 {
		parts = append(parts,
			lang.L("picture {{.Age}} ms old", map[string]any{"Age": fmt.Sprint(f.Age.Milliseconds())}),
			lang.L("{{.Frames}} frames/s", map[string]any{"Frames": fmt.Sprint(f.Frames)}),
			lang.L("{{.Rate}} Mbit/s", map[string]any{"Rate": decimal(float64(f.Bytes) * 8 / 1e6)}),
			lang.L("{{.Loss}} % lost", map[string]any{"Loss": decimal(100 * f.Lost)}),
		)
	} else if f != (screen.Figures{}) {
		parts = append(parts, lang.L("nothing moves"))
	}
	return strings.Join(parts, " · ")
}

// decimal writes a number as the language does, with one place where it is small.
func decimal(v float64) string {
	if v >= 9.95 {
		return fmt.Sprintf("%.0f", v)
	}
	return strings.Replace(fmt.Sprintf("%.1f", v), ".", lang.L("."), 1)
}
