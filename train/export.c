/*
 * export.c: see export.h. Floats become whole numbers here: the tables of
 * vectors with one unit for all, so that their sum stays within 16 bits; the
 * matrices with a scale a column; the sums of the first layer with a unit a
 * column, the largest that training saw filling the byte of a form.
 */
#include "export.h"

#include "attribution/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sums count in sixteenths of what forms count in (core/attribution/network.c). */
#define SUMS_PER_FORM 16
/* So that the contexts of a token and three forms stay within 16 bits. */
#define LARGEST_CONTEXT 5000

static float largest_of(const Parameter *p)
{
    float largest = 0;

    for (size_t i = 0; i < (size_t) p->rows * p->columns; i++)
        largest = fmaxf(largest, fabsf(p->value[i]));
    return largest;
}

static void write_table(const Parameter *p, float unit, const int16_t *to)
{
    int16_t *out = (int16_t *) to;

    for (size_t i = 0; i < (size_t) p->rows * p->columns; i++)
        out[i] = (int16_t) lrintf(p->value[i] / unit);
}

static void write_floats(const float *from, size_t count, const float *to)
{
    memcpy((float *) to, from, sizeof(float) * count);
}

/* The columns of a product out of several: weights[input * columns + output]. */
typedef struct Columns {
    int rows, columns;
    float *weights;
} Columns;

static Columns new_columns(int rows, int columns)
{
    return (Columns){rows, columns, calloc((size_t) rows * columns, sizeof(float))};
}

/* Copy a parameter to the columns from `to` on. */
static void copy_columns(Columns *columns, int to, const Parameter *p)
{
    for (int i = 0; i < p->rows; i++)
        memcpy(columns->weights + (size_t) i * columns->columns + to, p->value + (size_t) i * p->columns,
               sizeof(float) * p->columns);
}

/* `per_unit`, where there is one, says how many units a value of 1 is in each column. */
static void write_columns(const Columns *columns, const float *per_unit, const OrMatrix *matrix)
{
    int16_t *weights = (int16_t *) matrix->weights;
    float *scales = (float *) matrix->scales;

    for (int j = 0; j < columns->columns; j++) {
        float largest = 1e-6f;

        for (int i = 0; i < columns->rows; i++)
            largest = fmaxf(largest, fabsf(columns->weights[(size_t) i * columns->columns + j]));
        scales[j] = largest / OR_KERNEL_LARGEST;
        for (int i = 0; i < columns->rows; i++)
            weights[or_kernel_index(matrix, (uint32_t) i, (uint32_t) j)] =
                (int16_t) lrintf(columns->weights[(size_t) i * columns->columns + j] / scales[j]);
        if (per_unit != NULL)
            scales[j] *= per_unit[j];
    }
}

static void write_matrix(const Parameter *p, const OrMatrix *matrix)
{
    write_columns(&(Columns){p->rows, p->columns, p->value}, NULL, matrix);
}

static void write_recurrence(const Sru *sru, const OrRecurrence *recurrence)
{
    write_floats(sru->memory->value, (size_t) 4 * sru->half, recurrence->memory);
    write_floats(sru->bias->value, (size_t) 4 * sru->half, recurrence->bias);
}

static void write_words(const Vocabulary *vocabulary, const OrModel *model)
{
    OrWordSlot *slots = (OrWordSlot *) model->slots;
    uint32_t mask = model->header.word_slots - 1;

    for (int i = 0; i < vocabulary->count; i++) {
        uint32_t slot = vocabulary->hashes[i] & mask;

        while (slots[slot].row != 0)
            slot = (slot + 1) & mask;
        slots[slot] = (OrWordSlot){vocabulary->hashes[i], (uint32_t) i + 1};
    }
}

static void sum_form(const Network *network, const OrTokenFeatures *features, float *sum)
{
    int width = network->settings.form_width;

    memcpy(sum, network->words->value + (size_t) word_row(&network->vocabulary, features->word) * width,
           sizeof(float) * width);
    for (int f = 0; f < OR_FORM_FEATURE_COUNT; f++)
        for (int i = 0; i < width; i++)
            sum[i] += network->features[f]->value[(size_t) features->values[f] * width + i];
}

/* The largest that the forms of a document give each column. */
static void find_largest(const Network *network, const Example *example, const Columns *columns,
                         float *largest)
{
    int count = (int) example->document.token_count, width = columns->rows;
    float *sums = calloc((size_t) count * width + 1, sizeof(float));
    float *products = calloc((size_t) count * columns->columns + 1, sizeof(float));

    for (int t = 0; t < count; t++)
        sum_form(network, &example->features[t], sums + (size_t) t * width);
    multiply(count, columns->columns, width, sums, width, 1, columns->weights, columns->columns, products,
             columns->columns, false);
    for (int t = 0; t < count; t++)
        for (int j = 0; j < columns->columns; j++)
            largest[j] = fmaxf(largest[j], fabsf(products[(size_t) t * columns->columns + j]));
    free(products);
    free(sums);
}

/* The column of sums that column j of a form is added to. */
static int column_of_sum(int j, int width)
{
    return j < 4 * width ? j : width + (j - 4 * width) % (3 * width);
}

static void write_contexts(const Network *network, const Columns *own, const float *per_unit,
                           const OrModel *model)
{
    int count = own->columns, width = own->rows;

    for (int f = OR_FORM_FEATURE_COUNT; f < OR_FEATURE_COUNT; f++) {
        int16_t *out = (int16_t *) model->contexts[f];
        int rows = network->features[f]->rows;
        float *products = calloc((size_t) rows * count, sizeof(float));

        multiply(rows, count, width, network->features[f]->value, width, 1, own->weights, count, products,
                 count, false);
        for (int i = 0; i < rows * count; i++)
            out[i] = (int16_t) lrintf(fmaxf(
                -LARGEST_CONTEXT, fminf(LARGEST_CONTEXT, products[i] * per_unit[i % count] * SUMS_PER_FORM)));
        free(products);
    }
}

static void write_forms(const Network *network, const Corpus *corpus, const OrModel *model)
{
    int width = network->settings.width;
    Columns own = new_columns(network->settings.form_width, 4 * width);
    Columns all = new_columns(network->settings.form_width, 10 * width);
    float *largest = calloc((size_t) 10 * width, sizeof(float));
    float *per_unit = calloc((size_t) 10 * width, sizeof(float)), *units = (float *) model->units;

    copy_columns(&own, 0, network->input.weights);
    copy_columns(&own, width, network->encoder.weights);
    copy_columns(&all, 0, network->input.weights);
    copy_columns(&all, width, network->encoder.weights);
    copy_columns(&all, 4 * width, network->before);
    copy_columns(&all, 7 * width, network->behind);
    for (int e = 0; e < corpus->count; e++)
        find_largest(network, &corpus->examples[e], &all, largest);
    for (int j = 4 * width; j < 10 * width; j++) {
        int sum = column_of_sum(j, width);

        largest[sum] = fmaxf(largest[sum], largest[j]);
    }
    for (int j = 0; j < 10 * width; j++) {
        float most = fmaxf(largest[column_of_sum(j, width)], 1e-3f);

        per_unit[j] = INT8_MAX / most;
        if (j < 4 * width)
            units[j] = most / INT8_MAX / SUMS_PER_FORM;
    }
    write_columns(&all, per_unit, &model->form);
    write_contexts(network, &own, per_unit, model);
    free(per_unit);
    free(largest);
    free(all.weights);
    free(own.weights);
}

static void write_encoder(const Network *network, const Corpus *corpus, const OrModel *model)
{
    write_words(&network->vocabulary, model);
    write_table(network->words, model->header.unit, model->words);
    for (int f = 0; f < OR_FORM_FEATURE_COUNT; f++)
        write_table(network->features[f], model->header.unit, model->features[f]);
    write_forms(network, corpus, model);
    write_recurrence(&network->encoder, &model->encoder);
    write_matrix(network->cue.weights, &model->cue);
    write_floats(network->cue.bias->value, OR_CUE_LABEL_COUNT, model->cue_bias);
}

/* The vectors of places with the gates they give. The bias of the role input goes with the first, which every
 * token has. */
static void write_places(const Network *network, const OrModel *model)
{
    const Parameter *gates = network->role[0].weights;
    int role = gates->rows;

    for (int p = 0; p < OR_PLACE_COUNT; p++) {
        for (int row = 0; row < network->places[p]->rows; row++) {
            float *out = (float *) model->places[p] + (size_t) row * 4 * role;

            for (int i = 0; i < role; i++)
                out[i] = network->places[p]->value[(size_t) row * role + i] +
                         (p == 0 ? network->role_input.bias->value[i] : 0);
            multiply(1, 3 * role, role, out, role, 1, gates->value, 3 * role, out + role, 3 * role, false);
        }
    }
}

static void write_roles(const Network *network, const OrModel *model)
{
    write_matrix(network->role_input.weights, &model->role_input);
    write_matrix(network->role_first.weights, &model->role_first);
    write_matrix(network->role_last.weights, &model->role_last);
    write_matrix(network->role[0].weights, &model->role_gates);
    write_places(network, model);
    write_recurrence(&network->role[0], &model->role_below);
    write_matrix(network->role[1].weights, &model->role_between);
    write_recurrence(&network->role[1], &model->role_above);
    write_matrix(network->role_output.weights, &model->role_output);
    write_floats(network->role_output.bias->value, OR_ROLE_LABEL_COUNT, model->role_output_bias);
    write_floats(network->transitions->value, OR_ROLE_LABEL_COUNT * OR_ROLE_LABEL_COUNT, model->transitions);
}

static OrModelHeader make_header(const Network *network, float least_speech, float least_other)
{
    OrModelHeader header = {.format = OR_MODEL_FORMAT, .word_slots = 64};
    float largest = largest_of(network->words);

    memcpy(header.magic, OR_MODEL_MAGIC, sizeof header.magic);
    header.form_width = (uint32_t) network->settings.form_width;
    header.width = (uint32_t) network->settings.width;
    header.role_width = (uint32_t) network->settings.role_width;
    header.word_rows = (uint32_t) network->vocabulary.count + 1;
    while (header.word_slots < 2 * header.word_rows)
        header.word_slots *= 2;
    header.least_speech = least_speech;
    header.least_other = least_other;
    for (int f = 0; f < OR_FORM_FEATURE_COUNT; f++)
        largest = fmaxf(largest, largest_of(network->features[f]));
    header.unit = largest * (OR_FORM_FEATURE_COUNT + 1) / 32767;
    return header;
}

void export_model(const Network *network, const Corpus *corpus, float least_speech, float least_other,
                  const char *path)
{
    OrModelHeader header = make_header(network, least_speech, least_other);
    OrModel model;
    size_t size = or_lay_out_model(&header, NULL, &model);
    char *bytes = aligned_alloc(OR_MODEL_ALIGNMENT, size);
    FILE *file = fopen(path, "wb");

    if (bytes == NULL || file == NULL) {
        perror(path);
        exit(1);
    }
    memset(bytes, 0, size);
    header.size = (uint32_t) size;
    or_lay_out_model(&header, bytes, &model);
    write_encoder(network, corpus, &model);
    write_roles(network, &model);
    header.checksum = or_model_checksum(bytes + sizeof header, size - sizeof header);
    memcpy(bytes, &header, sizeof header);
    if (fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
    free(bytes);
    printf("%s: %zu bytes\n", path, size);
}
