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

// Stores what is drawn in X5 and how its difference to Y4 costs. Y5 to Y7 are
// spent. The last stage is |a+b| + |a-b| = 2*max(|a|, |b|).
#define DRAWN \
	VMOVDQU      X5, (DI); \
	VPMOVZXBW    X5, Y5; \
	VPSUBW       Y5, Y4, Y5; \
	VPERMQ       $0x4e, Y5, Y6; \
	VPADDW       Y6, Y5, Y7; \
	VPSUBW       Y6, Y5, Y5; \
	VPBLENDD     $0xf0, Y5, Y7, Y5; \
	VPSHUFD      $0x4e, Y5, Y6; \
	VPADDW       Y6, Y5, Y7; \
	VPSUBW       Y6, Y5, Y5; \
	VPBLENDD     $0xcc, Y5, Y7, Y5; \
	VPSHUFD      $0xb1, Y5, Y6; \
	VPADDW       Y6, Y5, Y7; \
	VPSUBW       Y6, Y5, Y5; \
	VPBLENDD     $0xaa, Y5, Y7, Y5; \
	VPABSW       Y5, Y5; \
	VPSLLD       $16, Y5, Y6; \
	VPMAXUW      Y6, Y5, Y5; \
	VPSRLD       $16, Y5, Y5; \
	VEXTRACTI128 $1, Y5, X6; \
	VPADDD       X6, X5, X5; \
	VPSRLDQ      $8, X5, X6; \
	VPADDD       X6, X5, X5; \
	VPSRLDQ      $4, X5, X6; \
	VPADDD       X6, X5, X5; \
	VMOVD        X5, R8; \
	MOVW         R8, (DX)

// func subtryAVX2(drawn *[10][16]byte, costs *[10]uint16, s *Surround, src *byte, stride int, masks *[10][2][16]byte)
TEXT ·subtryAVX2(SB), NOSPLIT, $0-48
	MOVQ    drawn+0(FP), DI
	MOVQ    costs+8(FP), DX
	MOVQ    s+16(FP), SI
	MOVQ    src+24(FP), AX
	MOVQ    stride+32(FP), BX
	MOVQ    masks+40(FP), R9
	VMOVD   (AX), X4
	VPINSRD $1, (AX)(BX*1), X4, X4
	LEAQ    (AX)(BX*2), AX
	VPINSRD $2, (AX), X4, X4
	VPINSRD $3, (AX)(BX*1), X4, X4
	VPMOVZXBW X4, Y4

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
	VZEROUPPER
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

// The difference of a row of sixteen pixels
#define ROW16(out) \
	VPMOVZXBW (SI), out; \
	VPMOVZXBW (DI), Y4; \
	VPSUBW    Y4, out, out; \
	ADDQ      AX, SI; \
	ADDQ      BX, DI

#define CROSS(a, b) \
	VPADDW  b, a, Y4; \
	VPSUBW  b, a, b; \
	VMOVDQA Y4, a

// Adds the costs of rows that are done but for the direction along them to Y7.
#define ALONG(r) \
	VPSHUFD  $0xb1, r, Y4; \
	VPADDW   Y4, r, Y5; \
	VPSUBW   Y4, r, r; \
	VPBLENDD $0xaa, r, Y5, r; \
	VPABSW   r, r; \
	VPSLLD   $16, r, Y4; \
	VPMAXUW  Y4, r, r; \
	VPSRLD   $16, r, r; \
	VPADDD   r, Y7, Y7

// func hadamard16AVX2(a *byte, aStride int, b *byte, bStride int) int
TEXT ·hadamard16AVX2(SB), NOSPLIT, $0-40
	MOVQ  a+0(FP), SI
	MOVQ  aStride+8(FP), AX
	MOVQ  b+16(FP), DI
	MOVQ  bStride+24(FP), BX
	MOVQ  $4, CX
	VPXOR Y7, Y7, Y7

hadamardloop:
	ROW16(Y0)
	ROW16(Y1)
	ROW16(Y2)
	ROW16(Y3)
	CROSS(Y0, Y2)
	CROSS(Y1, Y3)
	CROSS(Y0, Y1)
	CROSS(Y2, Y3)
	ALONG(Y0)
	ALONG(Y1)
	ALONG(Y2)
	ALONG(Y3)
	DECQ         CX
	JNZ          hadamardloop
	VEXTRACTI128 $1, Y7, X6
	VPADDD       X6, X7, X7
	VPSRLDQ      $8, X7, X6
	VPADDD       X6, X7, X7
	VPSRLDQ      $4, X7, X6
	VPADDD       X6, X7, X7
	VMOVD        X7, AX
	MOVQ         AX, ret+32(FP)
	VZEROUPPER
	RET
