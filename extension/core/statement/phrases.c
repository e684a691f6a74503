/*
 * phrases.c: where noun phrases begin and end, and the role that is the head of
 * one, told by the classes of their words alone.
 */
#include "reading.h"

#define MOST_WORDS_BEFORE 12
#define MOST_WORDS_BEHIND 40

/* Whether a word can stand inside a noun phrase before its head. */
static bool is_phrase_word(const OrReading *reading, uint32_t token)
{
    uint8_t kind = reading->document->tokens[token].kind;

    if (kind == OR_TOKEN_NUMBER)
        return true;
    if (kind != OR_TOKEN_WORD)
        return false;
    if (or_is_capital(reading, token) && !or_word_is(reading, token, OR_WORD_OPENS))
        return !or_word_is(reading, token, OR_WORD(DETERMINER) | OR_WORD(PRONOUN));
    if (or_is_plural_role(reading, token))
        return false;
    if (or_word_is(reading, token,
                   OR_WORD(ROLE) | OR_WORD(BODY) | OR_WORD(FIELD) | OR_WORD(TITLE_MODIFIER) |
                       OR_WORD(LEANING)))
        return true;
    if (or_word_is(reading, token,
                   OR_WORD(DETERMINER) | OR_WORD(PREPOSITION) | OR_WORD(CONJUNCTION) | OR_WORD(PRONOUN) |
                       OR_WORD(RELATIVE) | OR_WORD(SUBORDINATOR) | OR_WORD(NEGATION) | OR_WORD(ADVERB) |
                       OR_WORD(AUXILIARY) | OR_WORD(QUANTIFIER) | OR_WORD(WEEKDAY)))
        return false;
    return !or_is_verb_form(reading, token);
}

/* "Ministry of Trade", "Energy and Water": words that join capitals into one name. */
bool or_joins_capitals(const OrReading *reading, uint32_t token, uint32_t limit)
{
    return token > limit && or_is_capital(reading, token - 1) && or_is_capital(reading, token + 1) &&
           or_word_is(reading, token, OR_WORD(COMPLEMENT) | OR_WORD(CONJUNCTION)) &&
           or_word_is(reading, token - 1, OR_WORD(BODY) | OR_WORD(FIELD) | OR_WORD(ROLE));
}

/* "to | assist" */
static bool is_infinitive(const OrReading *reading, uint32_t token, uint32_t limit)
{
    return token > limit && reading->words[token].row_count == 0 && !or_is_capital(reading, token) &&
           or_word_is(reading, token - 1, OR_WORD(INFINITIVE));
}

uint32_t or_phrase_begin(const OrReading *reading, uint32_t token, uint32_t limit)
{
    uint32_t begin = token;

    while (begin > limit && token - begin < MOST_WORDS_BEFORE) {
        uint32_t before = begin - 1;

        if (reading->document->tokens[before].kind == OR_TOKEN_POSSESSIVE) {
            if (before == limit || !is_phrase_word(reading, before - 1))
                break;
        } else if ((!is_phrase_word(reading, before) && !or_joins_capitals(reading, before, limit)) ||
                   is_infinitive(reading, before, limit)) {
            break;
        }
        begin = before;
    }
    return begin;
}

static bool ends_phrase(const OrReading *reading, uint32_t token)
{
    uint8_t kind = reading->document->tokens[token].kind;

    if (kind == OR_TOKEN_POSSESSIVE || kind == OR_TOKEN_NUMBER || kind == OR_TOKEN_OTHER)
        return false;
    if (kind != OR_TOKEN_WORD)
        return true;
    if (or_word_is(reading, token,
                   OR_WORD(RELATIVE) | OR_WORD(AUXILIARY) | OR_WORD(PRONOUN) | OR_WORD(WEEKDAY)))
        return !or_is_capital(reading, token) || or_word_is(reading, token, OR_WORD(WEEKDAY));
    if (or_is_capital(reading, token))
        return false;
    if (or_word_is(reading, token,
                   OR_WORD(PREPOSITION) | OR_WORD(ROLE) | OR_WORD(BODY) | OR_WORD(FIELD) | OR_WORD(LEANING) |
                       OR_WORD(DETERMINER) | OR_WORD(TITLE_MODIFIER) | OR_WORD(CONJUNCTION)))
        return false;
    return or_is_verb_form(reading, token);
}

uint32_t or_phrase_end(const OrReading *reading, uint32_t token, uint32_t limit)
{
    uint32_t end = token;

    while (end < limit && end - token < MOST_WORDS_BEHIND && !ends_phrase(reading, end))
        end++;
    while (end > token && or_word_is(reading, end - 1, OR_WORD(PREPOSITION) | OR_WORD(CONJUNCTION)) &&
           !or_is_capital(reading, end - 1))
        end--;
    return end;
}

/* "Ministry | of | State Security spokesman": the preposition inside the name of a body. */
bool or_joins_body(const OrReading *reading, uint32_t token, OrRange phrase)
{
    return token + 1 < phrase.end && or_joins_capitals(reading, token, phrase.begin) &&
           or_word_is(reading, token - 1, OR_WORD(BODY));
}

/* The head of the noun phrase, where it is a role: the last role before the first preposition. */
uint32_t or_find_role(const OrReading *reading, OrRange tokens)
{
    uint32_t found = OR_NO_INDEX;

    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        bool role = or_word_is(reading, t, OR_WORD(ROLE) | OR_WORD(OFFICE));

        if (role)
            found = t;
        else if (or_word_is(reading, t, OR_WORD(PREPOSITION) | OR_WORD(RELATIVE)) &&
                 !or_is_capital(reading, t) && !or_joins_body(reading, t, tokens))
            break;
        else if (reading->document->tokens[t].kind == OR_TOKEN_PUNCTUATION)
            break;
    }
    return found;
}

bool or_is_plural_role(const OrReading *reading, uint32_t token)
{
    const OrVocabularyRow *row = or_word_row(reading, token, OR_VOCABULARY_CLASS_ROLE);

    return row != NULL && row->plural;
}
