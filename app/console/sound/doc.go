// Package sound tells the technician by ear what has happened where nobody
// looks: a customer came, somebody wrote, a prompt was answered, a line was lost.
//
// # Decisions
//
// The sounds are the system's own, so that they are as loud and of the kind that
// its user has chosen: the freedesktop sound theme, which canberra-gtk-play knows
// and of which other players can play the files, the aliases of Windows, the
// sounds of macOS. Where there is none of them, or no device, it is silent.
//
// Nothing waits for a sound: one that comes while another plays is left out,
// but for the most urgent.
package sound
