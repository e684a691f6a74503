/*
 * export.c: see export.h. Floats become whole numbers here: the tables of
 * vectors with one unit for all, so that their sum stays within 16 bits; the
 * matrices with a scale a column.
 */
#include "export.h"

#include "attribution/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void write_matrix(const Parameter *p, const OrMatrix *matrix)
{
    int16_t *weights = (int16_t *) matrix->weights;
    float *scales = (float *) matrix->scales;

    for (int j = 0; j < p->columns; j++) {
        float largest = 1e-6f;

        for (int i = 0; i < p->rows; i++)
            largest = fmaxf(largest, fabsf(p->value[(size_t) i * p->columns + j]));
        scales[j] = largest / OR_KERNEL_LARGEST;
        for (int i = 0; i < p->rows; i++)
            weights[or_kernel_index(matrix, (uint32_t) i, (uint32_t) j)] =
                (int16_t) lrintf(p->value[(size_t) i * p->columns + j] / scales[j]);
    }
}

static void write_layer(const Sru *sru, const OrRecurrentLayer *layer)
{
    write_matrix(sru->weights, &layer->gates);
    write_floats(sru->memory->value, (size_t) 4 * sru->half, layer->memory);
    write_floats(sru->bias->value, (size_t) 4 * sru->half, layer->bias);
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

static void write_sections(const Network *network, const OrModel *model)
{
    write_words(&network->vocabulary, model);
    write_table(network->words, model->header.unit, model->words);
    for (int f = 0; f < OR_FEATURE_COUNT; f++)
        write_table(network->features[f], model->header.unit, model->features[f]);
    for (int i = 0; i < network->settings.layers; i++)
        write_layer(&network->encoder[i], &model->encoder[i]);
    write_matrix(network->cue.weights, &model->cue);
    write_floats(network->cue.bias->value, OR_CUE_LABEL_COUNT, model->cue_bias);
    write_matrix(network->role_input.weights, &model->role_input);
    write_floats(network->role_input.bias->value, (size_t) network->settings.role_width, model->role_bias);
    write_matrix(network->role_first.weights, &model->role_first);
    write_matrix(network->role_last.weights, &model->role_last);
    for (int p = 0; p < OR_PLACE_COUNT; p++)
        write_floats(network->places[p]->value,
                     (size_t) network->places[p]->rows * network->places[p]->columns, model->places[p]);
    for (int i = 0; i < network->settings.role_layers; i++)
        write_layer(&network->role[i], &model->role[i]);
    write_matrix(network->role_output.weights, &model->role_output);
    write_floats(network->role_output.bias->value, OR_ROLE_LABEL_COUNT, model->role_output_bias);
    write_floats(network->transitions->value, OR_ROLE_LABEL_COUNT * OR_ROLE_LABEL_COUNT, model->transitions);
}

static OrModelHeader make_header(const Network *network, float least_speech, float least_other)
{
    OrModelHeader header = {.format = OR_MODEL_FORMAT, .word_slots = 64};
    float largest = largest_of(network->words);

    memcpy(header.magic, OR_MODEL_MAGIC, sizeof header.magic);
    header.width = (uint32_t) network->settings.width;
    header.layers = (uint32_t) network->settings.layers;
    header.role_width = (uint32_t) network->settings.role_width;
    header.role_layers = (uint32_t) network->settings.role_layers;
    header.word_rows = (uint32_t) network->vocabulary.count + 1;
    while (header.word_slots < 2 * header.word_rows)
        header.word_slots *= 2;
    header.least_cue = network->settings.candidate;
    header.least_speech = least_speech;
    header.least_other = least_other;
    for (int f = 0; f < OR_FEATURE_COUNT; f++)
        largest = fmaxf(largest, largest_of(network->features[f]));
    header.unit = largest * (OR_FEATURE_COUNT + 1) / 32767;
    return header;
}

void export_model(const Network *network, float least_speech, float least_other, const char *path)
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
    write_sections(network, &model);
    header.checksum = or_model_checksum(bytes + sizeof header, size - sizeof header);
    memcpy(bytes, &header, sizeof header);
    if (fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
    free(bytes);
    printf("%s: %zu bytes\n", path, size);
}
