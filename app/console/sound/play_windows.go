package sound

import (
	"context"
	"unsafe"

	"golang.org/x/sys/windows"
)

// alias names what the user has chosen a sound for in the control panel.
func alias(k Kind) string {
	switch k {
	case Answered:
		return "Notification.Default"
	case Unread:
		return "Notification.IM"
	case Arrived:
		return "Notification.Looping.Call"
	case Lost:
		return "SystemExclamation"
	case None:
	}
	return ""
}

// play returns what starts a sound and does not wait for its end.
func play() func(context.Context, Kind) {
	const async, noDefault, byAlias, noStop = 0x0001, 0x0002, 0x00010000, 0x0010 // SND_…
	sound := windows.NewLazySystemDLL("winmm.dll").NewProc("PlaySoundW")
	return func(_ context.Context, k Kind) {
		p, err := windows.UTF16PtrFromString(alias(k))
		if err != nil || sound.Find() != nil {
			return
		}
		// The function reads the name before it returns.
		_, _, _ = sound.Call(uintptr(unsafe.Pointer(p)), 0, async|noDefault|byAlias|noStop) // there may be no device
	}
}
