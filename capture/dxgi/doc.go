// Package dxgi captures a display of Windows by DXGI Desktop Duplication
// (Windows 8 and later), which waits for a change instead of polling, tells
// what was drawn and what was moved, and hands out the pointer on its own.
//
// Only what was drawn is copied off the graphics card, through one staging
// texture, into a picture that is kept; what was moved is moved within it.
// Rectangles that turn out to hold what they held before are left out of
// Frame.Damage.
//
// The system takes the duplication away whenever another desktop is shown (the
// consent prompt, the lock screen), the mode changes or a program goes full
// screen: then everything is made anew, on the desktop that gets the input by
// then. While there is none that this program may see, Next waits.
//
// Where the system offers no duplication at all (remote sessions of old, the
// basic display driver, too many programs at it), Open or the first Next fails
// with errors.ErrUnsupported, for another mechanism to take over.
//
// # Decisions
//
// COM is called through its vtables with syscall.SyscallN: what is needed of
// DXGI and Direct3D are two dozen methods, and the build stays free of cgo. All
// calls come from one thread of the source's own, since a thread belongs to a
// desktop.
//
// The frame is held until just before the next one is asked for: as long as
// somebody holds it the system only notes what changes, and copies nothing
// (IDXGIOutputDuplication::ReleaseFrame, "Remarks").
//
// The picture and everything about it come as the panel scans it out; here they
// are turned as the user sees it. The pointer comes turned already.
//
// What knows no COM has no build tag, and is tested on every system against a
// desktop that plays the system's part.
//
// Config.Exclude is not looked at: who owns a window has it left out of every
// picture by SetWindowDisplayAffinity, as capture/border does.
package dxgi
