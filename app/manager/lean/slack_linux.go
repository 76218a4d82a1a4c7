//go:build cgo

package lean

/*
#include <malloc.h>
#include <sys/prctl.h>

// slack is how late timers may be, in nanoseconds.
#define slack 1000000UL

__attribute__((constructor)) static void slacken(void) { prctl(PR_SET_TIMERSLACK, slack, 0, 0, 0); }

static void trim(void) {
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}
*/
import "C"

// trim gives back what the C library keeps of memory that was freed.
func trim() { C.trim() }
