//go:build linux

package robot_test

import (
	"testing"

	"tandem/input"
	"tandem/input/inputtest"
	"tandem/input/robot"
)

func open() (input.Injector, error) { return robot.Open() }

func TestConformance(t *testing.T) {
	inputtest.Mechanism{Open: open, Baseline: true}.Test(t)
}

func TestNoDisplayIsAnError(t *testing.T) {
	t.Setenv("DISPLAY", "")
	if _, err := robot.Open(); err == nil {
		t.Error("Open without DISPLAY: no error; want one")
	}
}

func BenchmarkInject(b *testing.B) { inputtest.Mechanism{Open: open, Baseline: true}.Bench(b) }
