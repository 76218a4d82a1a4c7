#include "textflag.h"

DATA ·weights<>+0(SB)/4, $0x41bd1910  // brightness: blue 6416, red 16829
DATA ·weights<>+4(SB)/4, $0x410f4000  // green 16384 + 16655
DATA ·weights<>+8(SB)/4, $0x00108000  // 16.5
DATA ·weights<>+12(SB)/4, $0x00ff00ff
DATA ·weights<>+16(SB)/4, $0x000000ff
DATA ·weights<>+20(SB)/4, $0x02020000 // 128.5 * 4
GLOBL ·weights<>(SB), RODATA|NOPTR, $24

// blue, red, green, nothing
DATA ·weightsU<>+0(SB)/8, $0x0000b582da0e7070
GLOBL ·weightsU<>(SB), RODATA|NOPTR, $8

DATA ·weightsV<>+0(SB)/8, $0x0000a1d97070edb7
GLOBL ·weightsV<>(SB), RODATA|NOPTR, $8

DATA ·twoGreens<>+0(SB)/8, $0x8005800580018001
DATA ·twoGreens<>+8(SB)/8, $0x800d800d80098009
GLOBL ·twoGreens<>(SB), RODATA|NOPTR, $16

// What lies in the lanes of packed words in the order of memory.
DATA ·unpackLanes<>+0(SB)/8, $0x0000000400000000
DATA ·unpackLanes<>+8(SB)/8, $0x0000000500000001
DATA ·unpackLanes<>+16(SB)/8, $0x0000000600000002
DATA ·unpackLanes<>+24(SB)/8, $0x0000000700000003
GLOBL ·unpackLanes<>(SB), RODATA|NOPTR, $32

#define LUMA8(at, out) \
	VMOVDQU  at(SI), out; \
	VPAND    Y15, out, Y8; \
	VPSHUFB  Y14, out, Y9; \
	VPMADDWD Y13, Y8, Y8; \
	VPMADDWD Y12, Y9, Y9; \
	VPADDD   Y11, Y8, Y8; \
	VPADDD   Y9, Y8, Y8; \
	VPSRLD   $16, Y8, out

// func lumaAVX2(dst, bgrx *byte, n int)
TEXT ·lumaAVX2(SB), NOSPLIT, $0-24
	MOVQ           dst+0(FP), DI
	MOVQ           bgrx+8(FP), SI
	MOVQ           n+16(FP), CX
	VPBROADCASTD   ·weights<>+0(SB), Y13
	VPBROADCASTD   ·weights<>+4(SB), Y12
	VPBROADCASTD   ·weights<>+8(SB), Y11
	VPBROADCASTD   ·weights<>+12(SB), Y15
	VBROADCASTI128 ·twoGreens<>(SB), Y14
	VMOVDQU        ·unpackLanes<>(SB), Y10

	SUBQ           $32, CX
	JLT            luma16

lumaloop:
	LUMA8(0, Y0)
	LUMA8(32, Y1)
	LUMA8(64, Y2)
	LUMA8(96, Y3)
	VPACKUSDW Y1, Y0, Y0
	VPACKUSDW Y3, Y2, Y2
	VPACKUSWB Y2, Y0, Y0
	VPERMD    Y0, Y10, Y0
	VMOVDQU   Y0, (DI)
	ADDQ      $128, SI
	ADDQ      $32, DI
	SUBQ      $32, CX
	JGE       lumaloop

luma16:
	TESTQ     $16, CX
	JZ        lumadone
	LUMA8(0, Y0)
	LUMA8(32, Y1)
	VPACKUSDW Y1, Y0, Y0
	VPACKUSWB Y0, Y0, Y0
	VPERMD    Y0, Y10, Y0
	VMOVDQU   X0, (DI)

lumadone:
	VZEROUPPER
	RET

// The sums of four pixels as words blue, red, green, nothing; eight pixels wide.
#define SUMS(at, out) \
	VMOVDQU  at(SI), Y4; \
	VMOVDQU  at(DX), Y5; \
	VPAND    Y15, Y4, Y6; \
	VPAND    Y15, Y5, Y7; \
	VPADDW   Y7, Y6, Y6; \
	VPSRLQ   $32, Y6, Y7; \
	VPADDW   Y7, Y6, Y6; \
	VPSRLD   $8, Y4, Y4; \
	VPSRLD   $8, Y5, Y5; \
	VPAND    Y14, Y4, Y4; \
	VPAND    Y14, Y5, Y5; \
	VPADDW   Y5, Y4, Y4; \
	VPSLLQ   $32, Y4, Y5; \
	VPADDW   Y5, Y4, Y4; \
	VPBLENDD $0xaa, Y4, Y6, out

// Eight words of Y0 to Y3 by weights, in out. Y4 to Y7 are spent.
#define COLOUR(weights, out) \
	VPMADDWD  weights, Y0, Y4; \
	VPMADDWD  weights, Y1, Y5; \
	VPMADDWD  weights, Y2, Y6; \
	VPMADDWD  weights, Y3, Y7; \
	VPHADDD   Y5, Y4, Y4; \
	VPHADDD   Y7, Y6, Y6; \
	VPADDD    Y11, Y4, Y4; \
	VPADDD    Y11, Y6, Y6; \
	VPSRAD    $18, Y4, Y4; \
	VPSRAD    $18, Y6, Y6; \
	VPACKSSDW Y6, Y4, out

// Both colours of Y0 to Y3 in X4 and X5.
#define COLOURS \
	COLOUR(Y13, Y8); \
	COLOUR(Y12, Y9); \
	VPACKUSWB    Y9, Y8, Y8; \
	VEXTRACTI128 $1, Y8, X9; \
	VPUNPCKLWD   X9, X8, X4; \
	VPUNPCKHWD   X9, X8, X5

// func chromaAVX2(u, v, row0, row1 *byte, n int)
TEXT ·chromaAVX2(SB), NOSPLIT, $0-40
	MOVQ         u+0(FP), DI
	MOVQ         v+8(FP), R8
	MOVQ         row0+16(FP), SI
	MOVQ         row1+24(FP), DX
	MOVQ         n+32(FP), CX
	VPBROADCASTQ ·weightsU<>(SB), Y13
	VPBROADCASTQ ·weightsV<>(SB), Y12
	VPBROADCASTD ·weights<>+20(SB), Y11
	VPBROADCASTD ·weights<>+12(SB), Y15
	VPBROADCASTD ·weights<>+16(SB), Y14

	SUBQ         $32, CX
	JLT          chroma16

chromaloop:
	SUMS(0, Y0)
	SUMS(32, Y1)
	SUMS(64, Y2)
	SUMS(96, Y3)
	COLOURS
	VMOVDQU X4, (DI)
	VMOVDQU X5, (R8)
	ADDQ    $128, SI
	ADDQ    $128, DX
	ADDQ    $16, DI
	ADDQ    $16, R8
	SUBQ    $32, CX
	JGE     chromaloop

chroma16:
	TESTQ $16, CX
	JZ    chromadone
	SUMS(0, Y0)
	SUMS(32, Y1)
	VMOVDQA Y0, Y2
	VMOVDQA Y1, Y3
	COLOURS
	VMOVQ   X4, (DI)
	VMOVQ   X5, (R8)

chromadone:
	VZEROUPPER
	RET

DATA ·factors<>+0(SB)/4, $76309
DATA ·factors<>+4(SB)/4, $104597
DATA ·factors<>+8(SB)/4, $132201
DATA ·factors<>+12(SB)/4, $25675
DATA ·factors<>+16(SB)/4, $53279
DATA ·factors<>+20(SB)/4, $-1188176 // 1<<15 - 16*76309
DATA ·factors<>+24(SB)/4, $128
DATA ·factors<>+28(SB)/4, $255
GLOBL ·factors<>(SB), RODATA|NOPTR, $32

// Eight pixels of brightness at at, with red, green and blue of Y4 to Y6, go to
// to. Y7 to Y9 are spent.
#define PIXELS8(at, to) \
	VPMOVZXBD at(SI), Y7; \
	VPMULLD   Y15, Y7, Y7; \
	VPADDD    Y14, Y7, Y7; \
	VPADDD    Y7, Y4, Y4; \
	VPADDD    Y7, Y5, Y5; \
	VPADDD    Y7, Y6, Y6; \
	VPSRAD    $16, Y4, Y4; \
	VPSRAD    $16, Y5, Y5; \
	VPSRAD    $16, Y6, Y6; \
	VPACKUSDW Y6, Y4, Y4; \
	VPACKUSDW Y12, Y5, Y5; \
	VPACKUSWB Y5, Y4, Y4; \
	VPSHUFB   Y13, Y4, Y4; \
	VMOVDQU   Y4, to(DI)

// func pixelsAVX2(dst, y, u, v *byte, n int, order *[16]byte)
TEXT ·pixelsAVX2(SB), NOSPLIT, $0-48
	MOVQ           dst+0(FP), DI
	MOVQ           y+8(FP), SI
	MOVQ           u+16(FP), R8
	MOVQ           v+24(FP), R9
	MOVQ           n+32(FP), CX
	MOVQ           order+40(FP), AX
	VPBROADCASTD   ·factors<>+0(SB), Y15
	VPBROADCASTD   ·factors<>+20(SB), Y14
	VBROADCASTI128 (AX), Y13
	VPBROADCASTD   ·factors<>+28(SB), Y12
	VPBROADCASTD   ·factors<>+24(SB), Y11

pixelsloop:
	VPMOVZXBD    (R8), Y0
	VPMOVZXBD    (R9), Y1
	VPSUBD       Y11, Y0, Y0
	VPSUBD       Y11, Y1, Y1
	VPERMQ       $0xd8, Y0, Y0
	VPERMQ       $0xd8, Y1, Y1
	VPBROADCASTD ·factors<>+12(SB), Y10
	VPMULLD      Y10, Y0, Y2
	VPBROADCASTD ·factors<>+16(SB), Y10
	VPMULLD      Y10, Y1, Y3
	VPADDD       Y3, Y2, Y2
	VPXOR        Y3, Y3, Y3
	VPSUBD       Y2, Y3, Y2
	VPBROADCASTD ·factors<>+8(SB), Y10
	VPMULLD      Y10, Y0, Y0
	VPBROADCASTD ·factors<>+4(SB), Y10
	VPMULLD      Y10, Y1, Y1
	VPUNPCKLDQ   Y1, Y1, Y4
	VPUNPCKLDQ   Y2, Y2, Y5
	VPUNPCKLDQ   Y0, Y0, Y6
	PIXELS8(0, 0)
	VPUNPCKHDQ   Y1, Y1, Y4
	VPUNPCKHDQ   Y2, Y2, Y5
	VPUNPCKHDQ   Y0, Y0, Y6
	PIXELS8(8, 32)
	ADDQ         $64, DI
	ADDQ         $16, SI
	ADDQ         $8, R8
	ADDQ         $8, R9
	SUBQ         $16, CX
	JNZ          pixelsloop
	VZEROUPPER
	RET
