//go:build cgo

package lean

/*
#include <sys/prctl.h>

// slack is how late timers may be, in nanoseconds.
#define slack 1000000UL

__attribute__((constructor)) static void slacken(void) { prctl(PR_SET_TIMERSLACK, slack, 0, 0, 0); }
*/
import "C"
