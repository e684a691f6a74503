/*
 * kernel.c: see kernel.h.
 *
 * The product is written twice: plainly, and for AVX2 with four rows by sixteen
 * columns of sums in registers, chosen at run time. Both give the same numbers;
 * a unit test compares them.
 */
#include "kernel.h"

#include <string.h>

#include "lanes.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX2_KERNEL 1
#include <immintrin.h>
#endif

uint32_t or_kernel_index(const OrMatrix *matrix, uint32_t input, uint32_t output)
{
    uint32_t block = output / OR_KERNEL_COLUMNS, column = output % OR_KERNEL_COLUMNS;

    return ((block * (matrix->inputs / 2) + input / 2) * OR_KERNEL_COLUMNS + column) * 2 + input % 2;
}

OR_INLINE float largest_of(uint32_t width, const float *values)
{
    OrLanes lanes = {0};
    float largest = 1e-6f;

    for (uint32_t i = 0; i < width; i += OR_LANES)
        lanes = or_lanes_larger(lanes, or_lanes_size(*(const OrLanes *) (values + i)));
    for (int j = 0; j < OR_LANES; j++)
        largest = lanes[j] > largest ? lanes[j] : largest;
    return largest;
}

OR_INLINE void round_row(uint32_t width, float factor, const float *values, int16_t *rounded)
{
    for (uint32_t i = 0; i < width; i += OR_LANES)
        *(OrHalfLanes *) (rounded + i) =
            or_lanes_halve(or_lanes_round(*(const OrLanes *) (values + i) * factor));
}

OR_VECTORISED void or_round_rows(uint32_t rows, uint32_t width, const float *values, int16_t *rounded,
                                 float *scales)
{
    for (uint32_t t = 0; t < rows; t++) {
        float largest = largest_of(width, values + (size_t) t * width);

        scales[t] = largest / (float) OR_KERNEL_LARGEST;
        round_row(width, (float) OR_KERNEL_LARGEST / largest, values + (size_t) t * width,
                  rounded + (size_t) t * width);
    }
}

/* One row times one block of sixteen columns. */
static void multiply_block(const int16_t *row, float scale, const OrMatrix *matrix, uint32_t block,
                           float *out)
{
    const int16_t *weights = matrix->weights + (size_t) block * matrix->inputs * OR_KERNEL_COLUMNS;
    int32_t sums[OR_KERNEL_COLUMNS] = {0};

    for (uint32_t i = 0; i < matrix->inputs; i += 2, weights += 2 * OR_KERNEL_COLUMNS) {
        for (uint32_t c = 0; c < OR_KERNEL_COLUMNS; c++)
            sums[c] += row[i] * weights[2 * c] + row[i + 1] * weights[2 * c + 1];
    }
    for (uint32_t c = 0; c < OR_KERNEL_COLUMNS; c++)
        out[c] = (float) sums[c] * (scale * matrix->scales[block * OR_KERNEL_COLUMNS + c]);
}

#ifdef HAVE_AVX2_KERNEL

__attribute__((target("avx2"))) static inline __m256i two_inputs(const int16_t *row, uint32_t i)
{
    int32_t pair;

    memcpy(&pair, row + i, sizeof pair);
    return _mm256_set1_epi32(pair);
}

__attribute__((target("avx2"))) static inline void store_sums(__m256i low, __m256i high, float scale,
                                                              const float *column_scales, float *out)
{
    __m256 factor = _mm256_set1_ps(scale);
    __m256 low_factor = _mm256_mul_ps(factor, _mm256_loadu_ps(column_scales));
    __m256 high_factor = _mm256_mul_ps(factor, _mm256_loadu_ps(column_scales + 8));

    _mm256_storeu_ps(out, _mm256_mul_ps(_mm256_cvtepi32_ps(low), low_factor));
    _mm256_storeu_ps(out + 8, _mm256_mul_ps(_mm256_cvtepi32_ps(high), high_factor));
}

/* Four rows times one block of sixteen columns. */
__attribute__((target("avx2"))) static void multiply_tile(const int16_t *rows, const float *scales,
                                                          const OrMatrix *matrix, uint32_t block, float *out)
{
    const int16_t *weights = matrix->weights + (size_t) block * matrix->inputs * OR_KERNEL_COLUMNS;
    uint32_t n = matrix->inputs;
    __m256i low[4], high[4];

    for (int r = 0; r < 4; r++)
        low[r] = high[r] = _mm256_setzero_si256();
    for (uint32_t i = 0; i < n; i += 2, weights += 2 * OR_KERNEL_COLUMNS) {
        __m256i w0 = _mm256_loadu_si256((const __m256i *) weights);
        __m256i w1 = _mm256_loadu_si256((const __m256i *) (weights + OR_KERNEL_COLUMNS));

#pragma GCC unroll 4
        for (int r = 0; r < 4; r++) {
            __m256i x = two_inputs(rows + (size_t) r * n, i);

            low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(x, w0));
            high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(x, w1));
        }
    }
    for (int r = 0; r < 4; r++)
        store_sums(low[r], high[r], scales[r], matrix->scales + block * OR_KERNEL_COLUMNS,
                   out + (size_t) r * matrix->outputs);
}

/* One row times `blocks` blocks of sixteen columns, at most four. */
__attribute__((target("avx2"))) static inline void multiply_row(const int16_t *row, float scale,
                                                                const OrMatrix *matrix, uint32_t first,
                                                                uint32_t blocks, float *out)
{
    size_t size = (size_t) matrix->inputs * OR_KERNEL_COLUMNS;
    const int16_t *weights = matrix->weights + first * size;
    __m256i low[4], high[4];

    for (uint32_t b = 0; b < blocks; b++)
        low[b] = high[b] = _mm256_setzero_si256();
    for (uint32_t i = 0; i < matrix->inputs; i += 2, weights += 2 * OR_KERNEL_COLUMNS) {
        __m256i x = two_inputs(row, i);

#pragma GCC unroll 4
        for (uint32_t b = 0; b < blocks; b++) {
            const __m256i *w = (const __m256i *) (weights + b * size);

            low[b] = _mm256_add_epi32(low[b], _mm256_madd_epi16(x, _mm256_loadu_si256(w)));
            high[b] = _mm256_add_epi32(high[b], _mm256_madd_epi16(x, _mm256_loadu_si256(w + 1)));
        }
    }
    for (uint32_t b = 0; b < blocks; b++)
        store_sums(low[b], high[b], scale, matrix->scales + (first + b) * OR_KERNEL_COLUMNS,
                   out + (size_t) b * OR_KERNEL_COLUMNS);
}

__attribute__((target("avx2"))) static void multiply_whole_row(const int16_t *row, float scale,
                                                               const OrMatrix *matrix, float *out)
{
    uint32_t count = matrix->outputs / OR_KERNEL_COLUMNS;
    uint32_t block = 0;

    for (; block + 4 <= count; block += 4)
        multiply_row(row, scale, matrix, block, 4, out + (size_t) block * OR_KERNEL_COLUMNS);
    for (; block < count; block++)
        multiply_row(row, scale, matrix, block, 1, out + (size_t) block * OR_KERNEL_COLUMNS);
}

static void multiply_with_avx2(uint32_t rows, const int16_t *rounded, const float *scales,
                               const OrMatrix *matrix, float *out)
{
    uint32_t tiled = rows / 4 * 4;

    for (uint32_t block = 0; block < matrix->outputs / OR_KERNEL_COLUMNS; block++) {
        for (uint32_t t = 0; t < tiled; t += 4)
            multiply_tile(rounded + (size_t) t * matrix->inputs, scales + t, matrix, block,
                          out + (size_t) t * matrix->outputs + block * OR_KERNEL_COLUMNS);
    }
    for (uint32_t t = tiled; t < rows; t++)
        multiply_whole_row(rounded + (size_t) t * matrix->inputs, scales[t], matrix,
                           out + (size_t) t * matrix->outputs);
}

#endif

void or_multiply_plainly(uint32_t rows, const int16_t *rounded, const float *scales, const OrMatrix *matrix,
                         float *out)
{
    for (uint32_t t = 0; t < rows; t++) {
        for (uint32_t block = 0; block < matrix->outputs / OR_KERNEL_COLUMNS; block++)
            multiply_block(rounded + (size_t) t * matrix->inputs, scales[t], matrix, block,
                           out + (size_t) t * matrix->outputs + block * OR_KERNEL_COLUMNS);
    }
}

void or_multiply(uint32_t rows, const int16_t *rounded, const float *scales, const OrMatrix *matrix,
                 float *out)
{
#ifdef HAVE_AVX2_KERNEL
    if (__builtin_cpu_supports("avx2")) {
        multiply_with_avx2(rows, rounded, scales, matrix, out);
        return;
    }
#endif
    or_multiply_plainly(rows, rounded, scales, matrix, out);
}
