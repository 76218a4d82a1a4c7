package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// A Theme is Fyne's with the Console's colours.
type Theme struct {
	fyne.Theme
	mode Mode
}

// New returns the Console's theme, light or dark as the system is.
func New() *Theme { return NewIn(System) }

// NewIn returns the Console's theme in a mode.
func NewIn(m Mode) *Theme { return &Theme{theme.DefaultTheme(), m} }

var _ fyne.Theme = (*Theme)(nil)

// Color returns the colours. Words have a contrast of at least 4.5 to what they
// stand on, also where the focus or the pointer is, and a plain button with the
// focus one of at least 3 to one without (WCAG 2.2, 1.4.3 and 1.4.11).
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch t.mode {
	case Light:
		v = theme.VariantLight
	case Dark:
		v = theme.VariantDark
	case System:
	}
	if c, ok := colors[n]; ok {
		return c[v == theme.VariantDark]
	}
	return t.Theme.Color(n, v)
}

// colors are those that are not Fyne's, by whether it is dark. They never change.
var colors = map[fyne.ThemeColorName]map[bool]color.Color{
	theme.ColorNamePrimary:         {true: rgb(0x5aa2ea), false: rgb(0x0b5cad)},
	theme.ColorNameHyperlink:       {true: rgb(0x5aa2ea), false: rgb(0x0b5cad)},
	theme.ColorNameForeground:      {true: rgb(0xffffff), false: rgb(0x14171a)},
	theme.ColorNameBackground:      {true: rgb(0x16181b), false: rgb(0xffffff)},
	theme.ColorNameButton:          {true: rgb(0x23272c), false: rgb(0xf0f2f4)},
	theme.ColorNameInputBackground: {true: rgb(0x1d2125), false: rgb(0xf5f6f8)},
	theme.ColorNameInputBorder:     {true: rgb(0x78818b), false: rgb(0x7d858e)},
	theme.ColorNameFocus:           {true: rgba(0xb4d6ff, 0x74), false: rgba(0x00264d, 0x8c)},
	theme.ColorNameSelection:       {true: rgba(0x5aa2ea, 0x50), false: rgba(0x0b5cad, 0x30)},
	theme.ColorNameSuccess:         {true: rgb(0x3fae70), false: rgb(0x18703d)},
	theme.ColorNameWarning:         {true: rgb(0xc98d2a), false: rgb(0x8a5200)},
	theme.ColorNameError:           {true: rgb(0xf2695f), false: rgb(0xb3261e)},
	theme.ColorNameDisabled:        {true: rgb(0x9299a1), false: rgb(0x646b73)},
	theme.ColorNamePlaceHolder:     {true: rgb(0xa9b0b8), false: rgb(0x565d65)},
	theme.ColorNameDisabledButton:  {true: rgb(0x1d2125), false: rgb(0xf5f6f8)},

	theme.ColorNameForegroundOnPrimary: {true: rgb(0x08121d), false: rgb(0xffffff)},
	theme.ColorNameForegroundOnSuccess: {true: rgb(0x08121d), false: rgb(0xffffff)},
	theme.ColorNameForegroundOnWarning: {true: rgb(0x08121d), false: rgb(0xffffff)},
	theme.ColorNameForegroundOnError:   {true: rgb(0x08121d), false: rgb(0xffffff)},
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
