/*
 * network.c: the attribution network at work.
 *
 *   features -> sum of their vectors -> recurrent layers -> cue labels
 *                                             |
 *             for each likely cue:   states of its window, of the cue itself,
 *             places to the cue  ->  sum  ->  recurrent layers -> role labels
 *
 * Reading one cue at a time, as semantic role labelling does, makes source and
 * content belong to their cue by construction and lets contents overlap.
 *
 * The recurrent layers are simple recurrent units (Lei, Zhang, Wang, Dai and
 * Artzi, 2018): one product with the input gives a candidate and two gates for
 * either direction, and what is sequential is element-wise:
 *
 *   f[t] = gate(xf[t] + vf * c[t-1] + bf)    c[t] = f[t] * c[t-1] + (1 - f[t]) * xc[t]
 *   r[t] = gate(xr[t] + vr * c[t-1] + br)    h[t] = r[t] * c[t] + (1 - r[t]) * x[t]
 *
 * with gate(z) = (1 + z / (1 + |z|)) / 2, a sigmoid without an exponential.
 */
#include "network.h"

#include <math.h>
#include <string.h>

struct OrNetwork {
    OrHost *host;
    const OrModel *model;
    uint32_t length; /* tokens of the present chunk */
    float *states;   /* length x W: the encoder's last layer */
    float *cues;     /* length x OR_LABEL_COLUMNS: scores, then probabilities */
    float *inputs;   /* length x R: role input, computed once a chunk */
    bool has_inputs;
    float *values;    /* a layer's output, or the sums of a window */
    float *gates;     /* rows x 3n of a recurrent layer */
    int16_t *rounded; /* rows x n */
    float *scales;    /* rows */
    float *scores;    /* window x OR_LABEL_COLUMNS */
};

OrNetwork *or_make_network(OrHost *host, const OrModel *model, uint32_t longest)
{
    OrNetwork *network = host->allocate(host, sizeof *network);
    size_t rows = longest;
    size_t width = model->header.width, role = model->header.role_width;
    size_t widest = width > role ? width : role;

    *network = (OrNetwork){.host = host, .model = model};
    network->states = host->allocate(host, sizeof(float) * rows * width);
    network->cues = host->allocate(host, sizeof(float) * rows * OR_LABEL_COLUMNS);
    network->inputs = host->allocate(host, sizeof(float) * rows * role);
    network->values = host->allocate(host, sizeof(float) * rows * widest);
    network->gates = host->allocate(host, sizeof(float) * rows * 3 * widest);
    network->rounded = host->allocate(host, sizeof(int16_t) * rows * widest);
    network->scales = host->allocate(host, sizeof(float) * rows);
    network->scores = host->allocate(host, sizeof(float) * OR_LONGEST_WINDOW * OR_LABEL_COLUMNS);
    return network;
}

void or_release_network(OrNetwork *network)
{
    OrHost *host = network->host;

    host->release(host, network->states);
    host->release(host, network->cues);
    host->release(host, network->inputs);
    host->release(host, network->values);
    host->release(host, network->gates);
    host->release(host, network->rounded);
    host->release(host, network->scales);
    host->release(host, network->scores);
    host->release(host, network);
}

static void apply_matrix(OrNetwork *network, uint32_t rows, const float *input, const OrMatrix *matrix,
                         float *out)
{
    or_round_rows(rows, matrix->inputs, input, network->rounded, network->scales);
    or_multiply(rows, network->rounded, network->scales, matrix, out);
}

/* One direction at one token: cells[half] go on from the token before. */
OR_VECTORISED static void step(uint32_t half, const float *restrict gates, const float *restrict memory,
                               const float *restrict bias, float *restrict cells, const float *restrict input,
                               float *restrict output)
{
    for (uint32_t i = 0; i < half; i++) {
        float before = cells[i];
        float forget = gates[half + i] + memory[i] * before + bias[i];
        float reset = gates[2 * half + i] + memory[half + i] * before + bias[half + i];
        float cell;

        forget = 0.5f + 0.5f * forget / (1.0f + fabsf(forget));
        reset = 0.5f + 0.5f * reset / (1.0f + fabsf(reset));
        cell = forget * before + (1.0f - forget) * gates[i];
        cells[i] = cell;
        output[i] = reset * cell + (1.0f - reset) * input[i];
    }
}

/* A recurrent layer over `values`, which its output replaces. */
static void apply_recurrent_layer(OrNetwork *network, uint32_t rows, const OrRecurrentLayer *layer,
                                  float *values)
{
    uint32_t width = layer->gates.inputs, half = width / 2;

    apply_matrix(network, rows, values, &layer->gates, network->gates);
    for (uint32_t direction = 0; direction < 2; direction++) {
        const float *memory = layer->memory + direction * width;
        const float *bias = layer->bias + direction * width;
        float cells[OR_WIDEST / 2] = {0};
        float input[OR_WIDEST / 2];

        for (uint32_t s = 0; s < rows; s++) {
            size_t t = direction == 0 ? s : rows - 1 - s;
            float *value = values + t * width + direction * half;

            memcpy(input, value, sizeof(float) * half);
            step(half, network->gates + t * 3 * width + direction * 3 * half, memory, bias, cells, input,
                 value);
        }
    }
}

OR_VECTORISED static void add_rows(uint32_t width, int16_t *restrict sum, const int16_t *restrict row)
{
    for (uint32_t i = 0; i < width; i++)
        sum[i] = (int16_t) (sum[i] + row[i]);
}

/* The trainer keeps the tables so small that the sum of one row of each fits 16 bits. */
static void sum_vectors(const OrModel *model, const OrTokenFeatures *features, float *value)
{
    uint32_t width = model->header.width;
    int16_t sum[OR_WIDEST];

    memcpy(sum, model->words + (size_t) or_known_word(model, features->word) * width,
           sizeof(int16_t) * width);
    for (int f = 0; f < OR_FEATURE_COUNT; f++)
        add_rows(width, sum, model->features[f] + (size_t) features->values[f] * width);
    for (uint32_t i = 0; i < width; i++)
        value[i] = (float) sum[i] * model->header.unit;
}

/* Of the three scores of a token, make probabilities. */
static void normalise(float *scores)
{
    float most = scores[0], sum = 0;

    for (int i = 1; i < OR_CUE_LABEL_COUNT; i++)
        most = scores[i] > most ? scores[i] : most;
    for (int i = 0; i < OR_CUE_LABEL_COUNT; i++)
        sum += scores[i] = or_exp(scores[i] - most);
    for (int i = 0; i < OR_CUE_LABEL_COUNT; i++)
        scores[i] /= sum;
}

static void add_bias(uint32_t rows, uint32_t width, const float *bias, float *values)
{
    for (uint32_t t = 0; t < rows; t++) {
        for (uint32_t i = 0; i < width; i++)
            values[(size_t) t * width + i] += bias[i];
    }
}

void or_read_chunk(OrNetwork *network, uint32_t length, const OrTokenFeatures *features)
{
    const OrModel *model = network->model;

    network->length = length;
    network->has_inputs = false;
    for (uint32_t t = 0; t < length; t++)
        sum_vectors(model, &features[t], network->states + (size_t) t * model->header.width);
    for (uint32_t i = 0; i < model->header.layers; i++)
        apply_recurrent_layer(network, length, &model->encoder[i], network->states);
    apply_matrix(network, length, network->states, &model->cue, network->cues);
    add_bias(length, OR_LABEL_COLUMNS, model->cue_bias, network->cues);
    for (uint32_t t = 0; t < length; t++)
        normalise(network->cues + (size_t) t * OR_LABEL_COLUMNS);
}

float or_cue_probability(const OrNetwork *network, uint32_t index, OrCueLabel label)
{
    return network->cues[(size_t) index * OR_LABEL_COLUMNS + label];
}

static void make_inputs(OrNetwork *network)
{
    const OrModel *model = network->model;

    if (network->has_inputs)
        return;
    apply_matrix(network, network->length, network->states, &model->role_input, network->inputs);
    add_bias(network->length, model->header.role_width, model->role_bias, network->inputs);
    network->has_inputs = true;
}

/* What the cue itself adds to every token of its window. */
static void describe_cue(OrNetwork *network, OrRange cue, float *sum)
{
    const OrModel *model = network->model;
    uint32_t width = model->header.width, role = model->header.role_width;
    float last[OR_WIDEST];

    apply_matrix(network, 1, network->states + (size_t) cue.begin * width, &model->role_first, sum);
    apply_matrix(network, 1, network->states + (size_t) (cue.end - 1) * width, &model->role_last, last);
    for (uint32_t i = 0; i < role; i++)
        sum[i] += last[i];
}

OR_VECTORISED static void place_value(uint32_t width, const float *restrict input, const float *restrict cue,
                                      const float *const *rows, float *restrict value)
{
    for (uint32_t i = 0; i < width; i++) {
        float sum = input[i] + cue[i];

        for (int p = 0; p < OR_PLACE_COUNT; p++)
            sum += rows[p][i];
        value[i] = sum > 0 ? sum : 0;
    }
}

const float *or_score_roles(OrNetwork *network, OrRange cue, OrRange window, const OrPlaces *places)
{
    const OrModel *model = network->model;
    uint32_t role = model->header.role_width;
    uint32_t length = or_range_length(window);
    float sum[OR_WIDEST];

    make_inputs(network);
    describe_cue(network, cue, sum);
    for (uint32_t t = 0; t < length; t++) {
        const float *rows[OR_PLACE_COUNT];

        for (int p = 0; p < OR_PLACE_COUNT; p++)
            rows[p] = model->places[p] + (size_t) places[t].values[p] * role;
        place_value(role, network->inputs + (size_t) (window.begin + t) * role, sum, rows,
                    network->values + (size_t) t * role);
    }
    for (uint32_t i = 0; i < model->header.role_layers; i++)
        apply_recurrent_layer(network, length, &model->role[i], network->values);
    apply_matrix(network, length, network->values, &model->role_output, network->scores);
    add_bias(length, OR_LABEL_COLUMNS, model->role_output_bias, network->scores);
    return network->scores;
}
