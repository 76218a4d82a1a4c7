// Package look is how the Console looks: its colours, and the few widgets that
// Fyne lacks.
//
// # Decisions
//
// Fyne's own theme with one calm accent: what a technician knows from other
// programs stays where it is, in light and in dark. It follows the system until
// the technician chooses one of both. The colours of states are a little darker
// in the dark than they could be, so that the focus shows on them.
//
// A state is never told by colour alone: each Tone has an icon as well.
package look
