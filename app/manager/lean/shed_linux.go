//go:build cgo

package lean

/*
#define _GNU_SOURCE
#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// give gives back the segments of a program or library that are as in its file:
// what the loader changes lies in segments that may be written. The loader keeps
// its lists locked meanwhile, so that nothing is unmapped or mapped in between.
static int give(struct dl_phdr_info *o, size_t size, void *page) {
	for (int i = 0; i < o->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &o->dlpi_phdr[i];
		if (p->p_type != PT_LOAD || p->p_flags & PF_W || p->p_memsz == 0)
			continue;
		uintptr_t mask = *(uintptr_t *)page - 1, from = o->dlpi_addr + p->p_vaddr;
		uintptr_t first = (from + mask) & ~mask, end = (from + p->p_memsz) & ~mask;
		if (first < end)
			madvise((void *)first, end - first, MADV_DONTNEED); // else it stays
	}
	return 0;
}

static void shed(void) {
	uintptr_t page = sysconf(_SC_PAGESIZE);
	dl_iterate_phdr(give, &page);
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}
*/
import "C"

// Shed gives back the memory that was needed to begin only: what the C library
// keeps of what was freed, and the parts of programs and libraries that are as
// their files are. These are read again when they are next touched, so that no
// pointer into them notices. It takes some milliseconds.
func Shed() { C.shed() }
