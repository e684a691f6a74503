/*
 * recurrent.c: see recurrent.h. Both directions advance in one loop, so that the
 * processor has other work while a step waits for the one before.
 */
#include "recurrent.h"

#include <string.h>

#include "kernel.h"
#include "lanes.h"

#define WIDEST 256

/* Rows of inputs or of gates: floats, or whole numbers that count in units. */
typedef struct Rows {
    const float *floats;
    const int16_t *whole;
    const float *units;
    size_t stride;
} Rows;

/* Eight columns of a row. */
OR_INLINE OrLanes load(const Rows *rows, size_t row, uint32_t column)
{
    OrHalfLanes half;

    if (rows->whole == NULL)
        return *(const OrLanes *) (rows->floats + row * rows->stride + column);
    half = *(const OrHalfLanes *) (rows->whole + row * rows->stride + column);
    return __builtin_convertvector(__builtin_convertvector(half, OrWholeLanes), OrLanes) *
           *(const OrLanes *) (rows->units + column);
}

OR_INLINE OrLanes lanes_at(const float *values)
{
    return *(const OrLanes *) values;
}

/* One direction at one row. */
OR_INLINE void advance(uint32_t half, uint32_t direction, size_t row, const OrRecurrence *unit, const Rows *x,
                       const Rows *gates, float *cells, float *output)
{
    const float *memory = unit->memory + direction * 2 * half, *bias = unit->bias + direction * 2 * half;
    uint32_t column = direction * half, gate = direction * 3 * half;

    for (uint32_t i = 0; i < half; i += OR_LANES) {
        OrLanes before = lanes_at(cells + column + i);
        OrLanes input = load(x, row, column + i), candidate = load(gates, row, gate + i);
        OrLanes forget =
            load(gates, row, gate + half + i) + lanes_at(memory + i) * before + lanes_at(bias + i);
        OrLanes reset = load(gates, row, gate + 2 * half + i) + lanes_at(memory + half + i) * before +
                        lanes_at(bias + half + i);
        OrLanes forget_size = 1 + or_lanes_size(forget), reset_size = 1 + or_lanes_size(reset);
        OrLanes inverse = 0.5f / (forget_size * reset_size); /* one division for both gates */
        OrLanes after;

        forget = 0.5f + forget * reset_size * inverse;
        reset = 0.5f + reset * forget_size * inverse;
        after = candidate + forget * (before - candidate);
        *(OrLanes *) (cells + column + i) = after;
        *(OrLanes *) (output + row * 2 * half + column + i) = input + reset * (after - input);
    }
}

OR_INLINE void run(uint32_t rows, uint32_t width, const OrRecurrence *unit, const Rows *x, const Rows *gates,
                   float *output)
{
    float cells[WIDEST];

    memset(cells, 0, sizeof *cells * width);
    for (uint32_t row = 0; row < rows; row++) {
        advance(width / 2, 0, row, unit, x, gates, cells, output);
        advance(width / 2, 1, rows - 1 - row, unit, x, gates, cells, output);
    }
}

OR_VECTORISED void or_run_recurrence(uint32_t rows, uint32_t width, const OrRecurrence *unit, const float *x,
                                     const float *gates, float *output)
{
    Rows inputs = {.floats = x, .stride = width};
    Rows sums = {.floats = gates, .stride = 3 * (size_t) width};

    run(rows, width, unit, &inputs, &sums, output);
}

OR_VECTORISED void or_run_whole_recurrence(uint32_t rows, uint32_t width, const OrRecurrence *unit,
                                           const int16_t *sums, const float *units, float *output)
{
    Rows inputs = {.whole = sums, .units = units, .stride = 4 * (size_t) width};
    Rows gates = {.whole = sums + width, .units = units + width, .stride = 4 * (size_t) width};

    run(rows, width, unit, &inputs, &gates, output);
}
