package viewer

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"tandem/app/console/desk"
	"tandem/app/session/screen"
)

// qualities are what the picture can be good at, in the order of the list.
var qualities = []screen.Mode{screen.Automatic, screen.Standard, screen.Sampling}

// quality is the name of a mode, in the list and on its button.
func quality(m screen.Mode) (long, short string) {
	switch m {
	case screen.Standard:
		return lang.L("Standard (best picture)"), lang.L("Standard")
	case screen.Sampling:
		return lang.L("Screen sampling (best performance)"), lang.L("Screen sampling")
	case screen.Automatic:
	}
	return lang.L("Automatic (adapts)"), lang.L("Automatic")
}

// openQuality opens the list of qualities.
func (b *bar) openQuality() {
	m := fyne.NewMenu("")
	for _, q := range qualities {
		name, _ := quality(q)
		item := fyne.NewMenuItem(name, func() { b.v.setQuality(q) })
		item.Checked = q == b.v.asked
		m.Items = append(m.Items, item)
	}
	b.openMenu(m, b.quality)
}

// tellQuality says what the picture is good at, and what became of it.
func (b *bar) tellQuality() string {
	v := b.v.view
	switch {
	case v.Live && v.Mode != b.v.asked:
		return lang.L("The customer's program has not changed to this quality yet.")
	case v.Live && v.Level > 0:
		return lang.L("The picture's quality. Automatic has lowered it to step {{.Step}} of {{.Steps}} for the line's or the computer's sake.",
			map[string]any{"Step": fmt.Sprint(v.Level), "Steps": fmt.Sprint(screen.MaxLevel)})
	}
	return lang.L("The picture's quality: the best picture, or the least load on the line and the customer's computer.")
}

// Qualities are what a picture can be good at, in the order of a list.
func Qualities() []screen.Mode { return slices.Clone(qualities) }

// QualityName is what a quality is called in a list.
func QualityName(m screen.Mode) string {
	long, _ := quality(m)
	return long
}

// Quality is the quality that an account has asked for last.
func Quality(prefs fyne.Preferences, account string) screen.Mode {
	if m := screen.Mode(prefs.Int(prefOf(account, "quality"))); slices.Contains(qualities, m) {
		return m
	}
	return qualities[0]
}

// SetQuality asks for a quality of a session's picture, and remembers it for the account.
func SetQuality(prefs fyne.Preferences, account string, s *desk.Session, m screen.Mode) {
	s.Viewer().SetMode(m)
	prefs.SetInt(prefOf(account, "quality"), int(m))
}

// ShowQuality shows a quality that was asked for elsewhere.
func (v *Viewer) ShowQuality(m screen.Mode) {
	v.asked = m
	v.bar.showQuality()
}

// setQuality asks for a quality, from now on.
func (v *Viewer) setQuality(m screen.Mode) {
	SetQuality(v.cfg.App.Preferences(), v.cfg.Account, v.cfg.Session, m)
	v.ShowQuality(m)
	if v.cfg.Quality != nil {
		v.cfg.Quality(m)
	}
	v.focus()
}

func (b *bar) showQuality() {
	if _, short := quality(b.v.asked); b.quality.Text != short {
		b.quality.SetText(short)
	}
}
