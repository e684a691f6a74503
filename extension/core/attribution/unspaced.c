/*
 * unspaced.c: see unspaced.h.
 */
#include "unspaced.h"

#include <string.h>

#include "../text/reader.h"

#define LONGEST_SUBJECT 40
#define LONGEST_SOMEBODY 14
#define LONGEST_BRACKET 200
#define LONGEST_DESCRIPTION 16

OrString or_unspaced_rest(const OrUnspaced *text, uint32_t token)
{
    const OrDocument *document = text->document;
    uint32_t begin = document->tokens[token].begin;
    size_t left = document->length - begin;

    return (OrString){document->text + begin, left < OR_LEXICON_LONGEST_KEY ? left : OR_LEXICON_LONGEST_KEY};
}

uint32_t or_unspaced_tokens(const OrUnspaced *text, uint32_t token, size_t length)
{
    const OrDocument *document = text->document;
    uint32_t end = document->tokens[token].begin + (uint32_t) length;
    uint32_t t = token;

    while (t < document->token_count && document->tokens[t].begin < end)
        t++;
    return t - token;
}

uint32_t or_unspaced_word(const OrUnspaced *text, uint32_t token, OrCueWordsClass class)
{
    size_t length;
    OrCueWordsMatch match = or_find_longest_cue_words(text->language, or_unspaced_rest(text, token), &length);

    return match.count > 0 && match.rows[0].class == class ? or_unspaced_tokens(text, token, length) : 0;
}

int32_t or_unspaced_sign(const OrUnspaced *text, uint32_t token)
{
    const OrToken *it = &text->document->tokens[token];
    OrReader reader = {text->document->text, it->begin, it->begin + it->length};

    return it->kind == OR_TOKEN_PUNCTUATION || it->kind == OR_TOKEN_QUOTE ? or_next_character(&reader) : 0;
}

bool or_is_clause_comma(int32_t c)
{
    return c == ',' || c == 0xFF0C || c == 0xFF1B || c == ';';
}

bool or_is_clause_colon(int32_t c)
{
    return c == ':' || c == 0xFF1A;
}

bool or_is_clause_stop(int32_t c)
{
    return c == 0x3002 || c == '.' || c == 0xFF01 || c == 0xFF1F || c == '!' || c == '?' || c == 0x2026;
}

bool or_ends_subject(const OrUnspaced *text, uint32_t token)
{
    size_t length;
    OrCueWordsMatch match = or_find_longest_cue_words(text->language, or_unspaced_rest(text, token), &length);

    if (match.count == 0)
        return false;
    switch (match.rows[0].class) {
    case OR_CUE_WORDS_CLASS_PREPOSITION:
    case OR_CUE_WORDS_CLASS_TOWARDS:
    case OR_CUE_WORDS_CLASS_ADVERB:
    case OR_CUE_WORDS_CLASS_NEGATION:
    case OR_CUE_WORDS_CLASS_CONNECTIVE:
    case OR_CUE_WORDS_CLASS_RELAY:
    case OR_CUE_WORDS_CLASS_TIME:
        return true;
    default:
        return false;
    }
}

/* "月", "日" behind a number. */
static bool is_date_unit(const OrUnspaced *text, uint32_t token)
{
    size_t length;
    OrCalendarMatch match = or_find_longest_calendar(text->language, or_unspaced_rest(text, token), &length);

    return match.count > 0 && match.rows[0].kind >= OR_CALENDAR_KIND_YEAR_UNIT;
}

static bool is_bracket(int32_t c)
{
    return c == '(' || c == 0xFF08 || c == 0x3010 || c == 0x3011 || c == 0x3014 || c == 0x3015;
}

/* Behind the bracket that closes the one at a token; the next token where none does. */
static uint32_t behind_bracket(const OrUnspaced *text, uint32_t token, uint32_t end)
{
    for (uint32_t t = token + 1; t < end && t < token + LONGEST_BRACKET; t++) {
        int32_t sign = or_unspaced_sign(text, t);

        if (sign == ')' || sign == 0xFF09 || sign == 0x3011 || sign == 0x3015)
            return t + 1;
    }
    return token + 1;
}

/* "被列入名单的|公司": behind the particle of a description; the token itself where there is none near. */
static uint32_t behind_particle(const OrUnspaced *text, uint32_t token, uint32_t end)
{
    for (uint32_t t = token + 1; t + 1 < end && t < token + LONGEST_DESCRIPTION; t++) {
        if (memcmp(or_unspaced_rest(text, t).data, "的", 3) == 0)
            return t + 1;
    }
    return token;
}

/* What stands before a subject: words that join clauses, "according to", dates ("8月她又", "当天，他"). */
static uint32_t skip_openers(const OrUnspaced *text, OrRange clause)
{
    uint32_t t = clause.begin;

    while (t < clause.end) {
        uint32_t length = or_unspaced_word(text, t, OR_CUE_WORDS_CLASS_CONNECTIVE) +
                          or_unspaced_word(text, t, OR_CUE_WORDS_CLASS_RELAY) +
                          or_unspaced_word(text, t, OR_CUE_WORDS_CLASS_TIME);

        if (text->document->tokens[t].kind == OR_TOKEN_NUMBER) {
            length = 1;
            while (t + length < clause.end && is_date_unit(text, t + length))
                length++;
        }
        if (t == clause.begin && or_unspaced_rest(text, t).length >= 3 &&
            memcmp(or_unspaced_rest(text, t).data, "被", 3) == 0)
            length = behind_particle(text, t, clause.end) - t;
        if (is_bracket(or_unspaced_sign(text, t)))
            length = behind_bracket(text, t, clause.end) - t;
        if (length == 0)
            break;
        t += length;
    }
    return t < clause.end ? t : clause.end;
}

/* A single character is a subject only as a pronoun; else it is left over from an adverbial. */
static uint32_t shortest_subject(const OrUnspaced *text, OrRange subject)
{
    return or_range_is_empty(subject) ||
                   or_unspaced_word(text, subject.begin, OR_CUE_WORDS_CLASS_PRONOUN_PERSON) > 0
               ? 1
               : 2;
}

/* A word that ends the words for somebody: a body, people, a role. */
static bool is_somebody(const OrUnspaced *text, uint32_t token, uint32_t *length)
{
    OrString rest = or_unspaced_rest(text, token);
    size_t bytes;
    OrCueWordsMatch word = or_find_longest_cue_words(text->language, rest, &bytes);
    OrTurnWordsMatch role;

    if (word.count > 0) {
        *length = or_unspaced_tokens(text, token, bytes);
        if (word.rows[0].class == OR_CUE_WORDS_CLASS_BODY ||
            word.rows[0].class == OR_CUE_WORDS_CLASS_FIRM_ROLE ||
            word.rows[0].class == OR_CUE_WORDS_CLASS_PEOPLE)
            return true;
    }
    role = or_find_longest_turn_words(text->language, rest, &bytes);
    for (uint32_t i = 0; i < role.count; i++) {
        if (role.rows[i].kind == OR_TURN_WORDS_KIND_ROLE) {
            *length = or_unspaced_tokens(text, token, bytes);
            return true;
        }
    }
    return false;
}

/* The tokens of what names of people are written with at a token; 0 where it is nothing of this class. */
uint32_t or_unspaced_name_characters(const OrUnspaced *text, uint32_t token, OrNameCharactersClass class)
{
    size_t length;
    OrNameCharactersMatch match =
        or_find_longest_name_characters(text->language, or_unspaced_rest(text, token), &length);

    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].class == class)
            return or_unspaced_tokens(text, token, length);
    }
    return 0;
}

/* Whether something stands at a token that a name before it ends with: a cue, a time, a sign. */
static bool is_behind_name(const OrUnspaced *text, uint32_t token, uint32_t end)
{
    size_t length;

    return token >= end || text->document->tokens[token].kind != OR_TOKEN_IDEOGRAPH ||
           or_ends_subject(text, token) ||
           or_find_longest_cues(text->language, or_unspaced_rest(text, token), &length).count > 0;
}

/* A family name with one or two characters behind it of which one alone would end a subject ("林|向|晨说"); 0
 * where there is none. */
static uint32_t name_with_stop(const OrUnspaced *text, uint32_t token, uint32_t end)
{
    uint32_t family = or_unspaced_name_characters(text, token, OR_NAME_CHARACTERS_CLASS_FAMILY);
    bool stop = false;

    if (family == 0)
        return 0;
    for (uint32_t t = token + family; t < end && t < token + family + 2; t++) {
        size_t length;
        OrCueWordsMatch word = or_find_longest_cue_words(text->language, or_unspaced_rest(text, t), &length);

        if (text->document->tokens[t].kind != OR_TOKEN_IDEOGRAPH ||
            (word.count > 0 && or_unspaced_tokens(text, t, length) > 1))
            return 0;
        stop = stop || or_ends_subject(text, t);
    }
    return stop && is_behind_name(text, token + family + 2, end) && token + family + 2 <= end ? family + 2
                                                                                              : 0;
}

OrRange or_unspaced_subject(const OrUnspaced *text, OrRange clause)
{
    uint32_t t = skip_openers(text, clause);
    OrRange subject = {t, t};
    bool may_be_name = true;

    while (t < clause.end && text->document->tokens[t].kind != OR_TOKEN_NUMBER &&
           !is_bracket(or_unspaced_sign(text, t))) {
        uint32_t name = may_be_name ? name_with_stop(text, t, clause.end) : 0;
        size_t length;
        OrCueWordsMatch word = or_find_longest_cue_words(text->language, or_unspaced_rest(text, t), &length);
        uint32_t role;

        if (name == 0 && or_ends_subject(text, t))
            break;
        may_be_name = is_somebody(text, t, &role);
        t += name > 0 ? name : may_be_name ? role : word.count > 0 ? or_unspaced_tokens(text, t, length) : 1;
        subject.end = t < clause.end ? t : clause.end;
    }
    if (or_range_is_empty(subject)) /* perhaps behind the last token */
        return subject;
    if (or_range_length(subject) > LONGEST_SUBJECT ||
        or_range_length(subject) < shortest_subject(text, subject))
        subject.begin = subject.end;
    return subject;
}

/* What the words for somebody do not go on with. */
static bool ends_somebody(const OrUnspaced *text, uint32_t token)
{
    int32_t sign = or_unspaced_sign(text, token);

    return (sign != 0 && sign != 0x3001 && sign != 0xB7 && sign != 0x30FB) ||
           text->document->tokens[token].kind == OR_TOKEN_NUMBER || or_ends_subject(text, token) ||
           or_unspaced_word(text, token, OR_CUE_WORDS_CLASS_OBJECT_END) > 0 ||
           or_unspaced_word(text, token, OR_CUE_WORDS_CLASS_ASPECT) > 0;
}

uint32_t or_unspaced_somebody(const OrUnspaced *text, uint32_t begin, uint32_t limit)
{
    uint32_t end = begin;

    for (uint32_t t = begin; t < limit && t < begin + LONGEST_SOMEBODY && !ends_somebody(text, t);) {
        uint32_t length = 1;
        bool somebody = is_somebody(text, t, &length) && (length > 1 || t > begin);

        if (end > begin && !somebody && or_unspaced_sign(text, t) == 0)
            break;
        t += length;
        if (somebody && t <= limit)
            end = t;
    }
    return end;
}
