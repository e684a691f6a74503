/*
 * tensor.h: matrices of parameters with their gradients, the products between
 * them, and Adam. One thread, a fixed order of operations: the same corpus and
 * seed give the same bits.
 */
#ifndef ONRECORD_TRAIN_TENSOR_H
#define ONRECORD_TRAIN_TENSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Parameter {
    const char *name;
    int rows, columns;
    bool sparse; /* a table of vectors: only the rows that were used get updated */
    float *value, *gradient, *first, *second, *average;
    uint8_t *used; /* sparse: rows with a gradient */
    int *used_rows;
    int used_count;
} Parameter;

#define MAX_PARAMETERS 96

typedef struct Parameters {
    Parameter *items[MAX_PARAMETERS];
    int count;
    long step;
    long averaged;
} Parameters;

/* A reproducible stream of random numbers (xorshift64*). */
typedef struct Random {
    uint64_t state;
} Random;

uint64_t random_bits(Random *random);
float random_unit(Random *random); /* [0, 1) */
float random_normal(Random *random);

Parameter *add_parameter(Parameters *all, const char *name, int rows, int columns, float deviation,
                         bool sparse, Random *random);

/* The gradient row of a table, marked as used. */
float *gradient_row(Parameter *table, int row);

/* One step of Adam over all gradients, which are cleared. Gradients are clipped to a norm of `clip`. */
void adam_step(Parameters *all, float rate, float decay, float clip);

/* Averaging of weights: add the present ones; at the end, put the mean in their place. */
void add_to_average(Parameters *all);
void swap_with_average(Parameters *all);

/* c[m x n] (+)= a[m x k] * b[k x n]; element a(i, l) lies at a[i * a_row + l * a_column]. */
void multiply(int m, int n, int k, const float *a, int a_row, int a_column, const float *b, int ldb, float *c,
              int ldc, bool add);

void transpose(int rows, int columns, const float *from, float *to);

#endif
