package idle

import (
	"fmt"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// lastInput is LASTINPUTINFO.
type lastInput struct{ size, ticks uint32 }

func open() func() (time.Duration, error) { return lasting }

func lasting() (time.Duration, error) {
	last := lastInput{size: uint32(unsafe.Sizeof(lastInput{}))}
	// The function writes into last alone and keeps no pointer to it.
	r, _, err := windows.NewLazySystemDLL("user32.dll").NewProc("GetLastInputInfo").Call(uintptr(unsafe.Pointer(&last)))
	if r == 0 {
		return 0, fmt.Errorf("idle: %w", err)
	}
	now, _, _ := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetTickCount").Call() // cannot fail
	return time.Duration(uint32(now)-last.ticks) * time.Millisecond, nil                 // both wrap around after 49 days
}
