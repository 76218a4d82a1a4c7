package native

import (
	"testing"

	"golang.org/x/sys/windows"
)

func TestTruePixels(t *testing.T) {
	TruePixels()
	const perMonitor = 2 // DPI_AWARENESS_PER_MONITOR_AWARE
	user := windows.NewLazySystemDLL("user32.dll")
	context, _, _ := user.NewProc("GetThreadDpiAwarenessContext").Call()
	if got, _, _ := user.NewProc("GetAwarenessFromDpiAwarenessContext").Call(context); got != perMonitor {
		t.Errorf("after TruePixels() the awareness is %d; want %d", got, perMonitor)
	}
}
