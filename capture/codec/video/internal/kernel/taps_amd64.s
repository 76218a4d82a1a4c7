#include "textflag.h"

DATA ·rounding<>+0(SB)/8, $0x0040004000400040
DATA ·rounding<>+8(SB)/8, $0x0040004000400040
GLOBL ·rounding<>(SB), RODATA|NOPTR, $16

// The taps of a filter come in pairs that cannot overflow: the second and third,
// the fourth and fifth, the first and last.
#define SIXARGS \
	MOVQ dst+0(FP), DI; \
	MOVQ dstStride+8(FP), DX; \
	MOVQ src+16(FP), SI; \
	MOVQ srcStride+24(FP), BX; \
	MOVQ step+32(FP), R9; \
	MOVQ taps+40(FP), AX; \
	MOVQ h+48(FP), CX; \
	LEAQ (R9)(R9*2), R10; \
	VPBROADCASTW (AX), X13; \
	VPBROADCASTW 2(AX), X14; \
	VPBROADCASTW 4(AX), X15; \
	VMOVDQU ·rounding<>(SB), X12

// func six16AVX2(dst *byte, dstStride int, src *byte, srcStride, step int, taps *[6]int8, h int)
TEXT ·six16AVX2(SB), NOSPLIT, $0-56
	SIXARGS

six16loop:
	LEAQ       (SI)(R10*1), R11
	VMOVDQU    (SI), X0
	VMOVDQU    (SI)(R9*1), X1
	VMOVDQU    (SI)(R9*2), X2
	VMOVDQU    (R11), X3
	VMOVDQU    (R11)(R9*1), X4
	VMOVDQU    (R11)(R9*2), X5
	VPUNPCKLBW X2, X1, X6
	VPUNPCKHBW X2, X1, X7
	VPUNPCKLBW X4, X3, X8
	VPUNPCKHBW X4, X3, X9
	VPUNPCKLBW X5, X0, X10
	VPUNPCKHBW X5, X0, X11
	VPMADDUBSW X13, X6, X6
	VPMADDUBSW X13, X7, X7
	VPMADDUBSW X14, X8, X8
	VPMADDUBSW X14, X9, X9
	VPMADDUBSW X15, X10, X10
	VPMADDUBSW X15, X11, X11
	VPADDSW    X10, X6, X6
	VPADDSW    X11, X7, X7
	VPADDSW    X8, X6, X6
	VPADDSW    X9, X7, X7
	VPADDSW    X12, X6, X6
	VPADDSW    X12, X7, X7
	VPSRAW     $7, X6, X6
	VPSRAW     $7, X7, X7
	VPACKUSWB  X7, X6, X6
	VMOVDQU    X6, (DI)
	ADDQ       BX, SI
	ADDQ       DX, DI
	DECQ       CX
	JNZ        six16loop
	RET

// The eight or four pixels of which X0 to X5 are the neighbours.
#define SIXPIXELS \
	VPUNPCKLBW X2, X1, X6; \
	VPUNPCKLBW X4, X3, X8; \
	VPUNPCKLBW X5, X0, X10; \
	VPMADDUBSW X13, X6, X6; \
	VPMADDUBSW X14, X8, X8; \
	VPMADDUBSW X15, X10, X10; \
	VPADDSW    X10, X6, X6; \
	VPADDSW    X8, X6, X6; \
	VPADDSW    X12, X6, X6; \
	VPSRAW     $7, X6, X6; \
	VPACKUSWB  X6, X6, X6

// func six8AVX2(dst *byte, dstStride int, src *byte, srcStride, step int, taps *[6]int8, h int)
TEXT ·six8AVX2(SB), NOSPLIT, $0-56
	SIXARGS

six8loop:
	LEAQ  (SI)(R10*1), R11
	VMOVQ (SI), X0
	VMOVQ (SI)(R9*1), X1
	VMOVQ (SI)(R9*2), X2
	VMOVQ (R11), X3
	VMOVQ (R11)(R9*1), X4
	VMOVQ (R11)(R9*2), X5
	SIXPIXELS
	VMOVQ X6, (DI)
	ADDQ  BX, SI
	ADDQ  DX, DI
	DECQ  CX
	JNZ   six8loop
	RET

// func six4AVX2(dst *byte, dstStride int, src *byte, srcStride, step int, taps *[6]int8, h int)
TEXT ·six4AVX2(SB), NOSPLIT, $0-56
	SIXARGS

six4loop:
	LEAQ  (SI)(R10*1), R11
	VMOVD (SI), X0
	VMOVD (SI)(R9*1), X1
	VMOVD (SI)(R9*2), X2
	VMOVD (R11), X3
	VMOVD (R11)(R9*1), X4
	VMOVD (R11)(R9*2), X5
	SIXPIXELS
	VMOVD X6, (DI)
	ADDQ  BX, SI
	ADDQ  DX, DI
	DECQ  CX
	JNZ   six4loop
	RET

#define MIXARGS \
	MOVQ dst+0(FP), DI; \
	MOVQ dstStride+8(FP), DX; \
	MOVQ src+16(FP), SI; \
	MOVQ srcStride+24(FP), BX; \
	MOVQ step+32(FP), R9; \
	MOVQ taps+40(FP), AX; \
	MOVQ h+48(FP), CX; \
	VMOVQ AX, X13; \
	VPBROADCASTW X13, X13; \
	VMOVDQU ·rounding<>(SB), X12

// func mix16AVX2(dst *byte, dstStride int, src *byte, srcStride, step, taps, h int)
TEXT ·mix16AVX2(SB), NOSPLIT, $0-56
	MIXARGS

mix16loop:
	VMOVDQU    (SI), X0
	VMOVDQU    (SI)(R9*1), X1
	VPUNPCKLBW X1, X0, X2
	VPUNPCKHBW X1, X0, X3
	VPMADDUBSW X13, X2, X2
	VPMADDUBSW X13, X3, X3
	VPADDW     X12, X2, X2
	VPADDW     X12, X3, X3
	VPSRLW     $7, X2, X2
	VPSRLW     $7, X3, X3
	VPACKUSWB  X3, X2, X2
	VMOVDQU    X2, (DI)
	ADDQ       BX, SI
	ADDQ       DX, DI
	DECQ       CX
	JNZ        mix16loop
	RET

// func mix8AVX2(dst *byte, dstStride int, src *byte, srcStride, step, taps, h int)
TEXT ·mix8AVX2(SB), NOSPLIT, $0-56
	MIXARGS

mix8loop:
	VMOVQ      (SI), X0
	VMOVQ      (SI)(R9*1), X1
	VPUNPCKLBW X1, X0, X2
	VPMADDUBSW X13, X2, X2
	VPADDW     X12, X2, X2
	VPSRLW     $7, X2, X2
	VPACKUSWB  X2, X2, X2
	VMOVQ      X2, (DI)
	ADDQ       BX, SI
	ADDQ       DX, DI
	DECQ       CX
	JNZ        mix8loop
	RET
