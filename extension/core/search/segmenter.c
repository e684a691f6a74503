/*
 * segmenter.c: words of scripts without spaces.
 *
 * Chinese is cut where the sum of the costs of its words is least: those of
 * ICU's dictionary, and those that the lexicon adds to it or takes from it. The
 * text is read in its simplified form, so that both ways of writing Chinese are
 * cut alike. Every word costs something beyond its own cost, so that "会晤" is
 * one rare word rather than a common one and an odd character.
 *
 * Aliases are words among these words, and are then taken where they begin and
 * end at boundaries.
 *
 * The dictionary also has long entries that are made of words ("中美关系").
 * Someone who searches for one of these words must find it, so an entry of four
 * characters or more is cut where both sides are words by themselves.
 *
 * Runs with anything but Han characters in them, such as Japanese or Thai, are
 * cut by ICU's own iterator.
 */
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "aliases.h"
#include "dictionary.h"
#include "han.h"
#include "lexicon/lexicon.h"
#include "own_words.h"
#include "segmenter.h"
#include "text/characters.h"

/* Characters whose simplified forms and words are looked up: the CJK block and its first extension. */
#define FIRST_HAN 0x3400
#define LAST_HAN 0x9FFF

/* An alias of this many characters is taken against ICU's opinion: a chance likeness is rare. */
#define TRUSTED_ALIAS 3

/* Shorter dictionary words are not cut, nor are parts shorter than half of that. */
#define SHORTEST_CUT 4
#define LONGEST_CUT 12

/* No word of the dictionary is longer. */
#define LONGEST_WORD 20

/* Costs: of any word beyond its own, of a character that is no word, of a word of the lexicon or an alias. */
#define COST_OF_WORD 15
#define COST_OF_STRANGER 150
#define COST_OF_OWN_WORD 60

struct OrSegmenter {
    UBreakIterator *iterator;
    OrDictionary dictionary;
    OrOwnWords own_words;
    uint16_t simplified[LAST_HAN - FIRST_HAN + 1]; /* 0: simplified already */
    UChar units[2 * OR_SEGMENT_RUN];
    uint32_t characters[OR_SEGMENT_RUN];
    uint16_t ends[OR_SEGMENT_RUN];             /* bytes: where each character ends */
    bool boundaries[OR_SEGMENT_RUN + 1];       /* before each character, and after the last */
    uint32_t firsts[LAST_HAN - FIRST_HAN + 1]; /* where words begin with a character: see first_step */
    int32_t costs[OR_SEGMENT_RUN + 1];         /* least cost of all words before a character */
    uint8_t lengths[OR_SEGMENT_RUN + 1];       /* of the last of these words */
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
    or_make_own_words(host, &segmenter->own_words);
    segmenter->iterator = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
    if (U_SUCCESS(status)) {
        segmenter->dictionary = or_open_dictionary();
        return segmenter;
    }
    or_free_own_words(host, &segmenter->own_words);
    host->release(host, segmenter);
    return NULL;
}

void or_close_segmenter(OrSegmenter *segmenter)
{
    or_close_dictionary(&segmenter->dictionary);
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
        uint32_t c;

        if (or_is_han_at(run.data, run.length, position)) {
            c = or_han_at(run.data, position);
            position += OR_HAN_BYTES;
        } else {
            c = or_next_code_point(run.data, run.length, &position);
        }
        segmenter->characters[count] = simplify(segmenter, c);
        segmenter->ends[count++] = (uint16_t) position;
    }
    return count;
}

/* ---- Chinese ---- */

#define BEGINS_NO_WORD UINT32_MAX

/* The step for the first character of a word leads through a branch of thousands: where it leads is
 * remembered. */
static bool first_step(OrSegmenter *segmenter, OrDictionaryPlace *place, uint16_t character, int32_t *cost)
{
    uint32_t *known = &segmenter->firsts[character - FIRST_HAN];

    if (*known == BEGINS_NO_WORD)
        return false;
    if (*known != 0) {
        *place = or_dictionary_node(&segmenter->dictionary, *known);
        *cost = or_dictionary_cost(place);
        return true;
    }
    *place = or_dictionary_start(&segmenter->dictionary);
    if (!or_dictionary_step(place, character, cost)) {
        *known = BEGINS_NO_WORD;
        return false;
    }
    if (or_is_dictionary_node(place))
        *known = (uint32_t) (place->at - segmenter->dictionary.units);
    return true;
}

/* Words that begin at a character: what each length costs, or OR_NO_WORD. */
typedef struct WordCosts {
    int longest;
    int32_t costs[LONGEST_WORD + 1];
} WordCosts;

static void set_cost(WordCosts *words, int length, int32_t cost)
{
    while (words->longest < length)
        words->costs[++words->longest] = OR_NO_WORD;
    words->costs[length] = cost;
}

static void find_dictionary_words(OrSegmenter *segmenter, int first, int most, WordCosts *words)
{
    const uint32_t *characters = segmenter->characters + first;
    OrDictionaryPlace place;

    words->longest = 0;
    if (!first_step(segmenter, &place, (uint16_t) characters[0], &words->costs[1]))
        return;
    words->longest = 1;
    if (or_is_in_set(&segmenter->own_words.beginnings, characters[0]))
        return;
    while (words->longest < most && or_dictionary_step(&place, (uint16_t) characters[words->longest],
                                                       &words->costs[words->longest + 1])) {
        if (or_is_in_set(&segmenter->own_words.endings, characters[words->longest]))
            words->costs[words->longest + 1] = OR_NO_WORD;
        words->longest++;
    }
}

static void find_own_words(const OrSegmenter *segmenter, int first, int most, WordCosts *words)
{
    const uint32_t *characters = segmenter->characters + first;
    uint16_t node = 0;

    if (!or_is_in_set(&segmenter->own_words.firsts, characters[0]))
        return;
    for (int i = 0; i < most; i++) {
        const OrOwnEdge *edge = or_own_step(&segmenter->own_words, node, (uint16_t) characters[i]);

        if (edge == NULL)
            return;
        if (edge->word != OR_OWN_NONE)
            set_cost(words, i + 1, edge->word == OR_OWN_WORD ? COST_OF_OWN_WORD : OR_NO_WORD);
        node = edge->to;
    }
}

static void find_alias_words(const OrSegmenter *segmenter, const OrAliases *aliases, int first, int most,
                             WordCosts *words)
{
    uint32_t state = OR_ALIAS_START;
    bool complete;

    for (int i = 0; i < most; i++) {
        uint32_t hash = or_hash_character(segmenter->characters[first + i]);

        if ((i == 0 && !or_may_begin_alias(or_alias_first_words(aliases), hash)) ||
            !or_alias_step(aliases, &state, hash, &complete))
            return;
        if (complete)
            set_cost(words, i + 1, COST_OF_OWN_WORD);
    }
}

static void find_words(OrSegmenter *segmenter, const OrAliases *aliases, int first, int end, WordCosts *words)
{
    int most = end - first < LONGEST_WORD ? end - first : LONGEST_WORD;

    find_dictionary_words(segmenter, first, most, words);
    find_own_words(segmenter, first, most, words);
    if (aliases != NULL)
        find_alias_words(segmenter, aliases, first, most, words);
    if (words->longest == 0 || words->costs[1] == OR_NO_WORD)
        set_cost(words, 1, COST_OF_STRANGER);
}

static bool is_word(OrSegmenter *segmenter, int first, int count)
{
    WordCosts words;

    find_words(segmenter, NULL, first, first + count, &words);
    return words.longest == count && words.costs[count] != OR_NO_WORD;
}

/* The words of least cost for all of the run. */
static void find_cheapest(OrSegmenter *segmenter, const OrAliases *aliases, int count)
{
    WordCosts words;

    for (int i = 1; i <= count; i++)
        segmenter->costs[i] = OR_NO_WORD;
    segmenter->costs[0] = 0;
    for (int i = 0; i < count; i++) {
        find_words(segmenter, aliases, i, count, &words);
        for (int length = 1; length <= words.longest; length++) {
            int32_t cost;

            if (words.costs[length] == OR_NO_WORD)
                continue;
            cost = segmenter->costs[i] + words.costs[length] + COST_OF_WORD;
            if (cost >= segmenter->costs[i + length])
                continue;
            segmenter->costs[i + length] = cost;
            segmenter->lengths[i + length] = (uint8_t) length;
        }
    }
    memset(segmenter->boundaries, false, count + 1);
    for (int end = count; end > 0; end -= segmenter->lengths[end])
        segmenter->boundaries[end] = true;
    segmenter->boundaries[0] = true;
}

/* Part a word, the most evenly, into two; both are then cut on. */
static void cut_word(OrSegmenter *segmenter, int first, int count)
{
    for (int off = 0; off <= count / 2 - SHORTEST_CUT / 2; off++) {
        int left = count / 2 - off;
        int right = count - left;

        if (is_word(segmenter, first, left) && is_word(segmenter, first + left, right)) {
            segmenter->boundaries[first + left] = true;
            if (left >= SHORTEST_CUT)
                cut_word(segmenter, first, left);
            if (right >= SHORTEST_CUT)
                cut_word(segmenter, first + left, right);
            return;
        }
    }
}

static void cut_long_words(OrSegmenter *segmenter, int count)
{
    for (int first = 0, end = 1; end <= count; end++) {
        if (!segmenter->boundaries[end])
            continue;
        if (end - first >= SHORTEST_CUT && end - first <= LONGEST_CUT)
            cut_word(segmenter, first, end - first);
        first = end;
    }
}

static bool is_chinese(const OrSegmenter *segmenter, int count)
{
    for (int i = 0; i < count; i++)
        if (segmenter->characters[i] < FIRST_HAN || segmenter->characters[i] > LAST_HAN)
            return false;
    return segmenter->dictionary.units != NULL;
}

/* ---- other scripts ---- */

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

/* ---- aliases ---- */

/* Characters of the longest alias that begins here and ends at a boundary or has as many as `trusted`, or 0.
 */
static int match_alias(const OrSegmenter *segmenter, const OrAliases *aliases, OrString run, int first,
                       int count, int trusted)
{
    uint32_t state = OR_ALIAS_START;
    size_t begin = first > 0 ? segmenter->ends[first - 1] : 0;
    int longest = 0;
    bool complete;

    for (int i = first; i < count; i++) {
        uint32_t hash = or_hash_character(segmenter->characters[i]);

        if ((i == first && !or_may_begin_alias(or_alias_first_words(aliases), hash)) ||
            !or_alias_step(aliases, &state, hash, &complete))
            break;
        if (complete && (segmenter->boundaries[i + 1] || i + 1 - first >= trusted) &&
            or_match_alias(aliases, (OrString){run.data + begin, segmenter->ends[i] - begin}) != NULL)
            longest = i + 1 - first;
    }
    return longest;
}

/* Where the words are ICU's, which knows no names: let words begin and end where long aliases do. */
static void part_at_aliases(OrSegmenter *segmenter, const OrAliases *aliases, OrString run, int count)
{
    for (int first = 0; first < count; first++) {
        int length = match_alias(segmenter, aliases, run, first, count, TRUSTED_ALIAS);

        if (length < TRUSTED_ALIAS)
            continue;
        segmenter->boundaries[first] = segmenter->boundaries[first + length] = true;
        first += length - 1;
    }
}

static void find_boundaries(OrSegmenter *segmenter, const OrAliases *aliases, OrString run, int count)
{
    if (is_chinese(segmenter, count)) {
        find_cheapest(segmenter, aliases, count);
        cut_long_words(segmenter, count);
        return;
    }
    ask_boundaries(segmenter, count);
    if (aliases != NULL)
        part_at_aliases(segmenter, aliases, run, count);
}

void or_segment(OrSegmenter *segmenter, const OrAliases *aliases, OrString run, OrSegments *segments)
{
    int count = read_run(segmenter, run);
    int first = 0;

    segments->count = 0;
    find_boundaries(segmenter, aliases, run, count);
    while (first < count) {
        int alias = aliases != NULL ? match_alias(segmenter, aliases, run, first, count, count + 1) : 0;
        int end = first + (alias > 0 ? alias : 1);

        while (!segmenter->boundaries[end])
            end++;
        segments->ends[segments->count] = segmenter->ends[end - 1];
        segments->is_alias[segments->count++] = alias > 0;
        first = end;
    }
}
