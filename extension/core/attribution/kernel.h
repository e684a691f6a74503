/*
 * kernel.h: the arithmetic of the attribution model.
 *
 * Matrices are products of whole numbers of twelve bits with exact sums of 32,
 * so they give the same bits on every machine; what is done in floating point
 * uses only operations whose rounding IEEE 754 fixes. So a text has the same
 * attributions on every server, as an immutable function must promise.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_KERNEL_H
#define ONRECORD_CORE_ATTRIBUTION_KERNEL_H

#include <stdint.h>

/* For short loops over vectors: compiled for AVX2 too, chosen when the library is loaded. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define OR_VECTORISED __attribute__((target_clones("avx2", "default"), optimize("O3")))
#else
#define OR_VECTORISED
#endif

/* The largest value of a weight or input after rounding: 256 products of them fit 31 bits. */
#define OR_KERNEL_LARGEST 2047

/* Columns of a matrix lie in blocks of sixteen. */
#define OR_KERNEL_COLUMNS 16

/*
 * Weights: for each block of sixteen columns, for each pair of inputs, sixteen
 * columns of two weights: [outputs / 16][inputs / 2][16][2]. A weight is its
 * whole number times the scale of its column.
 */
typedef struct OrMatrix {
    const int16_t *weights;
    const float *scales;
    uint32_t inputs;  /* even, at most 256 */
    uint32_t outputs; /* a multiple of sixteen */
} OrMatrix;

/* Round rows of `width` (a multiple of 8) floats to whole numbers; scales[t] is what 1 stands for in row t.
 */
void or_round_rows(uint32_t rows, uint32_t width, const float *values, int16_t *rounded, float *scales);

/* out[rows x outputs] = rounded rows times matrix. */
void or_multiply(uint32_t rows, const int16_t *rounded, const float *scales, const OrMatrix *matrix,
                 float *out);

/* The same without the machine's vectors: what or_multiply is tested against. */
void or_multiply_plainly(uint32_t rows, const int16_t *rounded, const float *scales, const OrMatrix *matrix,
                         float *out);

/* The whole number that stands for weight (input, output) lies at this index. */
uint32_t or_kernel_index(const OrMatrix *matrix, uint32_t input, uint32_t output);

#endif
