/*
 * network.c: the attribution network at work.
 *
 *   features -> sum of their vectors -> recurrent layer -> cue labels
 *                                            |
 *            for each likely cue:   states of its window, of the cue itself,
 *            places to the cue  ->  sum  ->  two recurrent layers -> role labels
 *
 * Reading one cue at a time, as semantic role labelling does, makes source and
 * content belong to their cue by construction and lets contents overlap.
 *
 * The recurrent layers are simple recurrent units (Lei, Zhang, Wang, Dai and
 * Artzi, 2018): products with the input give a candidate and two gates for
 * either direction, and what is sequential is element-wise:
 *
 *   f[t] = gate(xf[t] + vf * c[t-1] + bf)    c[t] = f[t] * c[t-1] + (1 - f[t]) * xc[t]
 *   r[t] = gate(xr[t] + vr * c[t-1] + br)    h[t] = r[t] * c[t] + (1 - r[t]) * x[t]
 *
 * with gate(z) = (1 + z / (1 + |z|)) / 2, a sigmoid without an exponential.
 *
 * The input of the first layer is a sum of vectors out of tables, with nothing
 * between it and the products. So the products of each vector can be known
 * beforehand, and are added instead: those of small tables by the trainer, those
 * of a word's form when the word is met (word_forms.c). The gates see the words
 * before and behind their token too, each through weights of its own, at the
 * price of an addition. The same holds where the second part begins: what a
 * token and the cue give is multiplied once a token and once a cue, not once for
 * every token of every window.
 */
#include "network.h"

#include <string.h>

#include "word_forms.h"
#include "lanes.h"

/* Sums count in sixteenths of what forms count in. */
#define FORM_SHIFT 4

struct OrNetwork {
    const OrModel *model;
    uint32_t length;           /* tokens of the present chunk */
    OrTokenFeatures *features; /* length */
    int16_t *sums;             /* length x 4 W: inputs and gates of the encoder */
    float *states;             /* length x W: its output */
    int16_t *rounded;          /* the same for products */
    float *scales;
    float *cues; /* length x OR_LABEL_COLUMNS: probabilities */

    bool *is_ready;      /* length: whether the next two have the token */
    float *inputs;       /* length x R: what each token gives the reading of roles */
    float *gates;        /* length x 3 R: and the gates of its first layer */
    float *window;       /* OR_LONGEST_WINDOW x R: what goes into a layer, then what comes out of it */
    float *window_gates; /* OR_LONGEST_WINDOW x 3 R */
    float *scores;       /* OR_LONGEST_WINDOW x OR_LABEL_COLUMNS */
    int16_t *window_rounded;
    float *window_scales;
};

OrNetwork *or_make_network(OrHost *host, const OrModel *model)
{
    OrNetwork *network = host->allocate(host, sizeof *network);
    size_t width = model->header.width, role = model->header.role_width;
    size_t rows = OR_LONGEST_CHUNK;

    *network = (OrNetwork){.model = model};
    network->features = host->allocate(host, sizeof *network->features * rows);
    network->sums = host->allocate(host, sizeof(int16_t) * rows * 4 * width);
    network->states = host->allocate(host, sizeof(float) * rows * width);
    network->rounded = host->allocate(host, sizeof(int16_t) * rows * width);
    network->scales = host->allocate(host, sizeof(float) * rows);
    network->cues = host->allocate(host, sizeof(float) * rows * OR_LABEL_COLUMNS);
    network->is_ready = host->allocate(host, sizeof(bool) * rows);
    network->inputs = host->allocate(host, sizeof(float) * rows * role);
    network->gates = host->allocate(host, sizeof(float) * rows * 3 * role);
    network->window = host->allocate(host, sizeof(float) * OR_LONGEST_WINDOW * role);
    network->window_gates = host->allocate(host, sizeof(float) * OR_LONGEST_WINDOW * 3 * role);
    network->scores = host->allocate(host, sizeof(float) * OR_LONGEST_WINDOW * OR_LABEL_COLUMNS);
    network->window_rounded = host->allocate(host, sizeof(int16_t) * OR_LONGEST_WINDOW * role);
    network->window_scales = host->allocate(host, sizeof(float) * OR_LONGEST_WINDOW);
    return network;
}

/* Multiply states of the encoder from `first` on. */
static void apply_to_states(OrNetwork *network, uint32_t first, uint32_t rows, const OrMatrix *matrix,
                            float *out)
{
    or_multiply(rows, network->rounded + (size_t) first * matrix->inputs, network->scales + first, matrix,
                out);
}

/* Multiply at most OR_LONGEST_WINDOW rows as wide as the role reader. */
static void apply_to_window(OrNetwork *network, uint32_t rows, const float *input, const OrMatrix *matrix,
                            float *out)
{
    or_round_rows(rows, matrix->inputs, input, network->window_rounded, network->window_scales);
    or_multiply(rows, network->window_rounded, network->window_scales, matrix, out);
}

/* ---- the encoder ---- */

OR_VECTORISED static void add_row(uint32_t count, int16_t *restrict sums, const int16_t *restrict row)
{
    for (uint32_t i = 0; i < count; i++)
        sums[i] = (int16_t) (sums[i] + row[i]);
}

OR_VECTORISED static void exchange_row(uint32_t count, int16_t *restrict sums, const int16_t *restrict old,
                                       const int16_t *restrict row)
{
    for (uint32_t i = 0; i < count; i++)
        sums[i] = (int16_t) (sums[i] - old[i] + row[i]);
}

OR_VECTORISED static void add_form(uint32_t count, int16_t *restrict sums, const int8_t *restrict values)
{
    for (uint32_t i = 0; i < count; i++)
        sums[i] = (int16_t) (sums[i] + values[i] * (1 << FORM_SHIFT));
}

OR_VECTORISED static void put_form(uint32_t count, int16_t *restrict sums, const int8_t *restrict values)
{
    for (uint32_t i = 0; i < count; i++)
        sums[i] = (int16_t) (values[i] * (1 << FORM_SHIFT));
}

/* Begin the sums of a chunk with what the forms give, and note the words. */
static void put_forms(OrNetwork *network, const OrDocument *document, OrRange chunk)
{
    uint32_t width = network->model->header.width;

    memset(network->sums, 0, sizeof(int16_t) * 4 * width);
    for (uint32_t i = 0; i < network->length; i++) {
        OrWordForm form = or_word_form_of(network->model, or_token_string(document, chunk.begin + i));
        int16_t *sums = network->sums + (size_t) i * 4 * width;

        network->features[i].word = form.word;
        put_form(width, sums, form.values);
        add_form(3 * width, sums + width, form.values + width);
        if (i + 1 < network->length)
            put_form(3 * width, sums + 5 * width, form.values + 4 * width);
        if (i > 0)
            add_form(3 * width, sums - 3 * width, form.values + 7 * width);
    }
}

/* Neighbours have most of their contexts in common: their sum is kept, and what differs is exchanged. */
static void add_contexts(OrNetwork *network)
{
    const OrModel *model = network->model;
    uint32_t count = 4 * model->header.width;
    int16_t contexts[4 * OR_WIDEST];
    uint16_t present[OR_FEATURE_COUNT] = {0};

    memset(contexts, 0, sizeof(int16_t) * count);
    for (int f = OR_FORM_FEATURE_COUNT; f < OR_FEATURE_COUNT; f++)
        add_row(count, contexts, model->contexts[f]);
    for (uint32_t i = 0; i < network->length; i++) {
        for (int f = OR_FORM_FEATURE_COUNT; f < OR_FEATURE_COUNT; f++) {
            uint16_t value = network->features[i].values[f];

            if (value != present[f])
                exchange_row(count, contexts, model->contexts[f] + (size_t) present[f] * count,
                             model->contexts[f] + (size_t) value * count);
            present[f] = value;
        }
        add_row(count, network->sums + (size_t) i * count, contexts);
    }
}

/* Of the three scores of a token, make probabilities. */
OR_VECTORISED static void normalise(const float *restrict bias, float *restrict scores)
{
    OrLanes all = *(const OrLanes *) scores + *(const OrLanes *) bias;
    OrLanes weights;
    float most = all[0];

    for (int i = 1; i < OR_CUE_LABEL_COUNT; i++)
        most = all[i] > most ? all[i] : most;
    weights = or_lanes_exp(all - most);
    *(OrLanes *) scores = weights / (weights[0] + weights[1] + weights[2]);
}

_Static_assert(OR_CUE_LABEL_COUNT == 3 && OR_LABEL_COLUMNS >= OR_LANES, "normalise adds three labels");

void or_read_chunk(OrNetwork *network, const OrDocument *document, const OrSpeakingNames *names,
                   OrRange chunk)
{
    const OrModel *model = network->model;

    network->length = or_range_length(chunk);
    memset(network->is_ready, 0, sizeof(bool) * network->length);
    put_forms(network, document, chunk);
    or_describe_context(document, names, chunk, network->features);
    add_contexts(network);
    or_run_whole_recurrence(network->length, model->header.width, &model->encoder, network->sums,
                            model->units, network->states);
    or_round_rows(network->length, model->header.width, network->states, network->rounded, network->scales);
    apply_to_states(network, 0, network->length, &model->cue, network->cues);
    for (uint32_t t = 0; t < network->length; t++)
        normalise(model->cue_bias, network->cues + (size_t) t * OR_LABEL_COLUMNS);
}

float or_cue_probability(const OrNetwork *network, uint32_t index, OrCueLabel label)
{
    return network->cues[(size_t) index * OR_LABEL_COLUMNS + label];
}

/* ---- the roles of a cue ---- */

/* Make ready the tokens of a run. */
static void make_ready(OrNetwork *network, uint32_t first, uint32_t count)
{
    const OrModel *model = network->model;
    size_t role = model->header.role_width;
    float *inputs = network->inputs + first * role;

    apply_to_states(network, first, count, &model->role_input, inputs);
    apply_to_window(network, count, inputs, &model->role_gates, network->gates + first * 3 * role);
    memset(network->is_ready + first, true, count);
}

/* Windows overlap: a token is made ready when the first one wants it. */
static void make_window_ready(OrNetwork *network, OrRange window)
{
    for (uint32_t t = window.begin; t < window.end; t++) {
        uint32_t first = t;

        while (t < window.end && !network->is_ready[t])
            t++;
        if (t > first)
            make_ready(network, first, t - first);
    }
}

/* What the cue itself gives every token of its window: R inputs, 3 R gates. */
static void describe_cue(OrNetwork *network, OrRange cue, float *inputs, float *gates)
{
    const OrModel *model = network->model;
    uint32_t role = model->header.role_width;
    float last[OR_WIDEST];

    apply_to_states(network, cue.begin, 1, &model->role_first, inputs);
    apply_to_states(network, cue.end - 1, 1, &model->role_last, last);
    for (uint32_t i = 0; i < role; i++)
        inputs[i] += last[i];
    apply_to_window(network, 1, inputs, &model->role_gates, gates);
}

/* The rows of places hold R inputs, then 3 R gates. */
OR_VECTORISED static void add_places(uint32_t count, const float *restrict token, const float *restrict cue,
                                     const float *const *rows, float *restrict sums)
{
    for (uint32_t i = 0; i < count; i += OR_LANES) {
        OrLanes sum = *(const OrLanes *) (token + i) + *(const OrLanes *) (cue + i);

        for (int p = 0; p < OR_PLACE_COUNT; p++)
            sum += *(const OrLanes *) (rows[p] + i);
        *(OrLanes *) (sums + i) = sum;
    }
}

static void add_bias(uint32_t rows, const float *bias, float *scores)
{
    for (uint32_t t = 0; t < rows; t++) {
        for (uint32_t i = 0; i < OR_LABEL_COLUMNS; i++)
            scores[t * OR_LABEL_COLUMNS + i] += bias[i];
    }
}

const float *or_score_roles(OrNetwork *network, OrRange cue, OrRange window, const OrPlaces *places)
{
    const OrModel *model = network->model;
    size_t role = model->header.role_width;
    uint32_t length = or_range_length(window);
    float cue_inputs[OR_WIDEST], cue_gates[3 * OR_WIDEST];

    make_window_ready(network, window);
    describe_cue(network, cue, cue_inputs, cue_gates);
    for (uint32_t t = 0; t < length; t++) {
        size_t token = window.begin + t;
        const float *rows[OR_PLACE_COUNT], *gate_rows[OR_PLACE_COUNT];

        for (int p = 0; p < OR_PLACE_COUNT; p++) {
            rows[p] = model->places[p] + places[t].values[p] * 4 * role;
            gate_rows[p] = rows[p] + role;
        }
        add_places((uint32_t) role, network->inputs + token * role, cue_inputs, rows,
                   network->window + t * role);
        add_places((uint32_t) role * 3, network->gates + token * 3 * role, cue_gates, gate_rows,
                   network->window_gates + t * 3 * role);
    }
    or_run_recurrence(length, (uint32_t) role, &model->role_below, network->window, network->window_gates,
                      network->window);
    apply_to_window(network, length, network->window, &model->role_between, network->window_gates);
    or_run_recurrence(length, (uint32_t) role, &model->role_above, network->window, network->window_gates,
                      network->window);
    apply_to_window(network, length, network->window, &model->role_output, network->scores);
    add_bias(length, model->role_output_bias, network->scores);
    return network->scores;
}
