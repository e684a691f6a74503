/*
 * name_chunks.c: which tokens make one name.
 *
 * A run of capitalised words, joined by particles ("van der"), in the names of
 * bodies by "of", "for" and "and", and around a nickname in quotation marks.
 * Where a sentence or quotation opens, the capital alone says nothing.
 */
#include "appositions.h"
#include "reading.h"

#include <string.h>

const uint64_t OR_NEVER_IN_NAMES = OR_WORD(DETERMINER) | OR_WORD(PRONOUN) | OR_WORD(AUXILIARY) |
                                   OR_WORD(SUBORDINATOR) | OR_WORD(CONJUNCTION) | OR_WORD(NEGATION) |
                                   OR_WORD(RELATIVE) | OR_WORD(WEEKDAY) | OR_WORD(PREPOSITION) |
                                   OR_WORD(QUANTIFIER) | OR_WORD(ADVERB) | OR_WORD_CALENDAR;

/* "US-based", "China-linked": a name and a common word are no name together. */
bool or_is_state_compound(const OrReading *reading, uint32_t t)
{
    OrString text = or_token_text(reading, t);
    const char *hyphen = memchr(text.data, '-', text.length);

    return hyphen != NULL && hyphen[1] >= 'a' && hyphen[1] <= 'z' &&
           or_find_state_names(reading->language, (OrString){text.data, (size_t) (hyphen - text.data)})
                   .count > 0;
}

bool or_is_name_word(const OrReading *reading, uint32_t t, OrRange sentence)
{
    if (!or_is_capital(reading, t) || or_is_state_compound(reading, t))
        return false;
    if (!or_word_is(reading, t, OR_NEVER_IN_NAMES))
        return true;
    /* "Jun", where a Jun Sok was named */
    if (or_word_is(reading, t, OR_WORD_CALENDAR) && reading->words[t].row_count == 0 &&
        or_find_alias(reading, or_token_text(reading, t), OR_ENTITY_PERSON) != OR_NO_INDEX)
        return true;
    /* "Jun Sok", but "Jun 4" */
    if (or_word_is(reading, t, OR_WORD_CALENDAR) && reading->document->tokens[t].length == 3 &&
        t + 1 < sentence.end && or_is_capital(reading, t + 1) && reading->words[t + 1].row_count == 0 &&
        !or_word_is(reading, t + 1, OR_WORD_CALENDAR))
        return true;
    /* "He Lifeng", "Qin An": a name that is a common word too */
    if (or_word_is(reading, t, OR_WORD_FAMILY_FIRST) && t + 1 < sentence.end &&
        or_is_capital(reading, t + 1) && !or_word_is(reading, t + 1, OR_WORD(BODY) | OR_WORD(ROLE)))
        return true;
    return t > sentence.begin && or_word_is(reading, t - 1, OR_WORD_FAMILY_FIRST) &&
           or_is_capital(reading, t - 1) && !or_word_is(reading, t, OR_WORD_OPENS);
}

/* A word with a capital by its place alone, as far as the lexicon and the rest of the text tell. */
bool or_is_plain_opening(const OrReading *reading, uint32_t t, OrRange sentence)
{
    bool next_is_name = t + 1 < sentence.end && or_is_name_word(reading, t + 1, sentence);
    const OrToken *token = &reading->document->tokens[t];

    if (!or_word_is(reading, t, OR_WORD_OPENS))
        return false;
    if (or_word_is(reading, t, OR_WORD(OPENER)))
        return true;
    /* "Morgenpost, a newspaper," */
    if (reading->words[t].row_count == 0 && (or_body_apposition(reading, t + 1, sentence) != OR_NO_INDEX ||
                                             (t + 2 < sentence.end && or_is_sign(reading, t + 1, ',') &&
                                              or_word_is(reading, t + 2, OR_WORD(RELATIVE)))))
        return false;
    if (next_is_name || or_find_alias(reading, or_token_text(reading, t), OR_ENTITY_PERSON) != OR_NO_INDEX)
        return false;
    /* "Secretary of State Ana Li", "Ministry of Trade" */
    if (or_word_is(reading, t, OR_WORD(ROLE) | OR_WORD(BODY)) && t + 2 < sentence.end &&
        or_word_is(reading, t + 1, OR_WORD(COMPLEMENT)) && or_is_name_word(reading, t + 2, sentence))
        return false;
    if (reading->words[t].row_count > 0)
        return true;
    /* "Orland's ministry" */
    if (t + 1 < sentence.end && reading->document->tokens[t + 1].kind == OR_TOKEN_POSSESSIVE)
        return false;
    return !or_word_is(reading, t, OR_WORD_GIVEN | OR_WORD_FAMILY_FIRST) && or_state_at(reading, t) == NULL &&
           (token->flags & OR_TOKEN_ALL_CAPITALS) == 0 && !or_is_known_capital(reading, t) &&
           or_find_alias(reading, or_token_text(reading, t), OR_ENTITY_UNKNOWN) == OR_NO_INDEX;
}

static uint32_t skip_particles(const OrReading *reading, uint32_t t, OrRange sentence)
{
    uint32_t end = t;

    while (end < sentence.end && end - t < 3 && !or_is_capital(reading, end) &&
           or_word_is(reading, end, OR_WORD(PARTICLE)))
        end++;
    return end > t && end < sentence.end && or_is_name_word(reading, end, sentence) ? end : t;
}

/* "Ana Baker", "Mr. Baker", "Xi Baker": a word for a role that is here the name itself. */
bool or_is_family_name(const OrReading *reading, uint32_t t, OrRange chunk)
{
    if (!or_word_is(reading, t, OR_WORD_FAMILY) || t + 1 != chunk.end || t == chunk.begin)
        return false;
    return reading->words[t - 1].row_count == 0 ||
           or_word_is(reading, t - 1, OR_WORD_GIVEN | OR_WORD(HONORIFIC) | OR_WORD(OFFICE) | OR_WORD(ROLE));
}

/* "of" and "for" go on in the name of a body or in a minister's title; "and" goes on where they did. */
static uint32_t skip_connector(const OrReading *reading, uint32_t begin, uint32_t t, bool joined,
                               OrRange sentence)
{
    bool of = or_word_is(reading, t, OR_WORD(COMPLEMENT));
    uint32_t next = t + 1;
    bool headed = false;
    bool field;

    if (or_is_family_name(reading, t - 1, (OrRange){begin, t}))
        return t;
    for (uint32_t i = begin; i < t && !headed; i++)
        headed = or_word_is(reading, i, OR_WORD(BODY) | OR_WORD(ROLE));
    if (next < sentence.end && of && or_word_is(reading, next, OR_WORD(DETERMINER)))
        next++;
    if (next >= sentence.end || !or_is_name_word(reading, next, sentence))
        return t;
    if (or_is_sign(reading, t, '&'))
        return next;
    if (of)
        return headed &&
                       (joined || or_word_is(reading, t - 1, OR_WORD(BODY) | OR_WORD(ROLE) | OR_WORD(FIELD)))
                   ? next
                   : t;
    field = or_word_is(reading, t - 1, OR_WORD(FIELD)) || or_word_is(reading, next, OR_WORD(FIELD)) ||
            or_word_is(reading, next + 1, OR_WORD(FIELD));
    return joined && headed && field && or_word_is(reading, t, OR_WORD(CONJUNCTION)) &&
                   !or_word_is(reading, next, OR_WORD(ROLE))
               ? next
               : t;
}

/* 'Oskar "Bones" Lind', "Col. (ret.) Lind": behind what is put in between, `t` where nothing is. */
static uint32_t skip_insertion(const OrReading *reading, uint32_t t, OrRange sentence)
{
    const OrToken *tokens = reading->document->tokens;

    if (t + 3 >= sentence.end)
        return t;
    if (or_is_sign(reading, t, '(') && or_is_sign(reading, t + 2, ')') &&
        or_word_is(reading, t - 1, OR_WORD(ROLE) | OR_WORD(OFFICE)) && !or_is_capital(reading, t + 1) &&
        or_is_name_word(reading, t + 3, sentence))
        return t + 3;
    if (tokens[t].kind != OR_TOKEN_QUOTE)
        return t;
    for (uint32_t end = t + 1; end < t + 3 && end + 2 < sentence.end; end++) {
        if (!or_is_capital(reading, end))
            return t;
        if (tokens[end + 1].kind == OR_TOKEN_QUOTE)
            return or_is_name_word(reading, end + 2, sentence) &&
                           tokens[t].begin > tokens[t - 1].begin + tokens[t - 1].length &&
                           tokens[end + 2].begin > tokens[end + 1].begin + tokens[end + 1].length
                       ? end + 2
                       : t;
    }
    return t;
}

uint32_t or_chunk_end(const OrReading *reading, uint32_t begin, OrRange sentence)
{
    uint32_t end = begin + 1;
    bool joined = false;

    while (end < sentence.end) {
        uint32_t next = end;

        if (or_is_name_word(reading, end, sentence) && !or_word_is(reading, end, OR_WORD_OPENS)) {
            end++;
            continue;
        }
        next = skip_particles(reading, end, sentence);
        if (next == end) {
            next = skip_connector(reading, begin, end, joined, sentence);
            joined = joined || next > end;
        }
        if (next == end) {
            next = skip_insertion(reading, end, sentence);
            if (next > end)
                next++;
        }
        if (next == end)
            break;
        end = next;
    }
    return end;
}

/* "the Harbour Workers' Guild": where a name begins that many own; `begin` where it is not like that. */
uint32_t or_with_owners(const OrReading *reading, uint32_t begin, OrRange sentence)
{
    uint32_t first = begin;

    if (begin < sentence.begin + 2 || reading->document->tokens[begin - 1].kind != OR_TOKEN_POSSESSIVE ||
        or_token_text(reading, begin - 1).data[or_token_text(reading, begin - 1).length - 1] == 's')
        return begin;
    if (!or_word_is(reading, begin - 2, OR_WORD(ROLE) | OR_WORD(BODY) | OR_WORD(FIELD)))
        return begin;
    for (first = begin - 1; first > sentence.begin && or_is_name_word(reading, first - 1, sentence); first--)
        ;
    return first < begin - 1 && !(first == begin - 2 && or_word_is(reading, first, OR_WORD_OPENS)) ? first
                                                                                                   : begin;
}
