//go:build windows

package win

import (
	"image"
	"testing"

	"golang.org/x/sys/windows"

	"tandem/capture/border"
)

func TestShowAndHide(t *testing.T) {
	b, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	visible := windows.NewLazySystemDLL("user32.dll").NewProc("IsWindowVisible")
	count := func() (n int) {
		for _, w := range b.Windows() {
			if r, _, _ := visible.Call(w); r != 0 {
				n++
			}
		}
		return n
	}
	for _, s := range []border.State{border.Viewed, border.Controlled} {
		if err := b.Show(image.Rect(10, 10, 200, 100), s); err != nil {
			t.Fatalf("Show(%v) = %v", s, err)
		}
		if got := count(); got != 4 {
			t.Errorf("%d windows are shown in state %v; want 4", got, s)
		}
	}
	if err := b.Hide(); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != 0 {
		t.Errorf("%d windows are shown after Hide; want none", got)
	}
	if err := b.Close(); err != nil {
		t.Errorf("Close() = %v; want nil", err)
	}
}
