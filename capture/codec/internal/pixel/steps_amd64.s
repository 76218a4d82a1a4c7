#include "textflag.h"

// The second eight pairs of a row of sixteen pixels are those from the seventh
// on: the first of them was counted with the first eight.
DATA rest<>+0(SB)/8, $0xffffffff00000000
DATA rest<>+8(SB)/8, $0xffffffffffffffff
DATA rest<>+16(SB)/8, $0xffffffffffffffff
DATA rest<>+24(SB)/8, $0xffffffffffffffff
GLOBL rest<>(SB), RODATA|NOPTR, $32

// pairs adds to the counts in Y4 and Y5, negated, the pairs of Y0 and Y1 that
// are the same, and those that are near. Y6 is near, Y7 nothing.
#define pairs \
	VPCMPEQD Y0, Y1, Y2 \
	VPSUBUSB Y0, Y1, Y3 \
	VPSUBUSB Y1, Y0, Y0 \
	VPOR     Y0, Y3, Y3 \
	VPSUBUSB Y6, Y3, Y3 \
	VPCMPEQD Y7, Y3, Y3

// func steps16(b *byte, stride, rows int, near uint8) (same, about int)
TEXT ·steps16(SB), NOSPLIT, $0-48
	MOVQ         b+0(FP), SI
	MOVQ         stride+8(FP), BX
	MOVQ         rows+16(FP), CX
	VPBROADCASTB near+24(FP), Y6
	VPXOR        Y4, Y4, Y4
	VPXOR        Y5, Y5, Y5
	VPXOR        Y7, Y7, Y7
	VPCMPEQD     Y8, Y8, Y8
	VPSRLD       $8, Y8, Y8
	VMOVDQU      rest<>(SB), Y9

stepsLoop:
	VPAND  (SI), Y8, Y0
	VPAND  4(SI), Y8, Y1
	pairs
	VPADDD Y2, Y4, Y4
	VPADDD Y3, Y5, Y5
	VPAND  28(SI), Y8, Y0
	VPAND  32(SI), Y8, Y1
	pairs
	VPAND  Y9, Y2, Y2
	VPAND  Y9, Y3, Y3
	VPADDD Y2, Y4, Y4
	VPADDD Y3, Y5, Y5
	ADDQ   BX, SI
	DECQ   CX
	JNZ    stepsLoop

	VPHADDD      Y5, Y4, Y4
	VPHADDD      Y4, Y4, Y4
	VEXTRACTI128 $1, Y4, X5
	VPADDD       X5, X4, X4
	VMOVD        X4, AX
	NEGL         AX
	MOVLQSX      AX, AX
	MOVQ         AX, same+32(FP)
	VPEXTRD      $1, X4, AX
	NEGL         AX
	MOVLQSX      AX, AX
	MOVQ         AX, about+40(FP)
	VZEROUPPER
	RET

// func fill8(p *uint32, n int, v uint32)
TEXT ·fill8(SB), NOSPLIT, $0-20
	MOVQ         p+0(FP), DI
	MOVQ         n+8(FP), CX
	MOVL         v+16(FP), AX
	VMOVD        AX, X0
	VPBROADCASTD X0, Y0
	XORQ         AX, AX

fillLoop:
	VMOVDQU Y0, (DI)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     fillLoop
	VZEROUPPER
	RET
