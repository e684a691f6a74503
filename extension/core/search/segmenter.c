/*
 * segmenter.c: words of scripts without spaces.
 *
 * ICU's dictionary proposes the boundaries; it is asked about the simplified
 * form, so that both ways of writing Chinese are cut alike. An alias is then
 * taken where it begins and ends at boundaries, or where it is long enough
 * (three characters) that a chance likeness is rare: the dictionary does not
 * know most names and cuts them anywhere.
 *
 * The dictionary also has long entries that are made of words ("中美关系").
 * Someone who searches for one of these words must find it, so an entry of four
 * characters or more is cut where both sides are words by themselves.
 *
 * ICU is slow to ask; for short stretches its answers are kept in a table in
 * which a new one takes the place of an older one with the same hash.
 */
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "aliases.h"
#include "lexicon/lexicon.h"
#include "segmenter.h"
#include "text/characters.h"

/* Simplified forms are looked up by code point: the CJK block and its first extension. */
#define FIRST_HAN 0x3400
#define LAST_HAN 0x9FFF

/* An alias of this many characters is taken against the dictionary's opinion. */
#define TRUSTED_ALIAS 3

/* Shorter dictionary words are not cut, nor are parts shorter than half of that. */
#define SHORTEST_CUT 4
#define LONGEST_CUT 12

/* Answers are kept for stretches of so many characters, of the basic plane, in so many slots for each kind.
 */
#define LONGEST_KNOWN LONGEST_CUT
#define KNOWN_SLOTS 4096

typedef enum KnownKind { KNOWN_BOUNDARIES, KNOWN_CUTS, KNOWN_KINDS } KnownKind;

/* A stretch of characters, and the places inside it where it is cut: bit i, before its i-th character. */
typedef struct Known {
    uint16_t places;
    uint16_t count; /* 0: the slot is empty */
    uint16_t characters[LONGEST_KNOWN];
} Known;

struct OrSegmenter {
    UBreakIterator *iterator;
    uint16_t simplified[LAST_HAN - FIRST_HAN + 1]; /* 0: simplified already */
    UChar units[2 * OR_SEGMENT_RUN];
    uint32_t characters[OR_SEGMENT_RUN];
    uint16_t ends[OR_SEGMENT_RUN];       /* bytes: where each character ends */
    bool boundaries[OR_SEGMENT_RUN + 1]; /* before each character, and after the last */
    Known known[KNOWN_KINDS][KNOWN_SLOTS];
};

static uint32_t first_character(OrString string)
{
    size_t position = 0;

    return string.length > 0 ? or_next_code_point(string.data, string.length, &position) : 0;
}

static void fill_simplified(OrSegmenter *segmenter)
{
    OrSearchSimplifiedMatch all = or_all_search_simplified(OR_LANGUAGE_ZH);

    for (uint32_t i = 0; i < all.count; i++) {
        uint32_t traditional = first_character(or_lexicon_string(all.rows[i].traditional));

        if (traditional >= FIRST_HAN && traditional <= LAST_HAN)
            segmenter->simplified[traditional - FIRST_HAN] =
                (uint16_t) first_character(or_lexicon_string(all.rows[i].simplified));
    }
}

OrSegmenter *or_open_segmenter(OrHost *host)
{
    UErrorCode status = U_ZERO_ERROR;
    OrSegmenter *segmenter = host->allocate(host, sizeof(OrSegmenter));

    memset(segmenter, 0, sizeof(OrSegmenter));
    fill_simplified(segmenter);
    segmenter->iterator = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
    if (U_SUCCESS(status))
        return segmenter;
    host->release(host, segmenter);
    return NULL;
}

void or_close_segmenter(OrSegmenter *segmenter)
{
    ubrk_close(segmenter->iterator);
}

uint32_t or_simplify_character(uint32_t character)
{
    char utf8[U8_MAX_LENGTH];
    int32_t length = 0;
    OrSearchSimplifiedMatch found;

    U8_APPEND_UNSAFE(utf8, length, character);
    found = or_find_search_simplified(OR_LANGUAGE_ZH, (OrString){utf8, length});
    return found.count > 0 ? first_character(or_lexicon_string(found.rows[0].simplified)) : character;
}

void or_simplify(OrString text, char *bytes, size_t *length, size_t room)
{
    size_t position = 0;

    while (position < text.length && *length + U8_MAX_LENGTH <= room) {
        uint32_t c = or_next_code_point(text.data, text.length, &position);

        U8_APPEND_UNSAFE(bytes, *length, or_simplify_character(c));
    }
}

static uint32_t simplify(const OrSegmenter *segmenter, uint32_t c)
{
    uint16_t simplified = c >= FIRST_HAN && c <= LAST_HAN ? segmenter->simplified[c - FIRST_HAN] : 0;

    return simplified != 0 ? simplified : c;
}

/* Characters of the run; returns how many. */
static int read_run(OrSegmenter *segmenter, OrString run)
{
    size_t position = 0;
    int count = 0;

    while (position < run.length && count < OR_SEGMENT_RUN) {
        segmenter->characters[count] =
            simplify(segmenter, or_next_code_point(run.data, run.length, &position));
        segmenter->ends[count++] = (uint16_t) position;
    }
    return count;
}

/* Is this part of the run one word to ICU when it stands alone? */
static bool is_word(OrSegmenter *segmenter, int first, int count)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[2 * LONGEST_CUT];
    int32_t length = 0;

    for (int i = 0; i < count; i++)
        U16_APPEND_UNSAFE(units, length, segmenter->characters[first + i]);
    ubrk_setText(segmenter->iterator, units, length, &status);
    if (U_FAILURE(status))
        return false;
    ubrk_first(segmenter->iterator);
    return ubrk_next(segmenter->iterator) == length;
}

/* The cuts of a word, the most even first; both sides are then cut on. */
static uint32_t find_cuts(OrSegmenter *segmenter, int first, int count)
{
    for (int off = 0; off <= count / 2 - SHORTEST_CUT / 2; off++) {
        int left = count / 2 - off;
        int right = count - left;

        if (is_word(segmenter, first, left) && is_word(segmenter, first + left, right)) {
            uint32_t cuts = (uint32_t) 1 << left;

            if (left >= SHORTEST_CUT)
                cuts |= find_cuts(segmenter, first, left);
            if (right >= SHORTEST_CUT)
                cuts |= find_cuts(segmenter, first + left, right) << left;
            return cuts;
        }
    }
    return 0;
}

/* The slot of a stretch; *is_known where its answer is there. NULL: the stretch is too long, or too rare. */
static Known *find_known(OrSegmenter *segmenter, KnownKind kind, int first, int count, bool *is_known)
{
    uint32_t hash = OR_ALIAS_START;
    Known *known;

    *is_known = false;
    if (count > LONGEST_KNOWN)
        return NULL;
    for (int i = 0; i < count; i++) {
        if (segmenter->characters[first + i] > 0xFFFF)
            return NULL;
        hash = (hash ^ segmenter->characters[first + i]) * 16777619u;
    }
    known = &segmenter->known[kind][(hash ^ (hash >> 16)) % KNOWN_SLOTS];
    *is_known = known->count == count;
    for (int i = 0; i < count && *is_known; i++)
        *is_known = known->characters[i] == segmenter->characters[first + i];
    return known;
}

static void keep_known(Known *known, const OrSegmenter *segmenter, int first, int count, uint32_t places)
{
    known->places = (uint16_t) places;
    known->count = (uint16_t) count;
    for (int i = 0; i < count; i++)
        known->characters[i] = (uint16_t) segmenter->characters[first + i];
}

static uint32_t known_cuts(OrSegmenter *segmenter, int first, int count)
{
    bool is_known;
    Known *known = find_known(segmenter, KNOWN_CUTS, first, count, &is_known);
    uint32_t cuts;

    if (is_known)
        return known->places;
    cuts = find_cuts(segmenter, first, count);
    if (known != NULL)
        keep_known(known, segmenter, first, count, cuts);
    return cuts;
}

static void cut_long_words(OrSegmenter *segmenter, int count)
{
    int first = 0;

    for (int end = 1; end <= count; end++) {
        if (!segmenter->boundaries[end])
            continue;
        if (end - first >= SHORTEST_CUT && end - first <= LONGEST_CUT) {
            uint32_t cuts = known_cuts(segmenter, first, end - first);

            for (int i = 1; i < end - first; i++)
                segmenter->boundaries[first + i] |= (cuts >> i & 1) != 0;
        }
        first = end;
    }
}

/* Where ICU sees words begin and end. Without its help, every character is a word. */
static void ask_boundaries(OrSegmenter *segmenter, int count)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t units = 0;
    int32_t unit = 0;
    int character = 0;
    int32_t boundary;

    for (int i = 0; i < count; i++)
        U16_APPEND_UNSAFE(segmenter->units, units, segmenter->characters[i]);
    ubrk_setText(segmenter->iterator, segmenter->units, units, &status);
    memset(segmenter->boundaries, U_FAILURE(status), sizeof(segmenter->boundaries));
    if (U_FAILURE(status))
        return;
    for (boundary = ubrk_first(segmenter->iterator); boundary != UBRK_DONE;
         boundary = ubrk_next(segmenter->iterator)) {
        while (unit < boundary)
            unit += U16_LENGTH(segmenter->characters[character++]);
        segmenter->boundaries[character] = true;
    }
}

/* The places of a stretch that is all of the run, from the boundaries and back. */
static uint32_t places_of(const OrSegmenter *segmenter, int count)
{
    uint32_t places = 0;

    for (int i = 1; i < count; i++)
        places |= (uint32_t) segmenter->boundaries[i] << i;
    return places;
}

static void set_boundaries(OrSegmenter *segmenter, int count, uint32_t places)
{
    for (int i = 0; i <= count; i++)
        segmenter->boundaries[i] = i == 0 || i == count || (places >> i & 1) != 0;
}

static void find_boundaries(OrSegmenter *segmenter, int count)
{
    bool is_known;
    Known *known = find_known(segmenter, KNOWN_BOUNDARIES, 0, count, &is_known);

    if (is_known) {
        set_boundaries(segmenter, count, known->places);
        return;
    }
    ask_boundaries(segmenter, count);
    cut_long_words(segmenter, count);
    if (known != NULL)
        keep_known(known, segmenter, 0, count, places_of(segmenter, count));
}

/* Characters of the longest alias that begins here, or 0. */
static int match_alias(const OrSegmenter *segmenter, const OrAliases *aliases, OrString run, int first,
                       int count)
{
    uint32_t state = OR_ALIAS_START;
    size_t begin = first > 0 ? segmenter->ends[first - 1] : 0;
    int longest = 0;
    bool complete;

    for (int i = first; i < count; i++) {
        if (!or_alias_step(aliases, &state, or_hash_character(segmenter->characters[i]), &complete))
            break;
        if (!complete || !(i + 1 - first >= TRUSTED_ALIAS ||
                           (segmenter->boundaries[first] && segmenter->boundaries[i + 1])))
            continue;
        if (or_match_alias(aliases, (OrString){run.data + begin, segmenter->ends[i] - begin}) != NULL)
            longest = i + 1 - first;
    }
    return longest;
}

static void add_segment(OrSegments *segments, uint16_t end, bool is_alias)
{
    segments->ends[segments->count] = end;
    segments->is_alias[segments->count++] = is_alias;
}

/* Is there an alias inside the word that begins here? Then it ends before the alias. */
static int word_length(const OrSegmenter *segmenter, const OrAliases *aliases, OrString run, int first,
                       int count)
{
    int length = 1;

    while (first + length < count && !segmenter->boundaries[first + length] &&
           (aliases == NULL || match_alias(segmenter, aliases, run, first + length, count) == 0))
        length++;
    return length;
}

void or_segment(OrSegmenter *segmenter, const OrAliases *aliases, OrString run, OrSegments *segments)
{
    int count = read_run(segmenter, run);
    int first = 0;

    segments->count = 0;
    find_boundaries(segmenter, count);
    while (first < count) {
        int alias = aliases != NULL ? match_alias(segmenter, aliases, run, first, count) : 0;
        int length = alias > 0 ? alias : word_length(segmenter, aliases, run, first, count);

        first += length;
        add_segment(segments, segmenter->ends[first - 1], alias > 0);
    }
}
