package tile

import "image"

// side is the width and height of a tile in pixels.
const side = 64

// A grid divides a picture into tiles, numbered in reading order. The last
// column and row may be narrower.
type grid struct {
	w, h       int // pixels
	cols, rows int // tiles
}

func newGrid(w, h int) grid {
	return grid{w: w, h: h, cols: (w + side - 1) / side, rows: (h + side - 1) / side}
}

func (g grid) tiles() int { return g.cols * g.rows }

// rect returns the pixels of n tiles of one row, of which t is the first.
func (g grid) rect(t, n int) image.Rectangle {
	x, y := t%g.cols*side, t/g.cols*side
	return image.Rect(x, y, min(x+n*side, g.w), min(y+side, g.h))
}

// cells is a set of the 16 cells of a tile, in reading order.
type cells uint16

const allCells cells = 1<<(side/cell*side/cell) - 1

// cellAt returns the cell that the pixel (x, y) lies in.
func cellAt(x, y int) cells { return 1 << (y%side/cell*(side/cell) + x%side/cell) }

// rowOf returns the cells of its tile that the row y runs through.
func rowOf(y int) cells { return (1<<(side/cell) - 1) << (y % side / cell * (side / cell)) }

// cells returns those of the tile t that the picture reaches into.
func (g grid) cells(t int) (m cells) {
	r := g.rect(t, 1)
	for y := r.Min.Y; y < r.Max.Y; y += cell {
		for x := r.Min.X; x < r.Max.X; x += cell {
			m |= cellAt(x, y)
		}
	}
	return m
}

// cell returns the pixels of the cell that begins at (x, y).
func (g grid) cell(x, y int) image.Rectangle {
	return image.Rect(x, y, min(x+cell, g.w), min(y+cell, g.h))
}

// A span is a number of neighbouring tiles in one row of tiles.
type span struct{ first, n int }

// row tells whether s lies within one row of g.
func (g grid) row(s span) bool {
	return s.first >= 0 && s.n > 0 && s.first < g.tiles() && s.n <= g.cols-s.first%g.cols
}

// whole tells whether the tile t has its full size: others are not remembered.
func (g grid) whole(t int) bool { return (t%g.cols+1)*side <= g.w && (t/g.cols+1)*side <= g.h }
