package viewer

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// buttonOf finds a button by its text, nil where there is none.
func buttonOf(o fyne.CanvasObject, text string) *widget.Button {
	switch o := o.(type) {
	case *widget.Button:
		if o.Text == text {
			return o
		}
	case *fyne.Container:
		for _, c := range o.Objects {
			if b := buttonOf(c, text); b != nil {
				return b
			}
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			if b := buttonOf(c, text); b != nil {
				return b
			}
		}
	}
	return nil
}

func TestPictureIsSavedWholeWhereOneLikes(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	g := newStage(t)
	b := g.viewer.bar
	g.Until("there is a picture", func() bool { return g.viewer.picture != nil && !b.screenshot.Disabled() })
	g.viewer.setMode(windowScaled)
	test.Tap(&b.screenshot.Button)
	top := g.viewer.win.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no dialog asks for the file")
	}
	save := buttonOf(top, "Save")
	if save == nil || save.Disabled() {
		t.Fatalf("the dialog's button is %v; want one that saves under the proposed name", save)
	}
	test.Tap(save)
	g.Until("it is said where", func() bool { return b.said != "" })
	files, err := filepath.Glob(filepath.Join(home, "Bob *.png"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files %q, %v; it says %q", files, err, b.said)
	}
	f, err := os.Open(files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // only read
	pic, err := png.Decode(f)
	if err != nil || pic.Bounds().Size() != g.viewer.picture.Rect.Size() {
		t.Errorf("the file has %v, %v; want every pixel of %v", pic, err, g.viewer.picture.Rect)
	}
	if g.viewer.win.Canvas().Focused() != g.viewer.surface {
		t.Error("the focus is not back on the picture")
	}
}

func TestPictureNameIsGoodForAFile(t *testing.T) {
	at := time.Date(2026, 11, 22, 20, 7, 5, 0, time.UTC)
	for customer, want := range map[string]string{
		"Bob": "Bob 2026-11-22 20.07.05.png", "../a:b*": "ab 2026-11-22 20.07.05.png", " \n": "123456789 2026-11-22 20.07.05.png",
		"Zoé du-Pont": "Zoé du-Pont 2026-11-22 20.07.05.png",
	} {
		if got := pictureName(customer, "123456789", at); got != want {
			t.Errorf("pictureName(%q) = %q; want %q", customer, got, want)
		}
	}
}
