/*
 * tensor.c: see tensor.h.
 */
#include "tensor.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef float Vector __attribute__((vector_size(32), aligned(4)));

uint64_t random_bits(Random *random)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return random->state * 2685821657736338717ULL;
}

float random_unit(Random *random)
{
    return (float) (random_bits(random) >> 40) / 16777216.0f;
}

float random_normal(Random *random)
{
    float u = random_unit(random) + 1e-7f;
    float v = random_unit(random);

    return sqrtf(-2 * logf(u)) * cosf(6.2831853f * v);
}

static float *zeros(size_t count)
{
    float *block = calloc(count, sizeof(float));

    if (block == NULL) {
        fputs("train: out of memory\n", stderr);
        exit(1);
    }
    return block;
}

Parameter *add_parameter(Parameters *all, const char *name, int rows, int columns, float deviation,
                         bool sparse, Random *random)
{
    Parameter *p = calloc(1, sizeof *p);
    size_t count = (size_t) rows * columns;

    if (all->count == MAX_PARAMETERS)
        abort();
    *p = (Parameter){.name = name, .rows = rows, .columns = columns, .sparse = sparse};
    p->value = zeros(count);
    p->gradient = zeros(count);
    p->first = zeros(count);
    p->second = zeros(count);
    p->average = zeros(count);
    p->used = calloc(rows, 1);
    p->used_rows = calloc(rows, sizeof(int));
    for (size_t i = 0; i < count && deviation > 0; i++)
        p->value[i] = deviation * random_normal(random);
    all->items[all->count++] = p;
    return p;
}

float *gradient_row(Parameter *table, int row)
{
    if (!table->used[row]) {
        table->used[row] = 1;
        table->used_rows[table->used_count++] = row;
    }
    return table->gradient + (size_t) row * table->columns;
}

static double squared_norm(const float *values, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += (double) values[i] * values[i];
    return sum;
}

static void adam_block(Parameter *p, size_t from, size_t count, float rate, float decay, float scale,
                       float correction1, float correction2)
{
    for (size_t i = from; i < from + count; i++) {
        float g = p->gradient[i] * scale;

        p->first[i] = 0.9f * p->first[i] + 0.1f * g;
        p->second[i] = 0.99f * p->second[i] + 0.01f * g * g;
        p->value[i] -= rate * (p->first[i] * correction1 / (sqrtf(p->second[i] * correction2) + 1e-7f) +
                               decay * p->value[i]);
        p->gradient[i] = 0;
    }
}

void adam_step(Parameters *all, float rate, float decay, float clip)
{
    double norm = 0;
    float scale, correction1, correction2;

    all->step++;
    for (int i = 0; i < all->count; i++) {
        Parameter *p = all->items[i];

        if (p->sparse)
            for (int r = 0; r < p->used_count; r++)
                norm += squared_norm(p->gradient + (size_t) p->used_rows[r] * p->columns, p->columns);
        else
            norm += squared_norm(p->gradient, (size_t) p->rows * p->columns);
    }
    norm = sqrt(norm);
    scale = norm > clip ? (float) (clip / norm) : 1;
    correction1 = 1 / (1 - powf(0.9f, (float) all->step));
    correction2 = 1 / (1 - powf(0.99f, (float) all->step));
    for (int i = 0; i < all->count; i++) {
        Parameter *p = all->items[i];

        if (!p->sparse) {
            adam_block(p, 0, (size_t) p->rows * p->columns, rate, p->rows > 1 ? decay : 0, scale, correction1,
                       correction2);
            continue;
        }
        for (int r = 0; r < p->used_count; r++) {
            adam_block(p, (size_t) p->used_rows[r] * p->columns, p->columns, rate, decay, scale, correction1,
                       correction2);
            p->used[p->used_rows[r]] = 0;
        }
        p->used_count = 0;
    }
}

void add_to_average(Parameters *all)
{
    all->averaged++;
    for (int i = 0; i < all->count; i++) {
        Parameter *p = all->items[i];
        size_t count = (size_t) p->rows * p->columns;

        for (size_t j = 0; j < count; j++)
            p->average[j] += (p->value[j] - p->average[j]) / (float) all->averaged;
    }
}

void swap_with_average(Parameters *all)
{
    for (int i = 0; i < all->count; i++) {
        float *value = all->items[i]->value;

        all->items[i]->value = all->items[i]->average;
        all->items[i]->average = value;
    }
}

/* Four rows by sixteen columns of c, kept in eight vector registers. */
static void multiply_tile(int k, const float *a, int a_row, int a_column, const float *b, int ldb, float *c,
                          int ldc, bool add)
{
    Vector sum[4][2];

    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 2; j++)
            sum[i][j] = add ? *(const Vector *) (c + (size_t) i * ldc + 8 * j) : (Vector){0};
    for (int l = 0; l < k; l++) {
        const float *x = a + (size_t) l * a_column;
        Vector b0 = *(const Vector *) (b + (size_t) l * ldb);
        Vector b1 = *(const Vector *) (b + (size_t) l * ldb + 8);

        for (int i = 0; i < 4; i++) {
            float y = x[(size_t) i * a_row];

            sum[i][0] += y * b0;
            sum[i][1] += y * b1;
        }
    }
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 2; j++)
            *(Vector *) (c + (size_t) i * ldc + 8 * j) = sum[i][j];
}

static void multiply_rest(int m, int n, int k, const float *a, int a_row, int a_column, const float *b,
                          int ldb, float *c, int ldc, bool add)
{
    for (int i = 0; i < m; i++) {
        float *row = c + (size_t) i * ldc;

        if (!add)
            memset(row, 0, sizeof(float) * n);
        for (int l = 0; l < k; l++) {
            float y = a[(size_t) i * a_row + (size_t) l * a_column];

            for (int j = 0; j < n; j++)
                row[j] += y * b[(size_t) l * ldb + j];
        }
    }
}

void multiply(int m, int n, int k, const float *a, int a_row, int a_column, const float *b, int ldb, float *c,
              int ldc, bool add)
{
    int tiled_m = m / 4 * 4;
    int tiled_n = n / 16 * 16;

    for (int j = 0; j < tiled_n; j += 16)
        for (int i = 0; i < tiled_m; i += 4)
            multiply_tile(k, a + (size_t) i * a_row, a_row, a_column, b + j, ldb, c + (size_t) i * ldc + j,
                          ldc, add);
    if (tiled_n < n)
        multiply_rest(tiled_m, n - tiled_n, k, a, a_row, a_column, b + tiled_n, ldb, c + tiled_n, ldc, add);
    if (tiled_m < m)
        multiply_rest(m - tiled_m, n, k, a + (size_t) tiled_m * a_row, a_row, a_column, b, ldb,
                      c + (size_t) tiled_m * ldc, ldc, add);
}

void transpose(int rows, int columns, const float *from, float *to)
{
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
            to[(size_t) j * rows + i] = from[(size_t) i * columns + j];
}
