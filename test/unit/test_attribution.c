/*
 * test_attribution.c: the parts of the attribution model whose results are
 * known without a corpus: its arithmetic, its decoder, its windows, and the
 * reading of its file.
 */
#include "tap.h"

#include <math.h>
#include <stdlib.h>

#include "attribution/decode.h"
#include "attribution/kernel.h"
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

    for (float x = -79; x < 79; x += 0.37f)
        worst = fmax(worst, fabs(or_exp(x) / exp(x) - 1));
    ok(worst < 1e-5, "or_exp is e to the x (worst relative error %.2g)", worst);
    ok(or_exp(-1e9f) == 0 && or_exp(0) == 1, "or_exp at its ends");
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
    ok(or_open_model(bytes, length, &model) == NULL, "and opens");
    ok(or_open_model(bytes, length - 64, &model) != NULL, "cut short, it is refused");
    ok(or_open_model(bytes, 10, &model) != NULL, "so is a piece of its header");
    srand(3);
    for (int round = 0; round < 200; round++) {
        size_t place = round < 100 ? (size_t) rand() % 64 : (size_t) rand() % length;
        char kept = bytes[place];

        bytes[place] ^= (char) (1 + rand() % 255);
        /* the numbers of the header are the only bytes that may be anything */
        refused += or_open_model(bytes, length, &model) != NULL || (place >= 44 && place < 60);
        bytes[place] = kept;
    }
    is_int(refused, 200, "with any byte changed, too");
    free(bytes);
}

int main(void)
{
    test_kernel();
    test_exp();
    test_decoder();
    test_roles();
    test_model();
    return tap_done();
}
