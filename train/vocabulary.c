/*
 * vocabulary.c: see vocabulary.h.
 */
#include "vocabulary.h"

#include <stdlib.h>

static int compare_hashes(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *) a, y = *(const uint32_t *) b;

    return x < y ? -1 : x > y;
}

void make_vocabulary(Vocabulary *vocabulary, const Corpus *corpus, const uint8_t *chosen, uint32_t least)
{
    uint32_t *all = NULL;
    size_t count = 0, room = 0;

    for (int e = 0; e < corpus->count; e++) {
        const Example *example = &corpus->examples[e];

        if (!chosen[e])
            continue;
        if (count + example->document.token_count > room) {
            room = (count + example->document.token_count) * 2;
            all = realloc(all, sizeof(uint32_t) * room);
        }
        for (uint32_t t = 0; t < example->document.token_count; t++)
            all[count++] = example->features[t].word;
    }
    qsort(all, count, sizeof(uint32_t), compare_hashes);
    vocabulary->hashes = malloc(sizeof(uint32_t) * (count + 1));
    vocabulary->frequencies = malloc(sizeof(uint32_t) * (count + 1));
    vocabulary->count = 0;
    for (size_t i = 0, j; i < count; i = j) {
        for (j = i; j < count && all[j] == all[i]; j++)
            ;
        if (j - i >= least) {
            vocabulary->hashes[vocabulary->count] = all[i];
            vocabulary->frequencies[vocabulary->count++] = (uint32_t) (j - i);
        }
    }
    free(all);
}

int word_row(const Vocabulary *vocabulary, uint32_t hash)
{
    const uint32_t *found =
        bsearch(&hash, vocabulary->hashes, vocabulary->count, sizeof(uint32_t), compare_hashes);

    return found == NULL ? 0 : (int) (found - vocabulary->hashes) + 1;
}
