#include "textflag.h"

// func same16(b *byte, stride int, p *uint32, pitch int) bool
TEXT ·same16(SB), NOSPLIT, $0-33
	MOVQ     b+0(FP), SI
	MOVQ     stride+8(FP), BX
	MOVQ     p+16(FP), DI
	MOVQ     pitch+24(FP), DX
	SHLQ     $2, DX
	MOVQ     $8, CX
	VPCMPEQD Y4, Y4, Y4
	VPSRLD   $8, Y4, Y4

squareLoop: // two rows at a time
	VPAND (SI), Y4, Y0
	VPAND 32(SI), Y4, Y1
	VPAND (SI)(BX*1), Y4, Y2
	VPAND 32(SI)(BX*1), Y4, Y3
	VPXOR (DI), Y0, Y0
	VPXOR 32(DI), Y1, Y1
	VPXOR (DI)(DX*1), Y2, Y2
	VPXOR 32(DI)(DX*1), Y3, Y3
	VPOR  Y1, Y0, Y0
	VPOR  Y3, Y2, Y2
	VPOR  Y2, Y0, Y0
	VPTEST Y0, Y0
	JNE   squareDiffers
	LEAQ  (SI)(BX*2), SI
	LEAQ  (DI)(DX*2), DI
	DECQ  CX
	JNZ   squareLoop
	VZEROUPPER
	MOVB  $1, ret+32(FP)
	RET

squareDiffers:
	VZEROUPPER
	MOVB $0, ret+32(FP)
	RET
