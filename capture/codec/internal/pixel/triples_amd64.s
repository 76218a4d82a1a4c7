#include "textflag.h"

// green twice, green and blue, green and red of each pixel, as words
DATA pair<>+0(SB)/8, $0x8005800580018001
DATA pair<>+8(SB)/8, $0x800d800d80098009
DATA pair<>+16(SB)/8, $0x8004800580008001
DATA pair<>+24(SB)/8, $0x800c800d80088009
DATA pair<>+32(SB)/8, $0x8006800580028001
DATA pair<>+40(SB)/8, $0x800e800d800a8009
GLOBL pair<>(SB), RODATA|NOPTR, $48

// What they are multiplied by, and blue and red before them: for brightness,
// Cb and Cr; then what is added. The products of 32768 and 38470, which are no
// words, are of two halves each.
DATA terms<>+0(SB)/4, $0x4c8b1d2f  // red 19595, blue 7471
DATA terms<>+4(SB)/4, $0x4b234b23  // green 19235 twice
DATA terms<>+8(SB)/4, $0xd4cd4000  // red -11059, blue 16384
DATA terms<>+12(SB)/4, $0x4000ab33 // blue 16384, green -21709
DATA terms<>+16(SB)/4, $0x4000eb2f // red 16384, blue -5329
DATA terms<>+20(SB)/4, $0x400094d1 // red 16384, green -27439
DATA terms<>+24(SB)/4, $0x00008000 // half
DATA terms<>+28(SB)/4, $0x00807fff // middle
DATA terms<>+32(SB)/4, $0x00ff00ff // blue and red
GLOBL terms<>(SB), RODATA|NOPTR, $36

// func triples8(dst, p *uint32, n int)
TEXT ·triples8(SB), NOSPLIT, $0-24
	MOVQ           dst+0(FP), DI
	MOVQ           p+8(FP), SI
	MOVQ           n+16(FP), CX
	XORQ           AX, AX
	VBROADCASTI128 pair<>+0(SB), Y4
	VBROADCASTI128 pair<>+16(SB), Y5
	VBROADCASTI128 pair<>+32(SB), Y6
	VPBROADCASTD   terms<>+0(SB), Y7
	VPBROADCASTD   terms<>+4(SB), Y8
	VPBROADCASTD   terms<>+8(SB), Y9
	VPBROADCASTD   terms<>+12(SB), Y10
	VPBROADCASTD   terms<>+16(SB), Y11
	VPBROADCASTD   terms<>+20(SB), Y12
	VPBROADCASTD   terms<>+24(SB), Y13
	VPBROADCASTD   terms<>+28(SB), Y14
	VPBROADCASTD   terms<>+32(SB), Y15

triplesLoop:
	VMOVDQU  (SI)(AX*4), Y0
	VPAND    Y15, Y0, Y1
	VPMADDWD Y7, Y1, Y2
	VPSHUFB  Y4, Y0, Y3
	VPMADDWD Y8, Y3, Y3
	VPADDD   Y3, Y2, Y2
	VPADDD   Y13, Y2, Y2
	VPSRLD   $16, Y2, Y2
	VPSLLD   $8, Y2, Y2 // brightness

	VPMADDWD Y9, Y1, Y3
	VPADDD   Y14, Y3, Y3
	VPMADDWD Y11, Y1, Y1
	VPADDD   Y14, Y1, Y1
	VPSHUFB  Y6, Y0, Y6
	VPMADDWD Y12, Y6, Y6
	VPADDD   Y6, Y1, Y1
	VPSHUFB  Y5, Y0, Y0
	VPMADDWD Y10, Y0, Y0
	VPADDD   Y0, Y3, Y3
	VPSRLD   $16, Y3, Y3
	VPOR     Y3, Y2, Y2 // Cb
	VPSRLD   $16, Y1, Y1
	VPSLLD   $16, Y1, Y1
	VPOR     Y1, Y2, Y2 // Cr

	VMOVDQU        Y2, (DI)(AX*4)
	VBROADCASTI128 pair<>+32(SB), Y6
	ADDQ           $8, AX
	CMPQ           AX, CX
	JLT            triplesLoop
	VZEROUPPER
	RET
