/*
 * kernel.c: see kernel.h.
 *
 * The product is written twice: plainly, and for AVX2 with four rows by sixteen
 * columns of sums in registers, chosen at run time. Both give the same numbers;
 * a unit test compares them.
 */
#include "kernel.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX2_KERNEL 1
#include <immintrin.h>
#endif

uint32_t or_kernel_index(const OrMatrix *matrix, uint32_t input, uint32_t output)
{
    uint32_t block = output / OR_KERNEL_COLUMNS, column = output % OR_KERNEL_COLUMNS;

    return ((block * (matrix->inputs / 2) + input / 2) * OR_KERNEL_COLUMNS + column) * 2 + input % 2;
}

/* Eight lanes, so that a compiler may vectorise: the largest of all is the same in any order. */
OR_VECTORISED static float largest_of(uint32_t width, const float *values)
{
    float lanes[8] = {0};
    float largest = 1e-6f;

    for (uint32_t i = 0; i < width; i += 8) {
        for (int j = 0; j < 8; j++) {
            float size = fabsf(values[i + j]);

            lanes[j] = size > lanes[j] ? size : lanes[j];
        }
    }
    for (int j = 0; j < 8; j++)
        largest = lanes[j] > largest ? lanes[j] : largest;
    return largest;
}

OR_VECTORISED static void round_row(uint32_t width, float factor, const float *restrict values,
                                    int16_t *restrict rounded)
{
    for (uint32_t i = 0; i < width; i++)
        rounded[i] = (int16_t) (int32_t) (values[i] * factor + copysignf(0.5f, values[i]));
}

void or_round_rows(uint32_t rows, uint32_t width, const float *values, int16_t *rounded, float *scales)
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

/* The same for one row. */
__attribute__((target("avx2"))) static void multiply_row(const int16_t *row, float scale,
                                                         const OrMatrix *matrix, uint32_t block, float *out)
{
    const int16_t *weights = matrix->weights + (size_t) block * matrix->inputs * OR_KERNEL_COLUMNS;
    __m256i low = _mm256_setzero_si256(), high = _mm256_setzero_si256();

    for (uint32_t i = 0; i < matrix->inputs; i += 2, weights += 2 * OR_KERNEL_COLUMNS) {
        __m256i x = two_inputs(row, i);

        low = _mm256_add_epi32(low, _mm256_madd_epi16(x, _mm256_loadu_si256((const __m256i *) weights)));
        high = _mm256_add_epi32(
            high, _mm256_madd_epi16(x, _mm256_loadu_si256((const __m256i *) (weights + OR_KERNEL_COLUMNS))));
    }
    store_sums(low, high, scale, matrix->scales + block * OR_KERNEL_COLUMNS, out);
}

static void multiply_with_avx2(uint32_t rows, const int16_t *rounded, const float *scales,
                               const OrMatrix *matrix, float *out)
{
    for (uint32_t block = 0; block < matrix->outputs / OR_KERNEL_COLUMNS; block++) {
        uint32_t t = 0;

        for (; t + 4 <= rows; t += 4)
            multiply_tile(rounded + (size_t) t * matrix->inputs, scales + t, matrix, block,
                          out + (size_t) t * matrix->outputs + block * OR_KERNEL_COLUMNS);
        for (; t < rows; t++)
            multiply_row(rounded + (size_t) t * matrix->inputs, scales[t], matrix, block,
                         out + (size_t) t * matrix->outputs + block * OR_KERNEL_COLUMNS);
    }
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

/* 2^n times 2^f, f in [-0.5, 0.5] by its Taylor series. */
float or_exp(float x)
{
    float scaled = x * 1.44269504f;
    int32_t whole = (int32_t) (scaled + (scaled < 0 ? -0.5f : 0.5f));
    float f = (scaled - (float) whole) * 0.69314718f;
    uint32_t bits;
    float power;

    if (x < -80)
        return 0;
    bits = (uint32_t) (whole + 127) << 23;
    memcpy(&power, &bits, sizeof power);
    return power *
           (1 + f * (1 + f * (0.5f + f * (0.16666667f +
                                          f * (0.041666667f + f * (0.0083333333f + f * 0.0013888889f))))));
}
