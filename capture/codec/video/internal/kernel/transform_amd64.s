#include "textflag.h"

// Four blocks of 4x4 are transformed at once. Their columns are sorted on the way
// in, so that a register has four columns of all, and a transpose of quarters
// makes it four rows of one column.
DATA ·sortColumns<>+0(SB)/8, $0x0d0905010c080400
DATA ·sortColumns<>+8(SB)/8, $0x0f0b07030e0a0602
GLOBL ·sortColumns<>(SB), RODATA|NOPTR, $16

DATA ·pairWords<>+0(SB)/8, $0x0b0a030209080100
DATA ·pairWords<>+8(SB)/8, $0x0f0e07060d0c0504
DATA ·pairWords<>+16(SB)/8, $0x0b0a030209080100
DATA ·pairWords<>+24(SB)/8, $0x0f0e07060d0c0504
GLOBL ·pairWords<>(SB), RODATA|NOPTR, $32

DATA ·sortBlocks<>+0(SB)/8, $0x0000000400000000
DATA ·sortBlocks<>+8(SB)/8, $0x0000000500000001
DATA ·sortBlocks<>+16(SB)/8, $0x0000000600000002
DATA ·sortBlocks<>+24(SB)/8, $0x0000000700000003
GLOBL ·sortBlocks<>(SB), RODATA|NOPTR, $32

// d*minor + e*major and e*minor - d*major of words d, e.
DATA ·minorMajor<>+0(SB)/4, $0x14e808a9
DATA ·minorMajor<>+4(SB)/4, $0x08a9eb18
DATA ·minorMajor<>+8(SB)/4, $0x00000100
DATA ·minorMajor<>+12(SB)/4, $0x00008000
DATA ·minorMajor<>+16(SB)/4, $0x00080008
GLOBL ·minorMajor<>(SB), RODATA|NOPTR, $20

// The difference of a row, left in the low word of qwords by block.
#define DIFFERENCE(out) \
	VMOVQ     (SI), X5; \
	VPINSRQ   $1, (R8), X5, X5; \
	VMOVQ     (DI), X6; \
	VPINSRQ   $1, (R9), X6, X6; \
	VPSHUFB   X15, X5, X5; \
	VPSHUFB   X15, X6, X6; \
	VPMOVZXBW X5, Y5; \
	VPMOVZXBW X6, Y6; \
	VPSUBW    Y6, Y5, out; \
	ADDQ      AX, SI; \
	ADDQ      AX, R8; \
	ADDQ      BX, DI; \
	ADDQ      BX, R9

// Quarter i of register j becomes quarter j of register i.
#define TRANSPOSE \
	VPUNPCKLQDQ Y1, Y0, Y4; \
	VPUNPCKHQDQ Y1, Y0, Y5; \
	VPUNPCKLQDQ Y3, Y2, Y6; \
	VPUNPCKHQDQ Y3, Y2, Y7; \
	VPERM2I128  $0x20, Y6, Y4, Y0; \
	VPERM2I128  $0x20, Y7, Y5, Y1; \
	VPERM2I128  $0x31, Y6, Y4, Y2; \
	VPERM2I128  $0x31, Y7, Y5, Y3

// Y4, Y5 = sums of the outer and the inner; Y7, Y6 their differences.
#define BUTTERFLY \
	VPADDW Y3, Y0, Y4; \
	VPADDW Y2, Y1, Y5; \
	VPSUBW Y2, Y1, Y6; \
	VPSUBW Y3, Y0, Y7

// out = (Y6, Y7 by weights + round) >> shift
#define ROTATE(weights, round, shift, out) \
	VPUNPCKLWD Y7, Y6, Y8; \
	VPUNPCKHWD Y7, Y6, Y9; \
	VPMADDWD   weights, Y8, Y8; \
	VPMADDWD   weights, Y9, Y9; \
	VPADDD     round, Y8, Y8; \
	VPADDD     round, Y9, Y9; \
	VPSRAD     shift, Y8, Y8; \
	VPSRAD     shift, Y9, Y9; \
	VPACKSSDW  Y9, Y8, out

// Words by column and block become words by block and column.
#define UNSORT(r) \
	VPSHUFB Y14, r, r; \
	VPERMD  r, Y15, r

// What both transforms need.
#define CONSTANTS \
	VMOVDQU      ·sortColumns<>(SB), X15; \
	VPBROADCASTD ·minorMajor<>+0(SB), Y10; \
	VPBROADCASTD ·minorMajor<>+4(SB), Y11; \
	VPBROADCASTD ·minorMajor<>+8(SB), Y12; \
	VPBROADCASTD ·minorMajor<>+12(SB), Y13

// The differences in Y0 to Y3 become the coefficients of four blocks.
#define TRANSFORM \
	TRANSPOSE; \
	BUTTERFLY; \
	VPADDW       Y5, Y4, Y0; \
	VPSUBW       Y5, Y4, Y2; \
	VPSLLW       $3, Y0, Y0; \
	VPSLLW       $3, Y2, Y2; \
	ROTATE(Y10, Y12, $9, Y1); \
	ROTATE(Y11, Y12, $9, Y3); \
	TRANSPOSE; \
	BUTTERFLY; \
	VPBROADCASTD ·minorMajor<>+16(SB), Y14; \
	VPADDW       Y5, Y4, Y0; \
	VPSUBW       Y5, Y4, Y2; \
	VPADDW       Y14, Y0, Y0; \
	VPADDW       Y14, Y2, Y2; \
	VPSRAW       $4, Y0, Y0; \
	VPSRAW       $4, Y2, Y2; \
	ROTATE(Y10, Y13, $16, Y1); \
	ROTATE(Y11, Y13, $16, Y3); \
	VMOVDQU      ·pairWords<>(SB), Y14; \
	VMOVDQU      ·sortBlocks<>(SB), Y15; \
	UNSORT(Y0); \
	UNSORT(Y1); \
	UNSORT(Y2); \
	UNSORT(Y3); \
	TRANSPOSE

// func forwardAVX2(left, right *[2][16]int16, srcLeft, srcRight *byte, srcStride int, predLeft, predRight *byte, predStride int)
TEXT ·forwardAVX2(SB), NOSPLIT, $0-64
	MOVQ         srcLeft+16(FP), SI
	MOVQ         srcRight+24(FP), R8
	MOVQ         srcStride+32(FP), AX
	MOVQ         predLeft+40(FP), DI
	MOVQ         predRight+48(FP), R9
	MOVQ         predStride+56(FP), BX
	CONSTANTS
	DIFFERENCE(Y0)
	DIFFERENCE(Y1)
	DIFFERENCE(Y2)
	DIFFERENCE(Y3)
	TRANSFORM
	MOVQ         left+0(FP), DX
	MOVQ         right+8(FP), CX
	VMOVDQU      Y0, (DX)
	VMOVDQU      Y1, 32(DX)
	VMOVDQU      Y2, (CX)
	VMOVDQU      Y3, 32(CX)
	VZEROUPPER
	RET

#define DIFFERENCE1(out) \
	VMOVD     (SI), X5; \
	VMOVD     (DI), X6; \
	VPSHUFB   X15, X5, X5; \
	VPSHUFB   X15, X6, X6; \
	VPMOVZXBW X5, Y5; \
	VPMOVZXBW X6, Y6; \
	VPSUBW    Y6, Y5, out; \
	ADDQ      AX, SI; \
	ADDQ      BX, DI

// func forward1AVX2(c *[16]int16, src *byte, srcStride int, pred *byte, predStride int)
TEXT ·forward1AVX2(SB), NOSPLIT, $0-40
	MOVQ    c+0(FP), DX
	MOVQ    src+8(FP), SI
	MOVQ    srcStride+16(FP), AX
	MOVQ    pred+24(FP), DI
	MOVQ    predStride+32(FP), BX
	CONSTANTS
	DIFFERENCE1(Y0)
	DIFFERENCE1(Y1)
	DIFFERENCE1(Y2)
	DIFFERENCE1(Y3)
	TRANSFORM
	VMOVDQU Y0, (DX)
	VZEROUPPER
	RET

DATA ·zigzag<>+0(SB)/8, $0x0603020508040100
DATA ·zigzag<>+8(SB)/8, $0x0f0e0b070a0d0c09
GLOBL ·zigzag<>(SB), RODATA|NOPTR, $16

// func largeAVX2(masks *uint16, c *[16]int16, least *[16]uint16, n int)
TEXT ·largeAVX2(SB), NOSPLIT, $0-32
	MOVQ    masks+0(FP), DI
	MOVQ    c+8(FP), SI
	MOVQ    least+16(FP), AX
	MOVQ    n+24(FP), CX
	VMOVDQU (AX), X2
	VMOVDQU 16(AX), X3
	VMOVDQU ·zigzag<>(SB), X4

largeloop:
	VPABSW    (SI), X0
	VPABSW    16(SI), X1
	VPMAXUW   X2, X0, X5
	VPMAXUW   X3, X1, X6
	VPCMPEQW  X5, X0, X0
	VPCMPEQW  X6, X1, X1
	VPACKSSWB X1, X0, X0
	VPSHUFB   X4, X0, X0
	VPMOVMSKB X0, AX
	MOVW      AX, (DI)
	ADDQ      $2, DI
	ADDQ      $32, SI
	DECQ      CX
	JNZ       largeloop
	RET
