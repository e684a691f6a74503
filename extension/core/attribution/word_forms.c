/*
 * word_forms.c: see word_forms.h.
 *
 * The vectors of a word and of its parts are summed and multiplied by one
 * matrix, whose products are rounded to a byte. Five entries share a set, the
 * one used last in front; the one used least recently gives way. What an entry
 * holds depends on its word alone, so it does not matter to a result whether a
 * word was met before.
 */
#include "word_forms.h"

#include <string.h>

#include "lanes.h"

#define SETS 2048
#define WAYS 5
#define LONGEST_KEY 23

typedef struct Tag {
    char key[LONGEST_KEY];
    uint8_t length; /* 0: free */
    uint32_t word;
    uint32_t entry; /* of the values */
} Tag;

_Static_assert(sizeof(Tag) == 32, "tags fill half a cache line");

struct OrWordForms {
    Tag tags[SETS][WAYS];
    Tag unkept;     /* of a word too long for a key */
    int8_t *values; /* (SETS * WAYS + 1) x 10 W */
    float *products;
};

OrWordForms *or_make_word_forms(OrHost *host, const OrModel *model)
{
    OrWordForms *forms = host->allocate(host, sizeof *forms);
    size_t width = (size_t) 10 * model->header.width;

    memset(forms, 0, sizeof *forms);
    forms->values = host->allocate(host, (SETS * WAYS + 1) * width);
    forms->products = host->allocate(host, sizeof(float) * width);
    for (uint32_t set = 0; set < SETS; set++) {
        for (uint32_t way = 0; way < WAYS; way++)
            forms->tags[set][way].entry = set * WAYS + way;
    }
    forms->unkept.entry = SETS * WAYS;
    return forms;
}

OR_VECTORISED static void add_vector(uint32_t width, int16_t *restrict sum, const int16_t *restrict row)
{
    for (uint32_t i = 0; i < width; i++)
        sum[i] = (int16_t) (sum[i] + row[i]);
}

/* The trainer keeps the tables so small that the sum of one row of each fits 16 bits. */
static void sum_vectors(const OrModel *model, const OrTokenFeatures *features, float *value)
{
    uint32_t width = model->header.form_width;
    int16_t sum[OR_WIDEST];

    memcpy(sum, model->words + (size_t) or_known_word(model, features->word) * width,
           sizeof(int16_t) * width);
    for (int f = 0; f < OR_FORM_FEATURE_COUNT; f++)
        add_vector(width, sum, model->features[f] + (size_t) features->values[f] * width);
    for (uint32_t i = 0; i < width; i++)
        value[i] = (float) sum[i] * model->header.unit;
}

OR_VECTORISED static void round_to_bytes(uint32_t count, const float *from, int8_t *to)
{
    const OrLanes most = (OrLanes){0} + INT8_MAX;

    for (uint32_t i = 0; i < count; i += OR_LANES) {
        OrLanes value = *(const OrLanes *) (from + i);

        value = or_lanes_choose(value > most, most, or_lanes_larger(value, -most));
        *(OrQuarterLanes *) (to + i) = or_lanes_quarter(or_lanes_round(value));
    }
}

static void compute(const OrModel *model, OrString word, Tag *tag)
{
    OrWordForms *forms = model->forms;
    uint32_t width = 10 * model->header.width;
    OrTokenFeatures features;
    float sum[OR_WIDEST], scale;
    int16_t rounded[OR_WIDEST];

    or_describe_form(word, &features);
    sum_vectors(model, &features, sum);
    or_round_rows(1, model->header.form_width, sum, rounded, &scale);
    or_multiply(1, rounded, &scale, &model->form, forms->products);
    round_to_bytes(width, forms->products, forms->values + (size_t) tag->entry * width);
    tag->word = features.word;
}

static uint32_t set_of(OrString word)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < word.length; i++)
        hash = (hash ^ (unsigned char) word.data[i]) * 16777619u;
    return (hash ^ hash >> 15) % SETS;
}

/* The tag of a word, moved to the front of its set. */
static Tag *find(const OrModel *model, OrString word)
{
    Tag *set = model->forms->tags[set_of(word)];
    Tag found;
    uint32_t way = 0;

    while (way < WAYS &&
           (set[way].length != word.length || memcmp(set[way].key, word.data, word.length) != 0))
        way++;
    if (way == 0)
        return set;
    if (way == WAYS) {
        found = set[--way];
        found.length = (uint8_t) word.length;
        memcpy(found.key, word.data, word.length);
        compute(model, word, &found);
    } else
        found = set[way];
    memmove(set + 1, set, way * sizeof *set);
    set[0] = found;
    return set;
}

OrWordForm or_word_form_of(const OrModel *model, OrString word)
{
    Tag *tag = &model->forms->unkept;

    if (word.length <= LONGEST_KEY)
        tag = find(model, word);
    else
        compute(model, word, tag);
    return (OrWordForm){tag->word, model->forms->values + (size_t) tag->entry * 10 * model->header.width};
}
