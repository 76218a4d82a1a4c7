package clipboardtest

import (
	"testing"

	"tandem/app/session/clipboard"
)

func TestMemory(t *testing.T) {
	var d Desktop
	Test(t, func(t *testing.T) clipboard.Board {
		b, err := d.Open()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = b.Close() })
		return b
	})
}
