// Package native opens the mechanism that suits this machine best.
//
// # Decisions
//
// Linux has xtest and Windows sendinput; every other system has robot, the
// portable baseline. The choice is made when the program is built: on each
// system the native mechanism can all that the baseline can, and more.
package native
