// Package look is how the Console looks: its colours, and the few widgets that
// Fyne lacks.
//
// # Decisions
//
// Fyne's own theme with one calm accent: what a technician knows from other
// programs stays where it is, in light and in dark.
//
// A state is never told by colour alone: each Tone has an icon as well.
package look
