#include "textflag.h"

// green in the places of red and blue of each pixel, nothing else
DATA greens<>+0(SB)/8, $0x8005800580018001
DATA greens<>+8(SB)/8, $0x800d800d80098009
GLOBL greens<>(SB), RODATA|NOPTR, $16

// the colours of four pixels together
DATA gather<>+0(SB)/8, $0x0d0905010c080400
DATA gather<>+8(SB)/8, $0x0f0b07030e0a0602
GLOBL gather<>(SB), RODATA|NOPTR, $16

// and of the two halves
DATA halves<>+0(SB)/8, $0x0000000400000000
DATA halves<>+8(SB)/8, $0x0000000500000001
DATA halves<>+16(SB)/8, $0x0000000600000002
DATA halves<>+24(SB)/8, $0x0000000700000003
GLOBL halves<>(SB), RODATA|NOPTR, $32

#define TERMS(v, t, mask) \
	VPSHUFB mask, v, t \
	VPSUBB  t, v, v

// func differences8(green, red, blue *byte, cur, up *uint32, n int)
TEXT ·differences8(SB), NOSPLIT, $0-48
	MOVQ           green+0(FP), R8
	MOVQ           red+8(FP), R9
	MOVQ           blue+16(FP), R10
	MOVQ           cur+24(FP), SI
	MOVQ           up+32(FP), DI
	MOVQ           n+40(FP), CX
	XORQ           AX, AX
	VBROADCASTI128 greens<>(SB), Y15
	VBROADCASTI128 gather<>(SB), Y14
	VMOVDQU        halves<>(SB), Y13

differencesLoop:
	VMOVDQU      4(SI)(AX*4), Y0 // itself
	VMOVDQU      (SI)(AX*4), Y1  // left
	VMOVDQU      4(DI)(AX*4), Y2 // above
	VMOVDQU      (DI)(AX*4), Y3  // above to the left
	TERMS(Y0, Y4, Y15)
	TERMS(Y1, Y5, Y15)
	TERMS(Y2, Y6, Y15)
	TERMS(Y3, Y7, Y15)
	VPADDB       Y2, Y1, Y4
	VPSUBB       Y3, Y4, Y4
	VPMINUB      Y1, Y2, Y5
	VPMAXUB      Y1, Y2, Y6
	VPMINUB      Y4, Y6, Y6
	VPMAXUB      Y5, Y6, Y6
	VPSUBB       Y6, Y0, Y0
	VPSHUFB      Y14, Y0, Y0
	VPERMD       Y0, Y13, Y0
	VMOVQ        X0, (R10)(AX*1)
	VPEXTRQ      $1, X0, (R8)(AX*1)
	VEXTRACTI128 $1, Y0, X1
	VMOVQ        X1, (R9)(AX*1)
	ADDQ         $8, AX
	CMPQ         AX, CX
	JLT          differencesLoop
	VZEROUPPER
	RET

// The pixel left of the one in each of diff, above and step is w; dst becomes it.
#define NEXT(w, dst, diff, above, step) \
	VPADDB  w, step, X9     \
	VPMINUB w, above, X10   \
	VPMAXUB w, above, X11   \
	VPMINUB X9, X11, X11    \
	VPMAXUB X10, X11, X11   \
	VPADDB  diff, X11, dst

#define FOUR(at) \
	VMOVD      at(R8)(AX*1), X0      \
	VMOVD      at(R9)(AX*1), X1      \
	VMOVD      at(R10)(AX*1), X2     \
	VPUNPCKLBW X0, X2, X2            \
	VPUNPCKLBW X4, X1, X1            \
	VPUNPCKLWD X1, X2, X5            \
	VMOVDQU    4+4*at(DI)(AX*4), X6  \
	VMOVDQU    4*at(DI)(AX*4), X7    \
	TERMS(X6, X0, X15)               \
	TERMS(X7, X1, X15)               \
	VPSUBB     X7, X6, X7            \
	NEXT(X8, X12, X5, X6, X7)        \
	VPSRLDQ    $4, X5, X5            \
	VPSRLDQ    $4, X6, X6            \
	VPSRLDQ    $4, X7, X7            \
	NEXT(X12, X13, X5, X6, X7)       \
	VPSRLDQ    $4, X5, X5            \
	VPSRLDQ    $4, X6, X6            \
	VPSRLDQ    $4, X7, X7            \
	NEXT(X13, X14, X5, X6, X7)       \
	VPSRLDQ    $4, X5, X5            \
	VPSRLDQ    $4, X6, X6            \
	VPSRLDQ    $4, X7, X7            \
	NEXT(X14, X8, X5, X6, X7)        \
	VPUNPCKLDQ X13, X12, X12         \
	VPUNPCKLDQ X8, X14, X14          \
	VPUNPCKLQDQ X14, X12, X12        \
	VPSHUFB    X15, X12, X13         \
	VPADDB     X13, X12, X12         \
	VPAND      X3, X12, X12          \
	VMOVDQU    X12, 4+4*at(SI)(AX*4)

// func restore8(green, red, blue *byte, cur, up *uint32, n int)
TEXT ·restore8(SB), NOSPLIT, $0-48
	MOVQ     green+0(FP), R8
	MOVQ     red+8(FP), R9
	MOVQ     blue+16(FP), R10
	MOVQ     cur+24(FP), SI
	MOVQ     up+32(FP), DI
	MOVQ     n+40(FP), CX
	XORQ     AX, AX
	VMOVDQU  greens<>(SB), X15
	VPXOR    X4, X4, X4
	VPCMPEQD X3, X3, X3
	VPSRLD   $8, X3, X3
	VMOVD    (SI), X8
	TERMS(X8, X0, X15)

restoreLoop:
	FOUR(0)
	FOUR(4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  restoreLoop
	RET
