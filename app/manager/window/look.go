package window

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// look is Fyne's own theme in the colours of the site.
type look struct{}

var _ fyne.Theme = look{}

// Color returns the colour of that name.
func (look) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	dark := v == theme.VariantDark
	switch {
	case n == theme.ColorNamePrimary && dark:
		return color.NRGBA{0x3d, 0x8e, 0xdd, 0xff}
	case n == theme.ColorNamePrimary:
		return color.NRGBA{0x0b, 0x5c, 0xad, 0xff}
	case n == theme.ColorNameWarning:
		return color.NRGBA{0xb4, 0x53, 0x09, 0xff}
	case n == theme.ColorNameForegroundOnWarning, n == theme.ColorNameForegroundOnError, n == theme.ColorNameForegroundOnPrimary:
		return color.White
	case n == theme.ColorNameError && dark:
		return color.NRGBA{0xd9, 0x3a, 0x3a, 0xff}
	case n == theme.ColorNameError:
		return color.NRGBA{0xb3, 0x16, 0x1c, 0xff}
	}
	return theme.DefaultTheme().Color(n, v)
}

// Font returns the font of that style.
func (look) Font(s fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(s) }

// Icon returns the icon of that name.
func (look) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }

// Size returns the size of that name.
func (look) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameCaptionText:
		return 12
	case theme.SizeNameSubHeadingText:
		return 19
	}
	return theme.DefaultTheme().Size(n)
}

// onColour is the look of text and icons on a coloured ground.
type onColour struct{ look }

// Color returns the colour of that name.
func (o onColour) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if n == theme.ColorNameForeground {
		return color.White
	}
	return o.look.Color(n, v)
}
