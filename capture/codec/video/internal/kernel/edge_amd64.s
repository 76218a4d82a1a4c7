#include "textflag.h"

DATA ·signs<>+0(SB)/8, $0x8080808080808080
DATA ·signs<>+8(SB)/8, $0x8080808080808080
DATA ·threes<>+0(SB)/8, $0x0303030303030303
DATA ·threes<>+8(SB)/8, $0x0303030303030303
DATA ·fours<>+0(SB)/8, $0x0404040404040404
DATA ·fours<>+8(SB)/8, $0x0404040404040404
DATA ·low5<>+0(SB)/8, $0x1f1f1f1f1f1f1f1f
DATA ·low5<>+8(SB)/8, $0x1f1f1f1f1f1f1f1f
DATA ·low7<>+0(SB)/8, $0x7f7f7f7f7f7f7f7f
DATA ·low7<>+8(SB)/8, $0x7f7f7f7f7f7f7f7f
DATA ·sixteens<>+0(SB)/8, $0x1010101010101010
DATA ·sixteens<>+8(SB)/8, $0x1010101010101010
DATA ·nines<>+0(SB)/8, $0x0900090009000900
DATA ·nines<>+8(SB)/8, $0x0900090009000900
DATA ·bias63<>+0(SB)/8, $0x003f003f003f003f
DATA ·bias63<>+8(SB)/8, $0x003f003f003f003f
GLOBL ·signs<>(SB), RODATA|NOPTR, $16
GLOBL ·threes<>(SB), RODATA|NOPTR, $16
GLOBL ·fours<>(SB), RODATA|NOPTR, $16
GLOBL ·low5<>(SB), RODATA|NOPTR, $16
GLOBL ·low7<>(SB), RODATA|NOPTR, $16
GLOBL ·sixteens<>(SB), RODATA|NOPTR, $16
GLOBL ·nines<>(SB), RODATA|NOPTR, $16
GLOBL ·bias63<>(SB), RODATA|NOPTR, $16

// X0 to X7 are p3 p2 p1 p0 q0 q1 q2 q3 of sixteen segments throughout.

// out = |a-b|
#define ABSDIFF(a, b, tmp, out) \
	VPSUBUSB b, a, tmp; \
	VPSUBUSB a, b, out; \
	VPOR     tmp, out, out

// v >>= 3 of signed bytes; X15 is signs
#define SHIFT3(v) \
	VPXOR  X15, v, v; \
	VPSRLW $3, v, v; \
	VPAND  ·low5<>(SB), v, v; \
	VPSUBB ·sixteens<>(SB), v, v

// X8 = where to filter, X9 = where both sides are flat. AX are the limits: outer,
// interior, variance. The middle four become signed. X10 to X14 are spent.
#define LIMITS \
	VMOVDQU      ·signs<>(SB), X15; \
	ABSDIFF(X2, X3, X10, X9); \
	ABSDIFF(X5, X4, X10, X11); \
	VPMAXUB      X11, X9, X9; \
	ABSDIFF(X0, X1, X10, X11); \
	ABSDIFF(X1, X2, X10, X12); \
	VPMAXUB      X11, X12, X12; \
	ABSDIFF(X7, X6, X10, X11); \
	VPMAXUB      X11, X12, X12; \
	ABSDIFF(X6, X5, X10, X11); \
	VPMAXUB      X11, X12, X12; \
	VPMAXUB      X9, X12, X12; \
	VPBROADCASTB 1(AX), X10; \
	VPSUBUSB     X10, X12, X12; \
	ABSDIFF(X3, X4, X10, X11); \
	VPADDUSB     X11, X11, X11; \
	ABSDIFF(X2, X5, X10, X13); \
	VPSRLW       $1, X13, X13; \
	VPAND        ·low7<>(SB), X13, X13; \
	VPADDUSB     X13, X11, X11; \
	VPBROADCASTB (AX), X10; \
	VPSUBUSB     X10, X11, X11; \
	VPOR         X12, X11, X11; \
	VPXOR        X13, X13, X13; \
	VPCMPEQB     X13, X11, X8; \
	VPBROADCASTB 2(AX), X10; \
	VPSUBUSB     X10, X9, X9; \
	VPCMPEQB     X13, X9, X9; \
	VPXOR        X15, X2, X2; \
	VPXOR        X15, X3, X3; \
	VPXOR        X15, X4, X4; \
	VPXOR        X15, X5, X5

// X10 += 3*(q0-p0), X12 is spent
#define ACROSS \
	VPSUBSB X3, X4, X12; \
	VPADDSB X12, X10, X10; \
	VPADDSB X12, X10, X10; \
	VPADDSB X12, X10, X10; \
	VPAND   X8, X10, X10

// Draws p0 and q0 together by X10; X11 is what q0 moved by, X12 is spent.
#define ADJUST \
	VPADDSB ·fours<>(SB), X10, X11; \
	VPADDSB ·threes<>(SB), X10, X12; \
	SHIFT3(X11); \
	SHIFT3(X12); \
	VPSUBSB X11, X4, X4; \
	VPADDSB X12, X3, X3

#define UNSIGN \
	VPXOR X15, X2, X2; \
	VPXOR X15, X3, X3; \
	VPXOR X15, X4, X4; \
	VPXOR X15, X5, X5

#define INNER \
	LIMITS; \
	VPSUBSB X5, X2, X10; \
	VPANDN  X10, X9, X10; \
	ACROSS; \
	ADJUST; \
	VPXOR   X15, X11, X11; \
	VPAVGB  X15, X11, X11; \
	VPXOR   X15, X11, X11; \
	VPAND   X9, X11, X11; \
	VPSUBSB X11, X5, X5; \
	VPADDSB X11, X2, X2; \
	UNSIGN

// Moves p and q together by (X12, X14)/128, words
#define WIDE(p, q) \
	VPADDW    ·bias63<>(SB), X12, X11; \
	VPADDW    ·bias63<>(SB), X14, X8; \
	VPSRAW    $7, X11, X11; \
	VPSRAW    $7, X8, X8; \
	VPACKSSWB X8, X11, X11; \
	VPSUBSB   X11, q, q; \
	VPADDSB   X11, p, p

#define OUTER \
	LIMITS; \
	VPSUBSB    X5, X2, X10; \
	ACROSS; \
	VPAND      X9, X10, X14; \
	VPANDN     X10, X9, X10; \
	ADJUST; \
	VPXOR      X12, X12, X12; \
	VPUNPCKLBW X14, X12, X10; \
	VPUNPCKHBW X14, X12, X13; \
	VPMULHW    ·nines<>(SB), X10, X10; \
	VPMULHW    ·nines<>(SB), X13, X13; \
	VPXOR      X15, X1, X1; \
	VPXOR      X15, X6, X6; \
	VMOVDQA    X10, X12; \
	VMOVDQA    X13, X14; \
	WIDE(X1, X6); \
	VPADDW     X10, X12, X12; \
	VPADDW     X13, X14, X14; \
	WIDE(X2, X5); \
	VPADDW     X10, X12, X12; \
	VPADDW     X13, X14, X14; \
	WIDE(X3, X4); \
	VPXOR      X15, X1, X1; \
	VPXOR      X15, X6, X6; \
	UNSIGN

// Rows of eight pixels at a and b make registers. R8 = 3*BX
#define EDGEARGS \
	MOVQ a+0(FP), SI; \
	MOVQ b+8(FP), DI; \
	MOVQ stride+16(FP), BX; \
	MOVQ limits+24(FP), AX; \
	LEAQ (BX)(BX*2), R8

#define LOADROW(at, r) \
	VMOVQ   (SI)(at), r; \
	VPINSRQ $1, (DI)(at), r, r

#define LOADFIRST(r) \
	VMOVQ   (SI), r; \
	VPINSRQ $1, (DI), r, r

#define STOREROW(at, r) \
	VMOVQ   r, (SI)(at); \
	VPEXTRQ $1, r, (DI)(at)

#define STOREFIRST(r) \
	VMOVQ   r, (SI); \
	VPEXTRQ $1, r, (DI)

#define LOADROWS \
	LOADFIRST(X0); \
	LOADROW(BX*1, X1); \
	LOADROW(BX*2, X2); \
	LOADROW(R8*1, X3); \
	LEAQ (SI)(BX*4), SI; \
	LEAQ (DI)(BX*4), DI; \
	LOADFIRST(X4); \
	LOADROW(BX*1, X5); \
	LOADROW(BX*2, X6); \
	LOADROW(R8*1, X7)

// func innerRowsAVX2(a, b *byte, stride int, limits *[3]uint8)
TEXT ·innerRowsAVX2(SB), NOSPLIT, $0-32
	EDGEARGS
	LOADROWS
	INNER
	STOREFIRST(X4)
	STOREROW(BX*1, X5)
	SUBQ BX, SI
	SUBQ BX, DI
	STOREFIRST(X3)
	SUBQ BX, SI
	SUBQ BX, DI
	STOREFIRST(X2)
	RET

// func outerRowsAVX2(a, b *byte, stride int, limits *[3]uint8)
TEXT ·outerRowsAVX2(SB), NOSPLIT, $0-32
	EDGEARGS
	LOADROWS
	OUTER
	STOREFIRST(X4)
	STOREROW(BX*1, X5)
	STOREROW(BX*2, X6)
	SUBQ R8, SI
	SUBQ R8, DI
	STOREFIRST(X1)
	STOREROW(BX*1, X2)
	STOREROW(BX*2, X3)
	RET

// Eight rows of eight pixels at p become four registers of two columns.
#define COLUMNS(p, s0, s1, s2, s3, t0, t1, t2, t3) \
	VMOVQ      (p), s0; \
	VMOVQ      (p)(BX*1), s1; \
	VMOVQ      (p)(BX*2), s2; \
	VMOVQ      (p)(R8*1), s3; \
	LEAQ       (p)(BX*4), p; \
	VMOVQ      (p), t0; \
	VMOVQ      (p)(BX*1), t1; \
	VMOVQ      (p)(BX*2), t2; \
	VMOVQ      (p)(R8*1), t3; \
	VPUNPCKLBW s1, s0, s0; \
	VPUNPCKLBW s3, s2, s2; \
	VPUNPCKLBW t1, t0, t0; \
	VPUNPCKLBW t3, t2, t2; \
	VPUNPCKHWD s2, s0, s1; \
	VPUNPCKLWD s2, s0, s0; \
	VPUNPCKHWD t2, t0, t1; \
	VPUNPCKLWD t2, t0, t0; \
	VPUNPCKHDQ t1, s1, s3; \
	VPUNPCKLDQ t1, s1, s2; \
	VPUNPCKHDQ t0, s0, s1; \
	VPUNPCKLDQ t0, s0, s0

#define LOADCOLUMNS \
	COLUMNS(SI, X8, X9, X10, X11, X0, X1, X2, X3); \
	COLUMNS(DI, X12, X13, X14, X15, X0, X1, X2, X3); \
	VPUNPCKLQDQ X12, X8, X0; \
	VPUNPCKHQDQ X12, X8, X1; \
	VPUNPCKLQDQ X13, X9, X2; \
	VPUNPCKHQDQ X13, X9, X3; \
	VPUNPCKLQDQ X14, X10, X4; \
	VPUNPCKHQDQ X14, X10, X5; \
	VPUNPCKLQDQ X15, X11, X6; \
	VPUNPCKHQDQ X15, X11, X7

// Four rows from two registers, to p
#define STORE4(p, r0, r1) \
	VMOVQ   r0, (p); \
	VPEXTRQ $1, r0, (p)(BX*1); \
	VMOVQ   r1, (p)(BX*2); \
	VPEXTRQ $1, r1, (p)(R8*1)

// SI and DI are four rows below the first, as LOADCOLUMNS leaves them.
#define STORECOLUMNS \
	VPUNPCKLBW X1, X0, X8; \
	VPUNPCKHBW X1, X0, X9; \
	VPUNPCKLBW X3, X2, X10; \
	VPUNPCKHBW X3, X2, X11; \
	VPUNPCKLBW X5, X4, X12; \
	VPUNPCKHBW X5, X4, X13; \
	VPUNPCKLBW X7, X6, X14; \
	VPUNPCKHBW X7, X6, X15; \
	VPUNPCKLWD X10, X8, X0; \
	VPUNPCKHWD X10, X8, X1; \
	VPUNPCKLWD X14, X12, X2; \
	VPUNPCKHWD X14, X12, X3; \
	VPUNPCKLWD X11, X9, X4; \
	VPUNPCKHWD X11, X9, X5; \
	VPUNPCKLWD X15, X13, X6; \
	VPUNPCKHWD X15, X13, X7; \
	VPUNPCKLDQ X3, X1, X8; \
	VPUNPCKHDQ X3, X1, X9; \
	STORE4(SI, X8, X9); \
	VPUNPCKLDQ X7, X5, X8; \
	VPUNPCKHDQ X7, X5, X9; \
	STORE4(DI, X8, X9); \
	SHLQ       $2, BX; \
	SUBQ       BX, SI; \
	SUBQ       BX, DI; \
	SHRQ       $2, BX; \
	VPUNPCKLDQ X2, X0, X8; \
	VPUNPCKHDQ X2, X0, X9; \
	STORE4(SI, X8, X9); \
	VPUNPCKLDQ X6, X4, X8; \
	VPUNPCKHDQ X6, X4, X9; \
	STORE4(DI, X8, X9)

// func innerColumnsAVX2(a, b *byte, stride int, limits *[3]uint8)
TEXT ·innerColumnsAVX2(SB), NOSPLIT, $0-32
	EDGEARGS
	LOADCOLUMNS
	INNER
	STORECOLUMNS
	RET

// func outerColumnsAVX2(a, b *byte, stride int, limits *[3]uint8)
TEXT ·outerColumnsAVX2(SB), NOSPLIT, $0-32
	EDGEARGS
	LOADCOLUMNS
	OUTER
	STORECOLUMNS
	RET
