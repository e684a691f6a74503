/*
 * features.c: see features.h.
 *
 * Everything is computed in one pass over tokens, or over quotations, so the
 * time is linear in the text.
 */
#include "features.h"

#include <string.h>

#include <unicode/uchar.h>

#include "../text/characters.h"
#include "../text/words.h"

const uint32_t or_feature_sizes[OR_FEATURE_COUNT] = {512, 2048, 4096, 2048, 4096, 128, 64, 128, 16, 64};

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

static void describe_word(OrString word, OrTokenFeatures *features)
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

static void describe_sentences(const OrDocument *document, OrTokenFeatures *features)
{
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        const OrSentence *sentence = &document->sentences[s];
        const OrBlock *block = &document->blocks[sentence->block];
        uint32_t order = capped(s - block->sentences.begin, 2);
        uint32_t last = s + 1 == block->sentences.end;
        uint32_t unended = !ends_properly(document, block);

        for (uint32_t t = sentence->tokens.begin; t < sentence->tokens.end; t++) {
            uint32_t from_start = capped(t - sentence->tokens.begin, 2);
            uint32_t near_end = t + 1 == sentence->tokens.end;

            features[t].values[OR_FEATURE_SHAPE] = shape_of(&document->tokens[t], from_start == 0);
            features[t].values[OR_FEATURE_PLACE] =
                (uint16_t) (order + 3 * (last + 2 * (from_start + 3 * (near_end + 2 * unended))));
        }
    }
}

/* Outer quotations come first, so inner ones write over what the outer wrote in the low part. */
static void describe_quotations(const OrDocument *document, OrTokenFeatures *features)
{
    for (uint32_t q = 0; q < document->quotation_count; q++) {
        const OrQuotation *quotation = &document->quotations[q];
        uint32_t length = capped(or_range_length(quotation->tokens) / 4, 2);
        uint32_t single = quotation->mark == OR_QUOTE_SINGLE;

        for (uint32_t t = quotation->tokens.begin; t < quotation->tokens.end; t++) {
            uint32_t role = t == quotation->tokens.begin                          ? 1
                            : t + 1 == quotation->tokens.end && quotation->closed ? 3
                            : document->tokens[t].kind == OR_TOKEN_QUOTE          ? 2
                                                                                  : 0;
            uint32_t value = 1 + role + 4 * (length + 3 * (single + 2 * (quotation->closed ? 0 : 1)));

            if (quotation->depth > 0)
                value = 49 + role + 4 * single;
            features[t].values[OR_FEATURE_QUOTE] = (uint16_t) value;
        }
    }
}

static uint32_t distance_bucket(uint32_t distance)
{
    return distance < 4 ? distance : distance < 8 ? 4 : distance < 16 ? 5 : distance < 32 ? 6 : 7;
}

static void describe_gaps(const OrDocument *document, OrTokenFeatures *features)
{
    uint32_t since = 1000;

    for (uint32_t t = 0; t < document->token_count; t++) {
        since = document->tokens[t].kind == OR_TOKEN_QUOTE ? 0 : since + 1;
        features[t].values[OR_FEATURE_GAP] = (uint16_t) distance_bucket(since);
    }
    since = 1000;
    for (uint32_t t = document->token_count; t-- > 0;) {
        since = document->tokens[t].kind == OR_TOKEN_QUOTE ? 0 : since + 1;
        features[t].values[OR_FEATURE_GAP] += (uint16_t) (8 * distance_bucket(since));
    }
}

/* Counts by hash, a power of two of them; a collision costs a little accuracy, nothing else. */
#define NAME_SLOTS 4096

static void describe_names(OrHost *host, const OrDocument *document, OrTokenFeatures *features)
{
    uint8_t *speaks = host->allocate(host, NAME_SLOTS);
    uint8_t *occurs = host->allocate(host, NAME_SLOTS);

    memset(speaks, 0, NAME_SLOTS);
    memset(occurs, 0, NAME_SLOTS);
    for (uint32_t t = 0; t < document->token_count; t++) {
        uint32_t slot = features[t].word % NAME_SLOTS;

        if (document->tokens[t].kind != OR_TOKEN_WORD)
            continue;
        if (occurs[slot] < 255)
            occurs[slot]++;
        if (!or_is_speech_verb(or_token_string(document, t)))
            continue;
        if (t > 0 && speaks[features[t - 1].word % NAME_SLOTS] < 255)
            speaks[features[t - 1].word % NAME_SLOTS]++;
        if (t + 1 < document->token_count && speaks[features[t + 1].word % NAME_SLOTS] < 255)
            speaks[features[t + 1].word % NAME_SLOTS]++;
    }
    for (uint32_t t = 0; t < document->token_count; t++) {
        uint32_t slot = features[t].word % NAME_SLOTS;

        if (document->tokens[t].flags & OR_TOKEN_CAPITAL)
            features[t].values[OR_FEATURE_NAME] =
                (uint16_t) (1 + capped(speaks[slot], 3) + 4 * (occurs[slot] > 2 ? 2u : occurs[slot] > 1));
    }
    host->release(host, occurs);
    host->release(host, speaks);
}

OrTokenFeatures *or_extract_features(OrHost *host, const OrDocument *document)
{
    size_t size = sizeof(OrTokenFeatures) * (document->token_count + 1);
    OrTokenFeatures *features = host->allocate(host, size);

    memset(features, 0, size);
    for (uint32_t t = 0; t < document->token_count; t++) {
        describe_word(or_token_string(document, t), &features[t]);
        if (t % 4096 == 0)
            host->interrupt(host);
    }
    describe_sentences(document, features);
    describe_quotations(document, features);
    describe_gaps(document, features);
    describe_names(host, document, features);
    return features;
}
