package iconbar

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tandem/app/console/look"
)

// titleBar and border are the room for what a desktop puts around a window, in
// pixels.
const titleBar, border = 32, 6

// makeRoom has p appear where it was last time, unless it would cover another
// window of the bar there: then where there is room, below the bar if possible.
func (b *bar) makeRoom(p *popout) {
	w, is := p.win.(desktop.Window)
	bar, ok := b.frame(b.win, b.win.Canvas().Size())
	if !is || !ok {
		return
	}
	var taken []image.Rectangle
	for _, o := range b.popouts {
		if r, ok := b.frame(o.win, o.win.Canvas().Size()); ok && o != p {
			taken = append(taken, r)
		}
	}
	size := b.outer(p.at.Last())
	if at, ok := p.at.Corner(); ok {
		at = at.Sub(image.Pt(border, titleBar))
		if look.Covered(image.Rectangle{Min: at, Max: at.Add(size)}, append(taken, bar)) == 0 {
			return
		}
	}
	at := image.Pt(bar.Min.X, bar.Max.Y)
	if b.cfg.Screen != nil {
		if screen, ok := b.cfg.Screen(b.win); ok {
			room := beside(bar, screen)
			if size.Y > room.Dy() {
				size.Y = room.Dy()
				height := float32(size.Y-titleBar-border) / b.win.Canvas().Scale()
				p.win.Resize(fyne.NewSize(p.at.Last().Width, height))
			}
			at = look.Free(size, at, taken, room)
		}
	}
	w.RequestPosition(at.X+border, at.Y+titleBar)
}

// beside is what of a screen is below the bar, or above it if that is more: the
// bar stays on top of all else.
func beside(bar, screen image.Rectangle) image.Rectangle {
	below, above := screen, screen
	below.Min.Y = max(screen.Min.Y, bar.Max.Y)
	above.Max.Y = min(screen.Max.Y, bar.Min.Y)
	if above.Dy() > below.Dy() {
		return above
	}
	return below
}

// frame is what a window of a size takes of the screen, with what is around it.
func (b *bar) frame(w fyne.Window, size fyne.Size) (r image.Rectangle, ok bool) {
	x, y, ok := b.cfg.Position(w)
	at := image.Pt(x-border, y-titleBar)
	return image.Rectangle{Min: at, Max: at.Add(b.outer(size))}, ok
}

// outer is how large a window of a size is with what is around it, in pixels.
func (b *bar) outer(size fyne.Size) image.Point {
	scale := b.win.Canvas().Scale()
	return image.Pt(int(size.Width*scale)+2*border, int(size.Height*scale)+titleBar+border)
}
