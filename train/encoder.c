/*
 * encoder.c: see encoder.h.
 */
#include "encoder.h"

#include <stdlib.h>
#include <string.h>

static float *resize(float *block, int width, int rows)
{
    return realloc(block, sizeof(float) * (size_t) width * rows);
}

static void reserve(Chunk *chunk, const Settings *s)
{
    if (chunk->length <= chunk->room)
        return;
    chunk->room = chunk->length + chunk->length / 2;
    chunk->rows = realloc(chunk->rows, sizeof(int) * chunk->room);
    chunk->cue = resize(chunk->cue, OR_CUE_LABEL_COUNT, chunk->room);
    chunk->forms = resize(chunk->forms, s->form_width, chunk->room);
    chunk->sums = resize(chunk->sums, s->form_width, chunk->room);
    chunk->inputs = resize(chunk->inputs, s->width, chunk->room);
    chunk->states = resize(chunk->states, s->width, chunk->room);
    chunk->form_gradients = resize(chunk->form_gradients, s->form_width, chunk->room);
    chunk->sum_gradients = resize(chunk->sum_gradients, s->form_width, chunk->room);
    chunk->input_gradients = resize(chunk->input_gradients, s->width, chunk->room);
    chunk->gradients = resize(chunk->gradients, s->width, chunk->room);
}

void set_chunk(Chunk *chunk, const Network *network, const Example *example, OrRange range)
{
    chunk->example = example;
    chunk->begin = range.begin;
    chunk->end = range.end;
    chunk->length = (int) or_range_length(range);
    reserve(chunk, &network->settings);
}

static int choose_row(Network *network, const Example *example, uint32_t token, bool training)
{
    int row = word_row(&network->vocabulary, example->features[token].word);
    float alpha = network->settings.word_drop;

    if (!training || row == 0)
        return row;
    if (random_unit(&network->random) < alpha / (alpha + network->vocabulary.frequencies[row - 1]))
        return 0;
    if ((example->document.tokens[token].flags & OR_TOKEN_CAPITAL) &&
        random_unit(&network->random) < network->settings.name_drop)
        return 0;
    return row;
}

static void add_row(int width, float *sum, const Parameter *table, int row)
{
    const float *values = table->value + (size_t) row * width;

    for (int i = 0; i < width; i++)
        sum[i] += values[i];
}

static void embed(Network *network, Chunk *chunk, bool training)
{
    int width = network->settings.form_width;

    for (int t = 0; t < chunk->length; t++) {
        const OrTokenFeatures *features = &chunk->example->features[chunk->begin + t];
        float *form = chunk->forms + (size_t) t * width, *sum = chunk->sums + (size_t) t * width;

        chunk->rows[t] = choose_row(network, chunk->example, chunk->begin + t, training);
        memcpy(form, network->words->value + (size_t) chunk->rows[t] * width, sizeof(float) * width);
        for (int f = 0; f < OR_FORM_FEATURE_COUNT; f++)
            add_row(width, form, network->features[f], features->values[f]);
        memcpy(sum, form, sizeof(float) * width);
        for (int f = OR_FORM_FEATURE_COUNT; f < OR_FEATURE_COUNT; f++)
            add_row(width, sum, network->features[f], features->values[f]);
    }
}

static void add_gradient(int width, Parameter *table, int row, const float *gradient)
{
    float *values = gradient_row(table, row);

    for (int i = 0; i < width; i++)
        values[i] += gradient[i];
}

static void embed_backward(Network *network, Chunk *chunk)
{
    int width = network->settings.form_width;

    for (int t = 0; t < chunk->length; t++) {
        const OrTokenFeatures *features = &chunk->example->features[chunk->begin + t];
        const float *sum = chunk->sum_gradients + (size_t) t * width;
        float *form = chunk->form_gradients + (size_t) t * width;

        for (int f = OR_FORM_FEATURE_COUNT; f < OR_FEATURE_COUNT; f++)
            add_gradient(width, network->features[f], features->values[f], sum);
        for (int i = 0; i < width; i++)
            form[i] += sum[i];
        for (int f = 0; f < OR_FORM_FEATURE_COUNT; f++)
            add_gradient(width, network->features[f], features->values[f], form);
        add_gradient(width, network->words, chunk->rows[t], form);
    }
}

/* What the words before and behind add to the gates. */
static void add_neighbours(const Network *network, Chunk *chunk)
{
    int inputs = network->settings.form_width, gates = 3 * network->settings.width;
    float *out = chunk->trace.gates;

    multiply(chunk->length - 1, gates, inputs, chunk->forms, inputs, 1, network->before->value, gates,
             out + gates, gates, true);
    multiply(chunk->length - 1, gates, inputs, chunk->forms + inputs, inputs, 1, network->behind->value,
             gates, out, gates, true);
}

static void add_neighbours_backward(const Network *network, Chunk *chunk)
{
    int inputs = network->settings.form_width, gates = 3 * network->settings.width;
    const float *from = chunk->trace.gradients;

    product_backward(network->before, chunk->length - 1, chunk->forms, from + gates, chunk->form_gradients);
    product_backward(network->behind, chunk->length - 1, chunk->forms + inputs, from,
                     chunk->form_gradients + inputs);
}

static void drop(Network *network, Chunk *chunk)
{
    const Settings *s = &network->settings;

    make_mask(&network->random, s->form_width, s->drop, chunk->sum_mask);
    make_mask(&network->random, s->width, s->drop, chunk->mask);
    apply_mask(chunk->length, s->form_width, chunk->sum_mask, chunk->forms);
    apply_mask(chunk->length, s->form_width, chunk->sum_mask, chunk->sums);
}

void encode(Network *network, Chunk *chunk, bool training)
{
    const Settings *s = &network->settings;

    embed(network, chunk, training);
    if (training)
        drop(network, chunk);
    linear_forward(&network->input, chunk->length, chunk->sums, chunk->inputs);
    sru_multiply(&network->encoder, chunk->length, chunk->sums, &chunk->trace);
    add_neighbours(network, chunk);
    sru_scan(&network->encoder, chunk->inputs, &chunk->trace, chunk->states);
    if (training)
        apply_mask(chunk->length, s->width, chunk->mask, chunk->states);
    memset(chunk->gradients, 0, sizeof(float) * s->width * chunk->length);
    linear_forward(&network->cue, chunk->length, chunk->states, chunk->cue);
    for (int t = 0; t < chunk->length; t++)
        softmax(OR_CUE_LABEL_COUNT, chunk->cue + (size_t) t * OR_CUE_LABEL_COUNT);
}

void encode_backward(Network *network, Chunk *chunk)
{
    const Settings *s = &network->settings;

    memset(chunk->form_gradients, 0, sizeof(float) * s->form_width * chunk->length);
    memset(chunk->sum_gradients, 0, sizeof(float) * s->form_width * chunk->length);
    memset(chunk->input_gradients, 0, sizeof(float) * s->width * chunk->length);
    apply_mask(chunk->length, s->width, chunk->mask, chunk->gradients);
    sru_scan_backward(&network->encoder, chunk->inputs, &chunk->trace, chunk->gradients,
                      chunk->input_gradients);
    sru_multiply_backward(&network->encoder, chunk->sums, &chunk->trace, chunk->sum_gradients);
    linear_backward(&network->input, chunk->length, chunk->sums, chunk->input_gradients,
                    chunk->sum_gradients);
    add_neighbours_backward(network, chunk);
    apply_mask(chunk->length, s->form_width, chunk->sum_mask, chunk->form_gradients);
    apply_mask(chunk->length, s->form_width, chunk->sum_mask, chunk->sum_gradients);
    embed_backward(network, chunk);
}
