//go:build linux

package xtest_test

import (
	"errors"
	"testing"

	"tandem/input"
	"tandem/input/inputtest"
	"tandem/input/xtest"
)

func open() (input.Injector, error) { return xtest.Open("") }

func TestConformance(t *testing.T) {
	inputtest.Mechanism{Open: open}.Test(t)
}

func TestNoDisplayIsAnError(t *testing.T) {
	t.Setenv("DISPLAY", "")
	if _, err := xtest.Open(""); !errors.Is(err, xtest.ErrNoDisplay) {
		t.Errorf("Open without DISPLAY: %v; want ErrNoDisplay", err)
	}
	if _, err := xtest.Open(":9999"); !errors.Is(err, xtest.ErrNoDisplay) {
		t.Errorf("Open of a display that is not there: %v; want ErrNoDisplay", err)
	}
}

func BenchmarkInject(b *testing.B) { inputtest.Mechanism{Open: open}.Bench(b) }
