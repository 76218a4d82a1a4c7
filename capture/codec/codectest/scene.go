package codectest

import "image"

// A Scene is a sequence of pictures like those of a desktop in use.
type Scene struct {
	Name   string
	Canvas *Canvas
	// Step draws frame i, counted from 0, and returns its damage: nil where
	// the whole picture may have changed.
	Step func(i int) []image.Rectangle
}

// Scenes returns one of each kind, w by h pixels large, at least 400 by 300.
func Scenes(w, h int) []*Scene {
	return []*Scene{Typing(w, h), Terminal(w, h), Drag(w, h), Photos(w, h)}
}

// Typing is one character after the other into an editor before a photograph.
func Typing(w, h int) *Scene {
	c := NewCanvas(w, h, 1)
	page := image.Rect(w/8, h/8, w*7/8, h*7/8)
	return &Scene{"typing", c, func(i int) []image.Rectangle {
		if i == 0 {
			c.Photo(c.Bounds())
			c.Fill(page, 0xffffff)
			for y := page.Min.Y + 20; y < page.Max.Y-100; y += 18 {
				c.Text(page.Min.X+10, y, page.Dx()/8-4, 0x202020, 0xffffff)
			}
			return nil
		}
		x, y := page.Min.X+10+8*(i%(page.Dx()/8-4)), page.Max.Y-60
		c.Text(x, y, 1, 0x202020, 0xffffff)
		c.Fill(image.Rect(x+8, y, x+9, y+14), 0)
		return []image.Rectangle{image.Rect(x, y, x+9, y+14)}
	}}
}

// Terminal is coloured lines that scroll by, several a frame.
func Terminal(w, h int) *Scene {
	c := NewCanvas(w, h, 2)
	inks := []uint32{0xd0d0d0, 0x40c040, 0xe0c020, 0x5080ff}
	return &Scene{"terminal", c, func(i int) []image.Rectangle {
		if i == 0 {
			c.Fill(c.Bounds(), 0x101018)
		}
		n := 1 + i%4
		c.Move(image.Rect(0, 0, w, h-14*n), image.Pt(0, 14*n))
		for j := range n {
			y := h - 14*(n-j)
			c.Fill(image.Rect(0, y, w, y+14), 0x101018)
			c.Text(4, y, w/16+c.rng.IntN(w/20), inks[c.rng.IntN(len(inks))], 0x101018)
		}
		return nil
	}}
}

// Drag is a window of text that is moved over a photograph.
func Drag(w, h int) *Scene {
	c := NewCanvas(w, h, 3)
	back := NewCanvas(w, h, 4)
	win := NewCanvas(w/2, h/2, 5)
	return &Scene{"drag", c, func(i int) []image.Rectangle {
		if i == 0 {
			back.Photo(back.Bounds())
			win.Fill(win.Bounds(), 0xf4f4f0)
			win.Fill(image.Rect(0, 0, win.W, 20), 0x305090)
			for y := 30; y < win.H-20; y += 16 {
				win.Text(8, y, win.W/8-4, 0, 0xf4f4f0)
			}
		}
		copy(c.Pix, back.Pix)
		x, y := i*7%(w/2), i*i/3%(h/2)
		for j := range win.H {
			copy(c.Pix[4*((y+j)*w+x):], win.Pix[4*j*win.W:4*(j+1)*win.W])
		}
		return nil
	}}
}

// Photos is a photograph after the other, over the whole picture.
func Photos(w, h int) *Scene {
	c := NewCanvas(w, h, 6)
	return &Scene{"photos", c, func(i int) []image.Rectangle {
		if i%8 != 0 {
			return []image.Rectangle{}
		}
		c.Photo(c.Bounds())
		return nil
	}}
}
