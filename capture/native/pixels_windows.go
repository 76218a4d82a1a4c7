package native

import "golang.org/x/sys/windows"

// truePixels asks for the best that the Windows at hand has: version 1703 of
// 10, 8.1, Vista. It fails where a manifest has asked already, which is as good.
func truePixels() {
	const perMonitor2, perMonitor = ^uintptr(4) + 1, 2 // DPI_AWARENESS_CONTEXT_…, PROCESS_…
	user, core := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("shcore.dll")
	if set := user.NewProc("SetProcessDpiAwarenessContext"); set.Find() == nil {
		_, _, _ = set.Call(perMonitor2)
		return
	}
	if set := core.NewProc("SetProcessDpiAwareness"); set.Find() == nil {
		_, _, _ = set.Call(perMonitor)
		return
	}
	if set := user.NewProc("SetProcessDPIAware"); set.Find() == nil {
		_, _, _ = set.Call()
	}
}
