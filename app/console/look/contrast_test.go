package look

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// An opaque is a colour without transparency, each part 0 to 1.
type opaque [3]float64

// over is c on top of what is below.
func over(c color.Color, below opaque) opaque {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	a := float64(n.A) / 255
	for i, v := range []uint8{n.R, n.G, n.B} {
		below[i] = a*float64(v)/255 + (1-a)*below[i]
	}
	return below
}

// contrast is that of WCAG 2.2, 1 to 21.
func contrast(a, b opaque) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c opaque) (sum float64) {
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		if v := c[i]; v <= 0.04045 {
			sum += weight * v / 12.92
		} else {
			sum += weight * math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// grounds are what words stand on.
var grounds = []fyne.ThemeColorName{
	theme.ColorNameBackground, theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground, theme.ColorNameHeaderBackground,
	theme.ColorNameInputBackground, theme.ColorNameButton,
}

func TestWordsCanBeRead(t *testing.T) {
	test.NewTempApp(t)
	const least = 4.5
	for name, mode := range map[string]Mode{"light": Light, "dark": Dark} {
		th := NewIn(mode)
		of := func(n fyne.ThemeColorName) color.Color { return th.Color(n, theme.VariantDark) }
		window := over(of(theme.ColorNameBackground), opaque{})
		check := func(words fyne.ThemeColorName, on opaque, what string) {
			t.Helper()
			if got := contrast(over(of(words), on), on); got < least {
				t.Errorf("%s: %s on %s has a contrast of %.2f; want %v", name, words, what, got, least)
			}
		}
		for _, g := range grounds {
			on := over(of(g), window)
			for _, words := range []fyne.ThemeColorName{
				theme.ColorNameForeground, theme.ColorNamePlaceHolder, theme.ColorNamePrimary, theme.ColorNameHyperlink,
				theme.ColorNameSuccess, theme.ColorNameWarning, theme.ColorNameError, theme.ColorNameDisabled,
			} {
				check(words, on, string(g))
			}
			check(theme.ColorNameForeground, over(of(theme.ColorNameHover), on), string(g)+" under the pointer")
			check(theme.ColorNameForeground, over(of(theme.ColorNameSelection), on), string(g)+" selected")
			check(theme.ColorNameForeground, over(of(theme.ColorNameFocus), on), string(g)+" with the focus")
		}
		check(theme.ColorNameDisabled, over(of(theme.ColorNameDisabledButton), window), "a button that is disabled")
		for _, fill := range []struct{ ground, words fyne.ThemeColorName }{
			{theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary},
			{theme.ColorNameSuccess, theme.ColorNameForegroundOnSuccess},
			{theme.ColorNameWarning, theme.ColorNameForegroundOnWarning},
			{theme.ColorNameError, theme.ColorNameForegroundOnError},
		} {
			on := over(of(fill.ground), window)
			check(fill.words, on, string(fill.ground))
			check(fill.words, over(of(theme.ColorNameHover), on), string(fill.ground)+" under the pointer")
			check(fill.words, over(of(theme.ColorNameFocus), on), string(fill.ground)+" with the focus")
		}
	}
}

func TestTheFocusCanBeSeen(t *testing.T) {
	test.NewTempApp(t)
	for name, mode := range map[string]Mode{"light": Light, "dark": Dark} {
		th := NewIn(mode)
		of := func(n fyne.ThemeColorName) color.Color { return th.Color(n, theme.VariantDark) }
		window := over(of(theme.ColorNameBackground), opaque{})
		for ground, least := range map[fyne.ThemeColorName]float64{
			theme.ColorNameBackground: 3, theme.ColorNameButton: 3, theme.ColorNameInputBackground: 3,
			// Buttons that are filled already can only change so far while their words stay readable.
			theme.ColorNamePrimary: 1.3, theme.ColorNameError: 1.3, theme.ColorNameWarning: 1.2, theme.ColorNameSuccess: 1.3,
		} {
			on := over(of(ground), window)
			if got := contrast(over(of(theme.ColorNameFocus), on), on); got < least {
				t.Errorf("%s: the focus on %s has a contrast of %.2f; want %v", name, ground, got, least)
			}
		}
		for _, frame := range []fyne.ThemeColorName{theme.ColorNamePrimary, theme.ColorNameInputBorder} {
			if got := contrast(over(of(frame), window), over(of(theme.ColorNameInputBackground), window)); got < 3 {
				t.Errorf("%s: %s round a field has a contrast of %.2f; want 3", name, frame, got)
			}
		}
	}
}

func TestTheModeIsKept(t *testing.T) {
	a := test.NewTempApp(t)
	if got := ModeOf(a.Preferences()); got != System {
		t.Errorf("at first %q; want the system's", got)
	}
	for _, m := range []Mode{Dark, Light, System} {
		Use(a, m)
		if got := ModeOf(a.Preferences()); got != m {
			t.Errorf("kept %q; want %q", got, m)
		}
	}
	Use(a, Dark)
	if got := theme.Color(theme.ColorNameBackground); luminance(over(got, opaque{})) > 0.1 {
		t.Errorf("the background is %v in the dark", got)
	}
}
