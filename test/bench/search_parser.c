/*
 * search_parser.c: how fast texts are cut into tokens, in MB/s, and how fast
 * ICU's own word iterator goes over the same texts. Processor time, best of
 * five rounds.
 *
 *   search_parser ALIASES FILE...
 *
 * ALIASES is a file of lines "alias<TAB>name"; /dev/null for none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#include "alias_file.h"
#include "base/host.h"
#include "search/segmenter.h"

#define ROUNDS 5

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

/* Seconds of the fastest round. */
static double time_tokens(const OrAliases *aliases, OrSegmenter *segmenter, const char *text, size_t length,
                          size_t *tokens)
{
    double best = 1e9;

    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        OrTokenizer *tokenizer = or_start_tokens(or_standard_host(), aliases, segmenter, text, length);
        OrSearchToken token;

        *tokens = 0;
        while (or_next_token(tokenizer, &token))
            ++*tokens;
        or_end_tokens(tokenizer);
        if (now() - start < best)
            best = now() - start;
    }
    return best;
}

static double time_icu(const char *text, size_t length)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar *units = malloc(2 * length + 2);
    int32_t count = 0;
    double best = 1e9;

    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        UBreakIterator *iterator;

        u_strFromUTF8WithSub(units, (int32_t) length + 1, &count, text, (int32_t) length, 0xFFFD, NULL,
                             &status);
        iterator = ubrk_open(UBRK_WORD, "zh", units, count, &status);
        if (U_FAILURE(status)) {
            fprintf(stderr, "%s\n", u_errorName(status));
            exit(1);
        }
        while (ubrk_next(iterator) != UBRK_DONE)
            ;
        ubrk_close(iterator);
        if (now() - start < best)
            best = now() - start;
    }
    free(units);
    return best;
}

int main(int argc, char **argv)
{
    OrSegmenter *segmenter = or_open_segmenter(or_standard_host());
    OrAliases *aliases;
    size_t length;
    char *text;

    if (argc < 3 || segmenter == NULL) {
        fprintf(stderr, "usage: search_parser ALIASES FILE...\n");
        return 2;
    }
    aliases = read_alias_file(argv[1], segmenter);
    printf("aliases: %zu bytes\n", or_aliases_size(aliases));
    for (int i = 2; i < argc; i++) {
        size_t tokens;
        double own, icu;

        text = read_file(argv[i], &length);
        own = time_tokens(aliases, segmenter, text, length, &tokens);
        icu = time_icu(text, length);
        printf("%s: %.1f MB/s (%zu tokens), ICU word iterator %.1f MB/s\n", argv[i], length / own / 1e6,
               tokens, length / icu / 1e6);
        free(text);
    }
    or_free_aliases(or_standard_host(), aliases);
    or_close_segmenter(segmenter);
    return 0;
}
