//go:build windows

// Package win is the clipboard of Windows, as CF_UNICODETEXT.
//
// # Decisions
//
// One thread owns a window that is never seen (HWND_MESSAGE), which
// AddClipboardFormatListener tells of every change, and does all that has to do
// with the clipboard, since that belongs to a window and a window to a thread.
//
// Only one program at a time may have the clipboard open, and some hold it for
// long: opening it is tried for openWait before a text is given up. What was to be
// read is tried again with the next change.
//
// The text that this program has put there is told from others by the sequence
// number that the clipboard had afterwards, and by the text itself: a clipboard
// manager that takes over what it sees makes a new number of it.
package win
