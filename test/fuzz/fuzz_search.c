/*
 * fuzz_search.c: a fuzzer over tokens, lexemes and aliases of search.
 *
 * Any bytes are a text; its first line is an alias and its second line the
 * name of it. What must hold: the tokens are the text, byte for byte; none is
 * longer than a token may be; a token's lexemes are found in bounds and are
 * the same each time; the two ways of reading agree on what is indexed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/host.h"
#include "search/aliases.h"
#include "search/segmenter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                  \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

static OrString take_line(const char **text, size_t *length)
{
    const char *end = memchr(*text, '\n', *length);
    OrString line = {*text, end != NULL ? (size_t) (end - *text) : *length};

    *text += line.length + (end != NULL);
    *length -= line.length + (end != NULL);
    return line;
}

static void check_lexemes(const OrAliases *aliases, OrSearchClass class, OrString token)
{
    OrLexemes lexemes, again;

    or_find_lexemes(aliases, class, token, &lexemes);
    or_find_lexemes(aliases, class, token, &again);
    REQUIRE(lexemes.count <= OR_MAX_LEXEMES && lexemes.used <= OR_LEXEME_BYTES);
    REQUIRE(lexemes.count == again.count && lexemes.used == again.used);
    REQUIRE(memcmp(lexemes.bytes, again.bytes, lexemes.used) == 0);
    for (int i = 0; i < lexemes.count; i++) {
        const OrLexeme *lexeme = &lexemes.items[i];

        REQUIRE(lexeme->length > 0 && lexeme->length < 2046);
        REQUIRE(lexeme->offset + lexeme->length < lexemes.used &&
                lexemes.bytes[lexeme->offset + lexeme->length] == '\0');
    }
}

/* The tokens are the text; returns how many are indexed. */
static int check_all_tokens(const OrAliases *aliases, OrSegmenter *segmenter, const char *text, size_t length)
{
    OrTokenizer *tokenizer = or_start_tokens(or_standard_host(), aliases, segmenter, text, length);
    OrSearchToken token;
    uint32_t position = 0;
    int indexed = 0;

    while (or_next_token(tokenizer, &token)) {
        REQUIRE(token.range.begin == position && token.range.end > position);
        REQUIRE(or_range_length(token.range) <= OR_SEARCH_LONGEST_TOKEN);
        REQUIRE(token.class >= OR_SEARCH_WORD && token.class <= OR_SEARCH_BLANK);
        position = token.range.end;
        indexed += token.class <= OR_SEARCH_LAST_INDEXED;
    }
    REQUIRE(position == length);
    or_end_tokens(tokenizer);
    return indexed;
}

static int check_indexed_tokens(const OrAliases *aliases, OrSegmenter *segmenter, const char *text,
                                size_t length)
{
    OrTokenizer *tokenizer = or_start_tokens(or_standard_host(), aliases, segmenter, text, length);
    OrSearchToken token;
    int indexed = 0;

    while (or_next_indexed_token(tokenizer, &token)) {
        check_lexemes(aliases, token.class,
                      (OrString){text + token.range.begin, or_range_length(token.range)});
        indexed++;
    }
    or_end_tokens(tokenizer);
    return indexed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static OrSegmenter *segmenter;
    char *copy = malloc(size + 1);
    const char *text = copy;
    size_t length = size;
    OrAliasRow row;
    OrAliases *aliases;

    if (segmenter == NULL)
        segmenter = or_open_segmenter(or_standard_host());
    memcpy(copy, data, size);
    row.alias = take_line(&text, &length);
    row.name = take_line(&text, &length);
    row.match_case = size % 2 == 0;
    aliases = or_build_aliases(or_standard_host(), segmenter, &row, 1);
    /* A copy of its own, so that a read behind the text is seen. */
    if (length > 0) {
        char *own = malloc(length);

        memcpy(own, text, length);
        REQUIRE(check_all_tokens(aliases, segmenter, own, length) ==
                check_indexed_tokens(aliases, segmenter, own, length));
        REQUIRE(check_all_tokens(NULL, NULL, own, length) == check_indexed_tokens(NULL, NULL, own, length));
        for (int class = OR_SEARCH_WORD; class <= OR_SEARCH_LAST_INDEXED; class ++)
            check_lexemes(
                aliases, class,
                (OrString){own, length < OR_SEARCH_LONGEST_TOKEN ? length : OR_SEARCH_LONGEST_TOKEN});
        free(own);
    }
    or_free_aliases(or_standard_host(), aliases);
    free(copy);
    return 0;
}
