package viewer

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"

	"tandem/app/session/ui"
)

// screenshot keeps the picture as it is now, every pixel of it, in a file that
// the technician chooses.
func (v *Viewer) screenshot() {
	pic := v.still()
	if pic == nil {
		return
	}
	d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		v.focus()
		switch {
		case err != nil:
			v.bar.say(lang.L("The picture could not be saved."))
		case w != nil:
			v.keep(pic, w)
		}
	}, v.win)
	d.SetTitleText(lang.L("Save the picture to a file"))
	d.SetFileName(pictureName(v.st.Customer.Name, v.cfg.Session.Number, time.Now()))
	d.SetFilter(storage.NewExtensionFileFilter([]string{".png"}))
	if dir, err := storage.ListerForURI(storage.NewFileURI(picturesDir())); err == nil {
		d.SetLocation(dir)
	}
	d.Show()
	d.Resize(v.win.Canvas().Size()) // as large as the window has room for
	v.settle()
}

// still returns a copy of the picture, nil while there is none.
func (v *Viewer) still() *image.RGBA {
	switch {
	case v.picture == nil:
		return nil
	case v.covered: // what is here is old
		pic, _ := v.cfg.Session.Viewer().Take(nil)
		return pic
	}
	return &image.RGBA{Pix: bytes.Clone(v.picture.Pix), Stride: v.picture.Stride, Rect: v.picture.Rect}
}

// keep writes the picture and says how that went.
func (v *Viewer) keep(pic *image.RGBA, w fyne.URIWriteCloser) {
	path := w.URI().Path()
	ui.Work(v.cfg.Post, func() error { return write(pic, w) }, func(err error) {
		if err != nil {
			_ = storage.Delete(w.URI()) // a piece of a picture is of no use
			v.bar.say(lang.L("The picture could not be saved."))
			return
		}
		v.bar.say(lang.L("Saved as {{.File}}", map[string]any{"File": path}))
	})
}

// write writes pic as PNG and closes w.
func write(pic *image.RGBA, w io.WriteCloser) error {
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, pic)
	if closeErr := w.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("viewer: screenshot: %w", err)
	}
	return nil
}

// pictureName is a name for a file that tells whose picture it is, and when
// it was. It is good on every system.
func pictureName(customer, number string, at time.Time) string {
	who := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == ' ' {
			return r
		}
		return -1
	}, customer)
	if r := []rune(strings.TrimSpace(who)); len(r) > 0 {
		who = string(r[:min(len(r), 40)])
	} else {
		who = number
	}
	return who + " " + at.Format("2006-01-02 15.04.05") + ".png"
}

// picturesDir is the user's folder of pictures, or else the home folder.
func picturesDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	if d := filepath.Join(home, "Pictures"); isDir(d) {
		return d
	}
	return home
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
