/*
 * sketch.c: sketches of texts by their smallest hashes.
 *
 * Wording is the set of all sequences of four words ("shingles"): two texts
 * that share many of them share sentences, while common words alone share
 * nothing. Each shingle is hashed to 32 bits; the sketch keeps the smallest
 * hashes, which is a sample of the set that every text draws in the same way
 * (bottom-k sampling; Broder 1997, Cohen and Kaplan 2007). A copy thus has
 * mostly the same numbers, whatever is before or after it, and an index on the
 * numbers finds it.
 *
 * The sample grows with the text, so that a short text inside a long one still
 * meets it: below the smaller of the two sketches' largest hashes both have
 * sampled everything, and there the sets are compared.
 *
 * Words are runs of letters and digits without regard to case; each ideograph
 * is a word, as Chinese has no blanks. No language is known here.
 */
#include "sketch.h"

#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#define WORDS_PER_SHINGLE 4
#define CHARACTERS_PER_INTERRUPT 100000

typedef struct ShingleReader {
    OrHost *host;
    uint64_t words[WORDS_PER_SHINGLE]; /* hashes of the last words, a ring */
    uint64_t word_count;
    uint64_t word_hash; /* of the word being read; 0: between words */
    uint32_t *hashes;
    size_t count;
    size_t capacity;
} ShingleReader;

/* The finalizer of splitmix64: spreads every input bit over the result. */
static uint64_t mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

static void add_hash(ShingleReader *reader, uint32_t hash)
{
    if (reader->count == reader->capacity) {
        size_t capacity = reader->capacity * 2;

        reader->hashes = reader->host->reallocate(
            reader->host, reader->hashes, reader->capacity * sizeof(uint32_t), capacity * sizeof(uint32_t));
        reader->capacity = capacity;
    }
    reader->hashes[reader->count++] = hash;
}

/* Hash the last `length` words, oldest first. */
static uint32_t hash_shingle(const ShingleReader *reader, uint64_t length)
{
    uint64_t hash = 0;

    for (uint64_t i = reader->word_count - length; i < reader->word_count; i++)
        hash = mix(hash + reader->words[i % WORDS_PER_SHINGLE]);
    return (uint32_t) (hash >> 32);
}

static void end_word(ShingleReader *reader)
{
    if (reader->word_hash == 0)
        return;
    reader->words[reader->word_count % WORDS_PER_SHINGLE] = reader->word_hash;
    reader->word_count++;
    reader->word_hash = 0;
    if (reader->word_count >= WORDS_PER_SHINGLE)
        add_hash(reader, hash_shingle(reader, WORDS_PER_SHINGLE));
}

static bool is_ideograph(UChar32 character)
{
    return character >= 0x2e80 && u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC);
}

static void read_character(ShingleReader *reader, UChar32 character)
{
    if (character < 0 || !u_isalnum(character)) {
        end_word(reader);
    } else if (is_ideograph(character)) {
        end_word(reader);
        reader->word_hash = mix((uint64_t) character + 1);
        end_word(reader);
    } else {
        reader->word_hash = mix(reader->word_hash + (uint64_t) u_tolower(character) + 1) | 1;
    }
}

static int compare_hashes(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *) left;
    uint32_t b = *(const uint32_t *) right;

    return (a > b) - (a < b);
}

static uint32_t sort_unique(uint32_t *hashes, size_t count)
{
    size_t kept = 0;

    qsort(hashes, count, sizeof(uint32_t), compare_hashes);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || hashes[kept - 1] != hashes[i])
            hashes[kept++] = hashes[i];
    return (uint32_t) kept;
}

static uint32_t sketch_size(uint32_t distinct)
{
    uint32_t size = distinct / OR_SKETCH_SHARE;

    if (size < OR_SKETCH_SHORTEST)
        size = OR_SKETCH_SHORTEST;
    if (size > OR_SKETCH_LONGEST)
        size = OR_SKETCH_LONGEST;
    return size < distinct ? size : distinct;
}

void or_sketch(OrHost *host, OrString text, OrSketch *result)
{
    ShingleReader reader = {.host = host, .capacity = 256};
    int32_t position = 0;
    int32_t until_interrupt = CHARACTERS_PER_INTERRUPT;

    reader.hashes = host->allocate(host, reader.capacity * sizeof(uint32_t));
    while (position < (int32_t) text.length) {
        UChar32 character;

        U8_NEXT(text.data, position, (int32_t) text.length, character);
        read_character(&reader, character);
        if (--until_interrupt == 0) {
            host->interrupt(host);
            until_interrupt = CHARACTERS_PER_INTERRUPT;
        }
    }
    end_word(&reader);
    if (reader.word_count > 0 && reader.word_count < WORDS_PER_SHINGLE)
        add_hash(&reader, hash_shingle(&reader, reader.word_count));
    result->hashes = reader.hashes;
    result->count = sketch_size(sort_unique(reader.hashes, reader.count));
}

/*
 * A copy of half the wording shares half of its keys, so a few of them find it as well as all would. By
 * value, since the hashes of a text are then keys wherever they occur; a text of a line or two has none to
 * spare.
 */
uint32_t or_sketch_keys(const OrSketch *sketch, uint32_t *keys)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < sketch->count; i++)
        if (sketch->count < OR_SKETCH_FEW || sketch->hashes[i] % OR_SKETCH_KEY_SHARE == 0)
            keys[count++] = sketch->hashes[i];
    return count;
}

/* How many of the sketch's hashes are at most `bound`. */
static uint32_t count_up_to(const OrSketch *sketch, uint32_t bound)
{
    uint32_t count = 0;

    while (count < sketch->count && sketch->hashes[count] <= bound)
        count++;
    return count;
}

static uint32_t count_common(const OrSketch *left, const OrSketch *right)
{
    uint32_t common = 0;

    for (uint32_t i = 0, j = 0; i < left->count && j < right->count;) {
        if (left->hashes[i] == right->hashes[j]) {
            common++;
            i++;
            j++;
        } else if (left->hashes[i] < right->hashes[j]) {
            i++;
        } else {
            j++;
        }
    }
    return common;
}

/* Up to this hash both sketches have sampled everything; a short one has sampled all there is. */
static uint32_t common_bound(const OrSketch *left, const OrSketch *right)
{
    uint32_t left_bound = left->count < OR_SKETCH_SHORTEST ? UINT32_MAX : left->hashes[left->count - 1];
    uint32_t right_bound = right->count < OR_SKETCH_SHORTEST ? UINT32_MAX : right->hashes[right->count - 1];

    return left_bound < right_bound ? left_bound : right_bound;
}

double or_sketch_similarity(const OrSketch *left, const OrSketch *right)
{
    uint32_t common;
    uint32_t bound;

    if (left->count == 0 || right->count == 0)
        return 0;
    bound = common_bound(left, right);
    common = count_common(left, right);
    return (double) common / (count_up_to(left, bound) + count_up_to(right, bound) - common);
}

double or_sketch_containment(const OrSketch *part, const OrSketch *whole)
{
    uint32_t sampled;

    if (part->count == 0 || whole->count == 0)
        return 0;
    sampled = count_up_to(part, common_bound(part, whole));
    return sampled == 0 ? 0 : (double) count_common(part, whole) / sampled;
}
