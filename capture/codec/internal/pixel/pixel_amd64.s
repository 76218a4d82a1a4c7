#include "textflag.h"

// red, green, blue, nothing of each pixel
DATA swap<>+0(SB)/8, $0x8004050680000102
DATA swap<>+8(SB)/8, $0x800c0d0e8008090a
GLOBL swap<>(SB), RODATA|NOPTR, $16

// func same8(b *byte, p *uint32, n int) int
TEXT ·same8(SB), NOSPLIT, $0-32
	MOVQ     b+0(FP), SI
	MOVQ     p+8(FP), DI
	MOVQ     n+16(FP), CX
	XORQ     AX, AX
	VPCMPEQD Y2, Y2, Y2
	VPSRLD   $8, Y2, Y2

sameLoop:
	VPAND     (SI)(AX*4), Y2, Y0
	VPCMPEQD  (DI)(AX*4), Y0, Y0
	VPMOVMSKB Y0, DX
	CMPL      DX, $-1
	JNE       sameDone
	ADDQ      $8, AX
	CMPQ      AX, CX
	JLT       sameLoop

sameDone:
	VZEROUPPER
	MOVQ AX, ret+24(FP)
	RET

// func load8(dst *uint32, b *byte, n int)
TEXT ·load8(SB), NOSPLIT, $0-24
	MOVQ     dst+0(FP), DI
	MOVQ     b+8(FP), SI
	MOVQ     n+16(FP), CX
	XORQ     AX, AX
	VPCMPEQD Y2, Y2, Y2
	VPSRLD   $8, Y2, Y2

loadLoop:
	VPAND   (SI)(AX*4), Y2, Y0
	VMOVDQU Y0, (DI)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     loadLoop
	VZEROUPPER
	RET

// func rgba8(dst *byte, p *uint32, n int)
TEXT ·rgba8(SB), NOSPLIT, $0-24
	MOVQ           dst+0(FP), DI
	MOVQ           p+8(FP), SI
	MOVQ           n+16(FP), CX
	XORQ           AX, AX
	VBROADCASTI128 swap<>(SB), Y2
	VPCMPEQD       Y3, Y3, Y3
	VPSLLD         $24, Y3, Y3

rgbaLoop:
	VMOVDQU (SI)(AX*4), Y0
	VPSHUFB Y2, Y0, Y0
	VPOR    Y3, Y0, Y0
	VMOVDQU Y0, (DI)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     rgbaLoop
	VZEROUPPER
	RET

// func or8(p *uint32, n int) uint32
TEXT ·or8(SB), NOSPLIT, $0-20
	MOVQ  p+0(FP), SI
	MOVQ  n+8(FP), CX
	XORQ  AX, AX
	VPXOR Y0, Y0, Y0

orLoop:
	VPOR         (SI)(AX*4), Y0, Y0
	ADDQ         $8, AX
	CMPQ         AX, CX
	JLT          orLoop
	VEXTRACTI128 $1, Y0, X1
	VPOR         X1, X0, X0
	VPSHUFD      $0x4e, X0, X1
	VPOR         X1, X0, X0
	VPSHUFD      $0xb1, X0, X1
	VPOR         X1, X0, X0
	VMOVD        X0, AX
	VZEROUPPER
	MOVL         AX, ret+16(FP)
	RET
