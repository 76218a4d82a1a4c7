#include "textflag.h"

// func sad16AVX2(a *byte, aStride int, b *byte, bStride int) int
TEXT ·sad16AVX2(SB), NOSPLIT, $0-40
	MOVQ  a+0(FP), SI
	MOVQ  aStride+8(FP), AX
	MOVQ  b+16(FP), DI
	MOVQ  bStride+24(FP), BX
	VPXOR X0, X0, X0
	VPXOR X5, X5, X5
	MOVQ  $4, CX

sad16loop:
	VMOVDQU (SI), X1
	VMOVDQU (SI)(AX*1), X2
	LEAQ    (SI)(AX*2), SI
	VMOVDQU (SI), X3
	VMOVDQU (SI)(AX*1), X4
	LEAQ    (SI)(AX*2), SI
	VPSADBW (DI), X1, X1
	VPSADBW (DI)(BX*1), X2, X2
	LEAQ    (DI)(BX*2), DI
	VPSADBW (DI), X3, X3
	VPSADBW (DI)(BX*1), X4, X4
	LEAQ    (DI)(BX*2), DI
	VPADDQ  X1, X2, X2
	VPADDQ  X3, X4, X4
	VPADDQ  X2, X0, X0
	VPADDQ  X4, X5, X5
	DECQ    CX
	JNZ     sad16loop
	VPADDQ  X5, X0, X0
	VPSRLDQ $8, X0, X1
	VPADDQ  X1, X0, X0
	VMOVQ   X0, AX
	MOVQ    AX, ret+32(FP)
	RET

// func sad8AVX2(a *byte, aStride int, b *byte, bStride int) int
TEXT ·sad8AVX2(SB), NOSPLIT, $0-40
	MOVQ  a+0(FP), SI
	MOVQ  aStride+8(FP), AX
	MOVQ  b+16(FP), DI
	MOVQ  bStride+24(FP), BX
	VPXOR X0, X0, X0
	MOVQ  $4, CX

sad8loop:
	VMOVQ   (SI), X1
	VPINSRQ $1, (SI)(AX*1), X1, X1
	LEAQ    (SI)(AX*2), SI
	VMOVQ   (DI), X2
	VPINSRQ $1, (DI)(BX*1), X2, X2
	LEAQ    (DI)(BX*2), DI
	VPSADBW X1, X2, X2
	VPADDQ  X2, X0, X0
	DECQ    CX
	JNZ     sad8loop
	VPSRLDQ $8, X0, X1
	VPADDQ  X1, X0, X0
	VMOVQ   X0, AX
	MOVQ    AX, ret+32(FP)
	RET

// func copy16AVX2(dst *byte, dstStride int, src *byte, srcStride, h int)
TEXT ·copy16AVX2(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ dstStride+8(FP), AX
	MOVQ src+16(FP), SI
	MOVQ srcStride+24(FP), BX
	MOVQ h+32(FP), CX

copy16loop:
	VMOVDQU (SI), X0
	VMOVDQU X0, (DI)
	ADDQ    BX, SI
	ADDQ    AX, DI
	DECQ    CX
	JNZ     copy16loop
	RET
