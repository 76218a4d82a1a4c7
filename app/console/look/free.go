package look

import "image"

// Free returns where a window of a size goes on a screen: as near to a point as
// possible without covering what is taken, and where there is no such place,
// where it covers least. All are in pixels of the screens.
func Free(size, near image.Point, taken []image.Rectangle, screen image.Rectangle) image.Point {
	xs, ys := []int{near.X, screen.Min.X, screen.Max.X - size.X}, []int{near.Y, screen.Min.Y, screen.Max.Y - size.Y}
	for _, t := range taken {
		xs = append(xs, t.Max.X, t.Min.X-size.X)
		ys = append(ys, t.Max.Y, t.Min.Y-size.Y)
	}
	var best image.Point
	least, way := -1, 0
	for _, y := range ys {
		for _, x := range xs {
			at := image.Pt(within(x, screen.Min.X, screen.Max.X-size.X), within(y, screen.Min.Y, screen.Max.Y-size.Y))
			hidden, far := Covered(image.Rectangle{Min: at, Max: at.Add(size)}, taken), distance(at, near)
			if least < 0 || hidden < least || hidden == least && far < way {
				best, least, way = at, hidden, far
			}
		}
	}
	return best
}

// Covered is how many pixels of what is taken r would cover.
func Covered(r image.Rectangle, taken []image.Rectangle) (n int) {
	for _, t := range taken {
		both := r.Intersect(t).Size()
		n += both.X * both.Y
	}
	return n
}

// within returns v, or the nearer of from and to; from where there is no room.
func within(v, from, to int) int { return max(from, min(v, to)) }

func distance(a, b image.Point) int {
	d := a.Sub(b)
	return d.X*d.X + d.Y*d.Y
}
