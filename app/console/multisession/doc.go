// Package multisession is the Console as one window for several customers at
// once: at the left all sessions, who needs attention first, and beside them the
// panels of the chosen one.
//
// # Decisions
//
// The panels of a session stand side by side and not behind tabs: with several
// customers one looks more often than one clicks.
//
// The desktop of the chosen session is seen beside its panels. To see several at
// once, their sessions are shown in windows of their own. It never takes the keys
// by itself: they go to a customer after a click into the picture, or when the
// technician asks for the desktop by a key, and an edge around the picture says so.
// Who is out of sight keeps what was granted.
//
// The list shows what customers show, small, at most twice a second and only
// where it has changed.
//
// A session can be shown in a window of its own and be brought back. Its panels
// are made anew then, for Fyne mixes up the pictures of widgets that move between
// windows.
//
// How many customers wait for the technician stands in the title, where it is
// seen while the window is behind others.
package multisession
