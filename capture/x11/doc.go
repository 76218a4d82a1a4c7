//go:build linux

// Package x11 captures a display of an X server.
//
// Pictures come through shared memory (MIT-SHM) into one of two buffers in
// turn, or over the connection where the server is not on this machine. The
// server's damage reports (XDamage) are the gate: without one nothing is
// grabbed and the source sleeps. What has been damaged is compared with the
// picture before, and only a real difference is handed out. The pointer is
// asked for at the frame rate while it moves and some times a second while it
// rests, since its motion damages nothing; its shape comes when XFixes tells
// of a new one. RandR tells when displays come, go or change their size.
//
// # Decisions
//
// Damage is a gate and a hint, not the truth: toolkits report several times
// what they change (Chromium 3.7 times). Comparing costs at most 0.4 ms for a
// whole 1080p picture and usually ends at the first row that differs.
//
// Nor is it all of the truth: drivers and servers forget some. So the whole
// picture is looked at every ten seconds, for 4 ms at 1080p, and only what
// differs is told.
//
// Only the rows that were damaged are grabbed, in full width: they fall into
// place in the buffer, and on a server whose pixels live on a graphics card
// reading back is what costs. Beyond half of the picture all of it is grabbed.
//
// The buffers alternate so that there is a picture to compare with. A buffer
// therefore lacks two rounds of damage, and both are grabbed.
//
// Windows that must not be in the picture (capture.Config.Exclude) are looked
// beneath: see beneath.go. Unlike hiding them for each grab, that neither
// flickers nor races with their owner.
//
// The display watched is found again by the name it had at first when displays
// change; while there is none of that name its number stands in. Displays lists
// the primary one first, so number 0 is the primary.
package x11
