/*
 * test_attribution.c: the parts of the attribution model whose results are
 * known without a corpus: its arithmetic, its decoder, its windows, and the
 * reading of its file.
 */
#include "tap.h"

#include <math.h>
#include <stdlib.h>

#include "attribution/decode.h"
#include "attribution/word_forms.h"
#include "attribution/kernel.h"
#include "attribution/lanes.h"
#include "attribution/model.h"

static float random_unit(void)
{
    return (float) rand() / (float) RAND_MAX * 2 - 1;
}

/* The product by its definition, in double precision. */
static double product(const int16_t *row, const OrMatrix *matrix, uint32_t output)
{
    double sum = 0;

    for (uint32_t i = 0; i < matrix->inputs; i++)
        sum += (double) row[i] * matrix->weights[or_kernel_index(matrix, i, output)];
    return sum * matrix->scales[output];
}

static void test_kernel(void)
{
    enum { ROWS = 7, INPUTS = 48, OUTPUTS = 32 };
    static int16_t weights[INPUTS * OUTPUTS], rounded[ROWS * INPUTS];
    float scales[OUTPUTS], values[ROWS * INPUTS], row_scales[ROWS], out[ROWS * OUTPUTS],
        plain[ROWS * OUTPUTS];
    OrMatrix matrix = {weights, scales, INPUTS, OUTPUTS};
    double worst = 0;

    srand(1);
    for (int i = 0; i < INPUTS * OUTPUTS; i++)
        weights[i] = (int16_t) (random_unit() * OR_KERNEL_LARGEST);
    for (int i = 0; i < OUTPUTS; i++)
        scales[i] = 0.001f * (1 + (float) i);
    for (int i = 0; i < ROWS * INPUTS; i++)
        values[i] = 3 * random_unit();
    or_round_rows(ROWS, INPUTS, values, rounded, row_scales);
    for (int i = 0; i < ROWS * INPUTS; i++)
        worst = fmax(worst, fabs(rounded[i] * row_scales[i / INPUTS] - values[i]) / row_scales[i / INPUTS]);
    ok(worst <= 0.501, "values are rounded to the nearest step (worst: %.3f steps)", worst);
    or_multiply(ROWS, rounded, row_scales, &matrix, out);
    worst = 0;
    for (uint32_t t = 0; t < ROWS; t++)
        for (uint32_t j = 0; j < OUTPUTS; j++) {
            double want = product(rounded + t * INPUTS, &matrix, j) * row_scales[t];

            worst = fmax(worst, fabs(out[t * OUTPUTS + j] - want) / (1 + fabs(want)));
        }
    ok(worst < 1e-6, "a product is what its definition says (worst relative error %.2g)", worst);
    or_multiply_plainly(ROWS, rounded, row_scales, &matrix, plain);
    ok(memcmp(plain, out, sizeof plain) == 0, "vectors and plain C give the same bits");
}

static void test_exp(void)
{
    double worst = 0;
    OrLanes ends = {-1e9f, 0, -81};

    for (float x = -79; x < 71; x += 0.37f) {
        OrLanes lanes = or_lanes_exp((OrLanes){0, 1, 2, 3, 4, 5, 6, 7} + x);

        for (int i = 0; i < OR_LANES; i++)
            worst = fmax(worst, fabs(lanes[i] / exp(x + (float) i) - 1));
    }
    ok(worst < 1e-5, "or_lanes_exp is e to the x (worst relative error %.2g)", worst);
    ends = or_lanes_exp(ends);
    ok(ends[0] == 0 && ends[1] == 1 && ends[2] == 0, "or_lanes_exp at its ends");
}

/* The gate of network.c, by its formula. */
static double gate(double z)
{
    return (1 + z / (1 + fabs(z))) / 2;
}

enum { UNIT_ROWS = 9, UNIT_WIDTH = 16, UNIT_HALF = UNIT_WIDTH / 2 };

/* One direction of a unit by the formulas of network.c. */
static void run_plainly(int direction, const OrRecurrence *unit, const float *x, const float *gates,
                        double *output)
{
    const float *memory = unit->memory + direction * UNIT_WIDTH, *bias = unit->bias + direction * UNIT_WIDTH;

    for (int i = 0; i < UNIT_HALF; i++) {
        double cell = 0;

        for (int s = 0; s < UNIT_ROWS; s++) {
            int t = direction == 0 ? s : UNIT_ROWS - 1 - s;
            int place = t * UNIT_WIDTH + direction * UNIT_HALF + i;
            const float *gate_row = gates + t * 3 * UNIT_WIDTH + direction * 3 * UNIT_HALF + i;
            double f = gate(gate_row[UNIT_HALF] + memory[i] * cell + bias[i]);
            double r = gate(gate_row[2 * UNIT_HALF] + memory[UNIT_HALF + i] * cell + bias[UNIT_HALF + i]);

            cell = f * cell + (1 - f) * gate_row[0];
            output[place] = r * cell + (1 - r) * x[place];
        }
    }
}

static void test_recurrence(void)
{
    float x[UNIT_ROWS * UNIT_WIDTH], gates[UNIT_ROWS * 3 * UNIT_WIDTH], memory[2 * UNIT_WIDTH],
        bias[2 * UNIT_WIDTH], units[4 * UNIT_WIDTH], output[UNIT_ROWS * UNIT_WIDTH],
        whole_output[UNIT_ROWS * UNIT_WIDTH];
    int16_t whole[UNIT_ROWS][4 * UNIT_WIDTH];
    double want[UNIT_ROWS * UNIT_WIDTH], worst = 0;
    OrRecurrence unit = {memory, bias};

    srand(4);
    for (int i = 0; i < 2 * UNIT_WIDTH; i++) {
        memory[i] = random_unit();
        bias[i] = random_unit();
    }
    for (int i = 0; i < 4 * UNIT_WIDTH; i++)
        units[i] = 0.001f * (float) (1 + i % 7);
    for (int t = 0; t < UNIT_ROWS; t++) {
        for (int i = 0; i < 4 * UNIT_WIDTH; i++) {
            float *to = i < UNIT_WIDTH ? &x[t * UNIT_WIDTH + i] : &gates[t * 3 * UNIT_WIDTH + i - UNIT_WIDTH];

            whole[t][i] = (int16_t) (3000 * random_unit());
            *to = (float) whole[t][i] * units[i];
        }
    }
    or_run_recurrence(UNIT_ROWS, UNIT_WIDTH, &unit, x, gates, output);
    run_plainly(0, &unit, x, gates, want);
    run_plainly(1, &unit, x, gates, want);
    for (int i = 0; i < UNIT_ROWS * UNIT_WIDTH; i++)
        worst = fmax(worst, fabs(output[i] - want[i]));
    ok(worst < 1e-5, "a recurrent unit does what its formulas say (worst error %.2g)", worst);
    or_run_whole_recurrence(UNIT_ROWS, UNIT_WIDTH, &unit, whole[0], units, whole_output);
    ok(memcmp(output, whole_output, sizeof output) == 0, "and the same over whole numbers");
    or_run_recurrence(UNIT_ROWS, UNIT_WIDTH, &unit, x, gates, x);
    ok(memcmp(output, x, sizeof output) == 0, "and in place");
}

/* The heaviest labelling, and the share of the empty one, by trying all of them. */
static void try_all(uint32_t length, const float *scores, const float *transitions, uint8_t *best,
                    double *empty)
{
    uint8_t labels[8] = {0};
    double most = -1e30, all = 0, none = 0;

    for (;;) {
        double score = 0;
        bool allowed = true;
        bool outside = true;
        uint32_t i = 0;

        for (uint32_t t = 0; t < length; t++) {
            allowed &= or_role_may_follow(t > 0 ? labels[t - 1] : -1, labels[t]);
            outside &= labels[t] == OR_ROLE_OUTSIDE;
            score += scores[t * OR_ROLE_LABEL_COUNT + labels[t]];
            if (t > 0)
                score += transitions[labels[t - 1] * OR_ROLE_LABEL_COUNT + labels[t]];
        }
        if (allowed) {
            all += exp(score);
            none += outside ? exp(score) : 0;
            if (score > most) {
                most = score;
                memcpy(best, labels, length);
            }
        }
        while (i < length && ++labels[i] == OR_ROLE_LABEL_COUNT)
            labels[i++] = 0;
        if (i == length)
            break;
    }
    *empty = none / all;
}

static void test_decoder(void)
{
    enum { LENGTH = 6 };
    float scores[LENGTH * OR_ROLE_LABEL_COUNT], transitions[OR_ROLE_LABEL_COUNT * OR_ROLE_LABEL_COUNT];
    int same = 0, close = 0;

    srand(2);
    for (int round = 0; round < 50; round++) {
        uint8_t labels[LENGTH], best[LENGTH];
        double want;
        float empty;

        for (int i = 0; i < LENGTH * OR_ROLE_LABEL_COUNT; i++)
            scores[i] = 3 * random_unit();
        for (int i = 0; i < OR_ROLE_LABEL_COUNT * OR_ROLE_LABEL_COUNT; i++)
            transitions[i] = random_unit();
        empty = or_decode_roles(LENGTH, scores, OR_ROLE_LABEL_COUNT, transitions, labels);
        try_all(LENGTH, scores, transitions, best, &want);
        same += memcmp(labels, best, LENGTH) == 0;
        close += fabs(empty - want) < 1e-4 * (1e-3 + want);
    }
    is_int(same, 50, "the decoder finds the heaviest labelling");
    is_int(close, 50, "and the share of the empty one");
}

static void test_roles(void)
{
    const uint8_t labels[] = {OR_ROLE_CONTENT_BEGIN, OR_ROLE_CONTENT,       OR_ROLE_OUTSIDE,
                              OR_ROLE_SOURCE_BEGIN,  OR_ROLE_CONTENT_BEGIN, OR_ROLE_CONTENT_BEGIN,
                              OR_ROLE_CONTENT};
    OrRole role;

    or_read_role(sizeof labels, labels, OR_ROLE_CONTENT_BEGIN, 10, &role);
    ok(role.count == 3 && role.ranges[0].begin == 10 && role.ranges[0].end == 12 &&
           role.ranges[1].begin == 14 && role.ranges[1].end == 15 && role.ranges[2].begin == 15 &&
           role.ranges[2].end == 17,
       "ranges begin where a label begins one");
    or_read_role(sizeof labels, labels, OR_ROLE_SOURCE_BEGIN, 10, &role);
    ok(role.count == 1 && role.ranges[0].begin == 13 && role.ranges[0].end == 14, "roles are read apart");
}

static char *read_shipped_model(size_t *length)
{
    const char *path = getenv("ONRECORD_MODEL");
    FILE *file = fopen(path != NULL ? path : "../../extension/onrecord.model", "rb");
    char *bytes = aligned_alloc(OR_MODEL_ALIGNMENT, OR_MODEL_LARGEST);

    *length = file == NULL ? 0 : fread(bytes, 1, OR_MODEL_LARGEST, file);
    if (file != NULL)
        fclose(file);
    return bytes;
}

static void test_model(void)
{
    size_t length;
    char *bytes = read_shipped_model(&length);
    OrModel model;
    int refused = 0;

    ok(length > 0 && length < OR_MODEL_LARGEST, "the shipped model is there and below 8 MB");
    ok(or_open_model(or_standard_host(), bytes, length, &model) == NULL, "and opens");
    ok(or_open_model(or_standard_host(), bytes, length - 64, &model) != NULL, "cut short, it is refused");
    ok(or_open_model(or_standard_host(), bytes, 10, &model) != NULL, "so is a piece of its header");
    srand(3);
    for (int round = 0; round < 200; round++) {
        size_t place = round < 100 ? (size_t) rand() % 64 : (size_t) rand() % length;
        char kept = bytes[place];

        bytes[place] ^= (char) (1 + rand() % 255);
        /* the numbers of the header are the only bytes that may be anything */
        refused +=
            or_open_model(or_standard_host(), bytes, length, &model) != NULL || (place >= 40 && place < 52);
        bytes[place] = kept;
    }
    is_int(refused, 200, "with any byte changed, too");
    free(bytes);
}

/* What a word gives does not depend on the words that were met before, however many. */
static void test_forms(void)
{
    static int8_t kept[10 * OR_WIDEST];
    size_t length;
    char *bytes = read_shipped_model(&length);
    char word[16];
    OrString known = {"minister", 8}, unkept = {"counterrevolutionarinesses", 26};
    OrModel model;
    size_t width;
    int differing = 0;

    ok(or_open_model(or_standard_host(), bytes, length, &model) == NULL, "the shipped model opens");
    width = 10 * (size_t) model.header.width;
    memcpy(kept, or_word_form_of(&model, known).values, width);
    for (int i = 0; i < 50000; i++) {
        OrString other = {word, (size_t) snprintf(word, sizeof word, "w%d", i)};

        or_word_form_of(&model, other);
        if (i % 5000 == 0)
            differing += memcmp(kept, or_word_form_of(&model, known).values, width) != 0;
    }
    is_int(differing, 0, "a word gives the same after 50,000 others");
    memcpy(kept, or_word_form_of(&model, unkept).values, width);
    or_word_form_of(&model, known);
    ok(memcmp(kept, or_word_form_of(&model, unkept).values, width) == 0,
       "so does a word too long to be kept");
    free(bytes);
}

int main(void)
{
    test_kernel();
    test_exp();
    test_recurrence();
    test_decoder();
    test_roles();
    test_model();
    test_forms();
    return tap_done();
}
