#include "textflag.h"

// sqrt(2)*sin(pi/8) less one, and sqrt(2)*cos(pi/8) less one, of 65536
DATA ·sine<>+0(SB)/8, $0x8a8c8a8c8a8c8a8c
GLOBL ·sine<>(SB), RODATA|NOPTR, $8
DATA ·cosine<>+0(SB)/8, $0x4e7b4e7b4e7b4e7b
GLOBL ·cosine<>(SB), RODATA|NOPTR, $8
DATA ·halves<>+0(SB)/8, $0x0004000400040004
DATA ·halves<>+8(SB)/8, $0x0004000400040004
GLOBL ·halves<>(SB), RODATA|NOPTR, $16

// X0 to X3 are transformed, four words each. X4 to X7 are spent.
#define PASS \
	VPADDW  X2, X0, X4; \
	VPSUBW  X2, X0, X5; \
	VPMULHW X14, X1, X6; \
	VPADDW  X1, X6, X6; \
	VPMULHW X15, X3, X7; \
	VPADDW  X3, X7, X7; \
	VPSUBW  X7, X6, X6; \
	VPMULHW X15, X1, X7; \
	VPADDW  X1, X7, X7; \
	VPMULHW X14, X3, X2; \
	VPADDW  X3, X2, X2; \
	VPADDW  X2, X7, X7; \
	VPADDW  X7, X4, X0; \
	VPADDW  X6, X5, X1; \
	VPSUBW  X6, X5, X2; \
	VPSUBW  X7, X4, X3

// X0 and X1 become rows of what X0 to X3 are columns of, two each.
#define ROWS \
	VPUNPCKLWD X1, X0, X4; \
	VPUNPCKLWD X3, X2, X5; \
	VPUNPCKLDQ X5, X4, X0; \
	VPUNPCKHDQ X5, X4, X1

// Adds the two rows of r to dst and the row below.
#define ADDROWS(r) \
	VMOVD     (DI), X4; \
	VPINSRD   $1, (DI)(BX*1), X4, X4; \
	VPMOVZXBW X4, X4; \
	VPADDSW   r, X4, X4; \
	VPACKUSWB X4, X4, X4; \
	VMOVD     X4, (DI); \
	VPEXTRD   $1, X4, (DI)(BX*1); \
	LEAQ      (DI)(BX*2), DI

// func addInverseAVX2(dst *byte, stride int, c *[16]int16)
TEXT ·addInverseAVX2(SB), NOSPLIT, $0-24
	MOVQ     dst+0(FP), DI
	MOVQ     stride+8(FP), BX
	MOVQ     c+16(FP), SI
	VMOVDDUP ·sine<>(SB), X14
	VMOVDDUP ·cosine<>(SB), X15
	VMOVQ    (SI), X0
	VMOVQ    8(SI), X1
	VMOVQ    16(SI), X2
	VMOVQ    24(SI), X3
	PASS
	ROWS
	VPSRLDQ  $8, X1, X3
	VMOVDQA  X1, X2
	VPSRLDQ  $8, X0, X1
	VPADDW   ·halves<>(SB), X0, X0
	PASS
	VPSRAW   $3, X0, X0
	VPSRAW   $3, X1, X1
	VPSRAW   $3, X2, X2
	VPSRAW   $3, X3, X3
	ROWS
	ADDROWS(X0)
	ADDROWS(X1)
	RET

// func trueMotionAVX2(dst *byte, stride, size int, above, left *[16]byte, corner int)
TEXT ·trueMotionAVX2(SB), NOSPLIT, $0-48
	MOVQ         dst+0(FP), DI
	MOVQ         stride+8(FP), BX
	MOVQ         size+16(FP), CX
	MOVQ         above+24(FP), SI
	MOVQ         left+32(FP), DX
	MOVQ         corner+40(FP), AX
	VMOVQ        AX, X0
	VPBROADCASTW X0, Y0
	VPMOVZXBW    (SI), Y1
	VPSUBW       Y0, Y1, Y1
	CMPQ         CX, $8
	JEQ          eight

sixteen:
	MOVBLZX      (DX), AX
	VMOVD        AX, X2
	VPBROADCASTW X2, Y2
	VPADDW       Y1, Y2, Y2
	VEXTRACTI128 $1, Y2, X3
	VPACKUSWB    X3, X2, X2
	VMOVDQU      X2, (DI)
	INCQ         DX
	ADDQ         BX, DI
	DECQ         CX
	JNZ          sixteen
	VZEROUPPER
	RET

eight:
	MOVBLZX      (DX), AX
	VMOVD        AX, X2
	VPBROADCASTW X2, X2
	VPADDW       X1, X2, X2
	VPACKUSWB    X2, X2, X2
	VMOVQ        X2, (DI)
	INCQ         DX
	ADDQ         BX, DI
	DECQ         CX
	JNZ          eight
	VZEROUPPER
	RET
