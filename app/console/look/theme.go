package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// A Theme is Fyne's with the Console's accent.
type Theme struct{ fyne.Theme }

// New returns the Console's theme.
func New() *Theme { return &Theme{theme.DefaultTheme()} }

var _ fyne.Theme = (*Theme)(nil)

// Color returns the accent where it is due. White on it, and it on the
// background, have a contrast of at least 4.5 (WCAG 2.2, 1.4.3).
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	dark := v == theme.VariantDark
	switch n {
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return either(dark, rgb(0x3f8ee0), rgb(0x0b5cad))
	case theme.ColorNameForegroundOnPrimary:
		return either(dark, rgb(0x08121d), rgb(0xffffff))
	case theme.ColorNameFocus:
		return either(dark, rgba(0x3f8ee0, 0x80), rgba(0x0b5cad, 0x60))
	case theme.ColorNameSelection:
		return either(dark, rgba(0x3f8ee0, 0x50), rgba(0x0b5cad, 0x30))
	case theme.ColorNameSuccess:
		return either(dark, rgb(0x5cc98b), rgb(0x1b7a43))
	case theme.ColorNameWarning:
		return either(dark, rgb(0xf0b24a), rgb(0x9a5b00))
	case theme.ColorNameError:
		return either(dark, rgb(0xff8a80), rgb(0xb3261e))
	case theme.ColorNameDisabled:
		return either(dark, rgb(0x8a9099), rgb(0x6b7178))
	case theme.ColorNamePlaceHolder:
		return either(dark, rgb(0xa9b0b8), rgb(0x5a6169))
	}
	return t.Theme.Color(n, v)
}

func either(dark bool, inDark, inLight color.Color) color.Color {
	if dark {
		return inDark
	}
	return inLight
}

func rgb(v uint32) color.Color { return rgba(v, 0xff) }

func rgba(v uint32, a uint8) color.Color {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: a}
}

// SizeNumber is the size of a number that is read out.
const SizeNumber fyne.ThemeSizeName = "tandem.number"

// Size knows SizeNumber beside Fyne's own.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	if n == SizeNumber {
		return 52
	}
	return t.Theme.Size(n)
}
