#include "textflag.h"

DATA ·oneBytes<>+0(SB)/8, $0x0101010101010101
DATA ·oneBytes<>+8(SB)/8, $0x0101010101010101
GLOBL ·oneBytes<>(SB), RODATA|NOPTR, $16

// The nearest eight of what follows the first byte of a surround.
DATA ·nearest<>+0(SB)/8, $0xffffff00ffffffff
DATA ·nearest<>+8(SB)/8, $0x00000000000000ff
GLOBL ·nearest<>(SB), RODATA|NOPTR, $16

// Words of it: above, the corner, the upper and the lower two on the left.
DATA ·above<>+0(SB)/8, $0x8008800780068005
DATA ·above<>+8(SB)/8, $0x8008800780068005
GLOBL ·above<>(SB), RODATA|NOPTR, $16
DATA ·corner<>+0(SB)/8, $0x8004800480048004
DATA ·corner<>+8(SB)/8, $0x8004800480048004
GLOBL ·corner<>(SB), RODATA|NOPTR, $16
DATA ·upper<>+0(SB)/8, $0x8003800380038003
DATA ·upper<>+8(SB)/8, $0x8002800280028002
GLOBL ·upper<>(SB), RODATA|NOPTR, $16
DATA ·lower<>+0(SB)/8, $0x8001800180018001
DATA ·lower<>+8(SB)/8, $0x8000800080008000
GLOBL ·lower<>(SB), RODATA|NOPTR, $16

// X1 = the surround at SI without the first, X3 = the means of three, X2 = those
// of two, and R8 = the first pixel. X0 and X5 are spent.
#define MEANS \
	VMOVDQU (SI), X0; \
	VPSRLDQ $1, X0, X1; \
	VPSRLDQ $2, X0, X2; \
	VPAVGB  X2, X0, X3; \
	VPXOR   X2, X0, X5; \
	VPAND   ·oneBytes<>(SB), X5, X5; \
	VPSUBB  X5, X3, X3; \
	VPAVGB  X1, X3, X3; \
	VPAVGB  X2, X1, X2; \
	MOVBLZX 1(SI), R8; \
	VPINSRB $13, R8, X3, X3

// Stores what is drawn in X5 and its difference to X4.
#define DRAWN \
	VMOVDQU X5, (DI); \
	VPSADBW X4, X5, X5; \
	VPSRLDQ $8, X5, X6; \
	VPADDD  X6, X5, X5; \
	VMOVD   X5, R8; \
	MOVW    R8, (DX)

// func subtryAVX2(drawn *[10][16]byte, sads *[10]uint16, s *Surround, src *byte, stride int, masks *[10][2][16]byte)
TEXT ·subtryAVX2(SB), NOSPLIT, $0-48
	MOVQ    drawn+0(FP), DI
	MOVQ    sads+8(FP), DX
	MOVQ    s+16(FP), SI
	MOVQ    src+24(FP), AX
	MOVQ    stride+32(FP), BX
	MOVQ    masks+40(FP), R9
	VMOVD   (AX), X4
	VPINSRD $1, (AX)(BX*1), X4, X4
	LEAQ    (AX)(BX*2), AX
	VPINSRD $2, (AX), X4, X4
	VPINSRD $3, (AX)(BX*1), X4, X4

	MEANS

	// The mean of the nearest
	VPAND   ·nearest<>(SB), X1, X5
	VPXOR   X6, X6, X6
	VPSADBW X6, X5, X5
	VPSRLDQ $8, X5, X6
	VPADDD  X6, X5, X5
	VMOVD   X5, R8
	ADDL    $4, R8
	SHRL    $3, R8
	VPINSRB $14, R8, X3, X3
	MOVQ    $10, CX

subtryloop:
	VPSHUFB (R9), X3, X5
	VPSHUFB 16(R9), X2, X6
	VPOR    X6, X5, X5
	DRAWN
	ADDQ    $32, R9
	ADDQ    $16, DI
	ADDQ    $2, DX
	DECQ    CX
	JNZ     subtryloop

	// The second by differences
	SUBQ      $144, DI
	SUBQ      $18, DX
	VPSHUFB   ·above<>(SB), X1, X0
	VPSHUFB   ·corner<>(SB), X1, X2
	VPSUBW    X2, X0, X0
	VPSHUFB   ·upper<>(SB), X1, X5
	VPSHUFB   ·lower<>(SB), X1, X6
	VPADDW    X0, X5, X5
	VPADDW    X0, X6, X6
	VPACKUSWB X6, X5, X5
	DRAWN
	RET

// func subpredictAVX2(dst *byte, stride int, s *Surround, masks *[2][16]byte)
TEXT ·subpredictAVX2(SB), NOSPLIT, $0-32
	MOVQ    dst+0(FP), DI
	MOVQ    stride+8(FP), BX
	MOVQ    s+16(FP), SI
	MOVQ    masks+24(FP), R9
	MEANS
	VPSHUFB (R9), X3, X5
	VPSHUFB 16(R9), X2, X6
	VPOR    X6, X5, X5
	VMOVD   X5, (DI)
	VPEXTRD $1, X5, (DI)(BX*1)
	LEAQ    (DI)(BX*2), DI
	VPEXTRD $2, X5, (DI)
	VPEXTRD $3, X5, (DI)(BX*1)
	RET
