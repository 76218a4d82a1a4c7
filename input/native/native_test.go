package native_test

import (
	"testing"

	"tandem/input"
	"tandem/input/native"
)

func TestOpenGivesAnInjectorOrAnError(t *testing.T) {
	t.Setenv("DISPLAY", "")
	i, err := native.Open()
	if (i == nil) == (err == nil) {
		t.Fatalf("Open() = %v, %v; want one of them", i, err)
	}
	var _ input.Injector = i
}
