/*
 * features.c: see features.h.
 *
 * Everything is computed in one pass over tokens, or over quotations, so the
 * time is linear in the text, and by chunks, so that memory is not.
 */
#include "features.h"

#include <string.h>

#include <unicode/uchar.h>

#include "../text/characters.h"
#include "../text/words.h"

const uint32_t or_feature_sizes[OR_FEATURE_COUNT] = {512, 2048, 4096, 2048, 4096, 128, 64, 128, 8, 64};

#define FNV_BASIS 2166136261u
#define FNV_PRIME 16777619u

/* Longer words are described by their first bytes. */
#define FOLDED_SIZE 64

static uint32_t hash_bytes(const char *bytes, size_t length)
{
    uint32_t hash = FNV_BASIS;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char) bytes[i]) * FNV_PRIME;
    return hash ^ hash >> 15;
}

/* Lower case, digits as 0, curly marks as straight ones; returns the length. */
static size_t fold(OrString word, char *folded)
{
    size_t position = 0;
    size_t length = 0;

    while (position < word.length && length + 4 < FOLDED_SIZE) {
        uint32_t c = or_next_code_point(word.data, word.length, &position);

        if (c < 128)
            folded[length++] = c >= 'A' && c <= 'Z'   ? (char) (c | 0x20)
                               : c >= '0' && c <= '9' ? '0'
                                                      : (char) c;
        else if (c == 0x2019 || c == 0x2018)
            folded[length++] = '\'';
        else if (c == 0x201C || c == 0x201D)
            folded[length++] = '"';
        else {
            uint32_t lower = (uint32_t) u_tolower((UChar32) c);

            folded[length++] = (char) (lower & 0x7F);
            folded[length++] = (char) (0x80 | (lower >> 7 & 0x7F));
        }
    }
    return length;
}

static uint16_t hashed_part(const char *folded, size_t begin, size_t end, OrFeature feature)
{
    return (uint16_t) (hash_bytes(folded + begin, end - begin) % or_feature_sizes[feature]);
}

void or_describe_form(OrString word, OrTokenFeatures *features)
{
    char folded[FOLDED_SIZE];
    size_t n = fold(word, folded);

    features->word = hash_bytes(folded, n);
    features->values[OR_FEATURE_SUFFIX2] = hashed_part(folded, n > 2 ? n - 2 : 0, n, OR_FEATURE_SUFFIX2);
    features->values[OR_FEATURE_SUFFIX3] = hashed_part(folded, n > 3 ? n - 3 : 0, n, OR_FEATURE_SUFFIX3);
    features->values[OR_FEATURE_SUFFIX4] = hashed_part(folded, n > 4 ? n - 4 : 0, n, OR_FEATURE_SUFFIX4);
    features->values[OR_FEATURE_PREFIX3] = hashed_part(folded, 0, n < 3 ? n : 3, OR_FEATURE_PREFIX3);
    features->values[OR_FEATURE_PREFIX5] = hashed_part(folded, 0, n < 5 ? n : 5, OR_FEATURE_PREFIX5);
}

static uint16_t shape_of(const OrToken *token, bool first_of_sentence)
{
    bool capital = token->flags & OR_TOKEN_CAPITAL;
    uint32_t capitals = token->flags & OR_TOKEN_ALL_CAPITALS ? 2 : !capital ? 0 : token->length == 1 ? 3 : 1;
    uint32_t space = token->flags & OR_TOKEN_SPACE_BEFORE ? 1 : 0;

    return (uint16_t) (token->kind + 8 * (capitals + 4 * (space + 2 * first_of_sentence)));
}

static uint32_t capped(uint32_t value, uint32_t most)
{
    return value < most ? value : most;
}

/* A heading or list entry ends without the full stop, mark or colon that ends a paragraph. */
static bool ends_properly(const OrDocument *document, const OrBlock *block)
{
    uint32_t last = document->sentences[block->sentences.end - 1].tokens.end - 1;

    return document->tokens[last].kind != OR_TOKEN_WORD && document->tokens[last].kind != OR_TOKEN_NUMBER;
}

static void describe_sentence(const OrDocument *document, uint32_t index, OrRange tokens,
                              OrTokenFeatures *features)
{
    const OrSentence *sentence = &document->sentences[index];
    const OrBlock *block = &document->blocks[sentence->block];
    uint32_t order = capped(index - block->sentences.begin, 2);
    uint32_t last = index + 1 == block->sentences.end;
    uint32_t unended = !ends_properly(document, block);

    for (uint32_t t = sentence->tokens.begin; t < sentence->tokens.end; t++) {
        uint32_t from_start = capped(t - sentence->tokens.begin, 2);
        uint32_t at_end = t + 1 == sentence->tokens.end;
        OrTokenFeatures *token;

        if (t < tokens.begin || t >= tokens.end)
            continue;
        token = &features[t - tokens.begin];
        token->values[OR_FEATURE_SHAPE] = shape_of(&document->tokens[t], from_start == 0);
        token->values[OR_FEATURE_PLACE] =
            (uint16_t) (order + 3 * (last + 2 * (from_start + 3 * (at_end + 2 * unended))));
    }
}

/* Outer quotations come before inner ones, which write over what the outer wrote. */
static void describe_quotation(const OrDocument *document, const OrQuotation *quotation, OrRange tokens,
                               OrTokenFeatures *features)
{
    uint32_t length = capped(or_range_length(quotation->tokens) / 4, 2);
    uint32_t single = quotation->mark == OR_QUOTE_SINGLE;
    uint32_t end = quotation->tokens.end < tokens.end ? quotation->tokens.end : tokens.end;

    for (uint32_t t = quotation->tokens.begin; t < end; t++) {
        bool closing = t + 1 == quotation->tokens.end && quotation->closed;
        uint32_t role = t == quotation->tokens.begin                 ? 1
                        : closing                                    ? 3
                        : document->tokens[t].kind == OR_TOKEN_QUOTE ? 2
                                                                     : 0;

        features[t - tokens.begin].values[OR_FEATURE_QUOTE] =
            (uint16_t) (quotation->depth > 0
                            ? 49 + role + 4 * single
                            : 1 + role + 4 * (length + 3 * (single + 2 * !quotation->closed)));
    }
}

static uint32_t distance_bucket(uint32_t distance)
{
    return distance < 4 ? distance : distance < 8 ? 4 : distance < 16 ? 5 : distance < 32 ? 6 : 7;
}

static void describe_gaps(const OrDocument *document, OrRange tokens, OrTokenFeatures *features)
{
    uint32_t since = 1000;

    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        since = document->tokens[t].kind == OR_TOKEN_QUOTE ? 0 : since + 1;
        features[t - tokens.begin].values[OR_FEATURE_GAP] = (uint16_t) distance_bucket(since);
    }
    since = 1000;
    for (uint32_t t = tokens.end; t-- > tokens.begin;) {
        since = document->tokens[t].kind == OR_TOKEN_QUOTE ? 0 : since + 1;
        features[t - tokens.begin].values[OR_FEATURE_GAP] += (uint16_t) (8 * distance_bucket(since));
    }
}

/* Counts by hash; a collision costs a little accuracy, nothing else. */
#define NAME_SLOTS 4096

struct OrSpeakingNames {
    uint8_t counts[NAME_SLOTS];
};

static void count_name(const OrDocument *document, uint32_t token, OrSpeakingNames *names)
{
    OrTokenFeatures features;
    uint8_t *count;

    if (document->tokens[token].kind != OR_TOKEN_WORD)
        return;
    or_describe_form(or_token_string(document, token), &features);
    count = &names->counts[features.word % NAME_SLOTS];
    if (*count < UINT8_MAX)
        ++*count;
}

OrSpeakingNames *or_count_speaking_names(OrHost *host, const OrDocument *document)
{
    OrSpeakingNames *names = host->allocate(host, sizeof *names);

    memset(names, 0, sizeof *names);
    for (uint32_t t = 0; t < document->token_count; t++) {
        if (t % 4096 == 0)
            host->interrupt(host);
        if (document->tokens[t].kind != OR_TOKEN_WORD || !or_is_speech_verb(or_token_string(document, t)))
            continue;
        if (t > 0)
            count_name(document, t - 1, names);
        if (t + 1 < document->token_count)
            count_name(document, t + 1, names);
    }
    return names;
}

/* The first quotation that begins at or behind a token. */
static uint32_t first_quotation(const OrDocument *document, uint32_t token)
{
    uint32_t low = 0, high = document->quotation_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (document->quotations[middle].tokens.begin < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void or_describe_context(const OrDocument *document, const OrSpeakingNames *names, OrRange tokens,
                         OrTokenFeatures *features)
{
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        OrTokenFeatures *token = &features[t - tokens.begin];
        bool capital = document->tokens[t].flags & OR_TOKEN_CAPITAL;

        token->values[OR_FEATURE_SHAPE] = token->values[OR_FEATURE_PLACE] = token->values[OR_FEATURE_QUOTE] =
            0;
        token->values[OR_FEATURE_NAME] =
            (uint16_t) (capped(names->counts[token->word % NAME_SLOTS], 3) + 4 * capital);
    }
    for (uint32_t s = or_sentence_of_token(document, tokens.begin);
         s < document->sentence_count && document->sentences[s].tokens.begin < tokens.end; s++)
        describe_sentence(document, s, tokens, features);
    for (uint32_t q = first_quotation(document, tokens.begin);
         q < document->quotation_count && document->quotations[q].tokens.begin < tokens.end; q++)
        describe_quotation(document, &document->quotations[q], tokens, features);
    describe_gaps(document, tokens, features);
}
