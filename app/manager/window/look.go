package window

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// onColour is the name of the colour of text and icons on a coloured ground.
// Nothing here is green for success, and labels take none but the named colours.
// A theme of their own would have Fyne load all fonts again for each of them,
// and keep them.
const onColour = theme.ColorNameSuccess

// overColour is the name of the colour of a button that the pointer is over: not
// the grey of one that cannot be pressed.
const overColour fyne.ThemeColorName = "tandem.over"

// look is Fyne's own theme in the colours of the site.
type look struct{}

var _ fyne.Theme = look{}

// Color returns the colour of that name.
func (look) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if p, ok := palette(n); ok {
		if v == theme.VariantDark {
			return p.dark
		}
		return p.light
	}
	return theme.DefaultTheme().Color(n, v)
}

// A shade is a colour by day and by night.
type shade struct{ light, dark color.NRGBA }

// palette returns the colours that are not Fyne's own.
func palette(n fyne.ThemeColorName) (shade, bool) {
	switch n {
	case theme.ColorNamePrimary:
		return shade{rgb(0x0b5cad), rgb(0x3d8edd)}, true
	case theme.ColorNameError:
		return shade{rgb(0xb3161c), rgb(0xcf3238)}, true
	case theme.ColorNameWarning:
		return shade{rgb(0xb45309), rgb(0xb45309)}, true
	case theme.ColorNameForegroundOnWarning, onColour, theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnPrimary:
		return shade{rgb(0xffffff), rgb(0xffffff)}, true
	case theme.ColorNameForeground:
		return shade{rgb(0x17202b), rgb(0xeef2f6)}, true
	case theme.ColorNameDisabled:
		return shade{rgb(0x78838f), rgb(0x7d8894)}, true
	case theme.ColorNameButton:
		return shade{rgb(0xe4e9ef), rgb(0x2c353f)}, true
	case overColour:
		return shade{rgb(0xc3d5ea), rgb(0x3a5578)}, true
	case theme.ColorNameDisabledButton:
		return shade{rgb(0xf1f3f6), rgb(0x1f262d)}, true
	case theme.ColorNameInputBackground:
		return shade{rgb(0xeef1f5), rgb(0x262e37)}, true
	case theme.ColorNameInputBorder: // all that is seen of a box without a tick
		return shade{rgb(0x7d858e), rgb(0x78818b)}, true
	case theme.ColorNamePlaceHolder:
		return shade{rgb(0x5f6b78), rgb(0x93a0ad)}, true
	}
	return shade{}, false
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xff} // each a byte of v
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
