/*
 * appositions.c: the office that stands beside a name.
 *
 * Before it, "finance minister Ana Li" or "the head of the league, Ana Li,";
 * behind it, "Ana Li, a lecturer at the university", "Ana Li, 45, is the
 * chairwoman of Acme", "Ana Li, who runs Acme". Whom "its spokesman" speaks for
 * is told by what the sentences are about.
 */
#include "appositions.h"

#define LONGEST_APPOSITION 40
#define LONGEST_RELATIVE 16

/*
 * Where the noun phrase that ends here begins, its complements included: "the
 * head of the agency"; before a comma also "a spokesman for its embassy in Ost".
 */
static uint32_t long_phrase_begin(const OrReading *reading, uint32_t last, OrRange sentence, bool comma)
{
    uint64_t joins =
        comma ? OR_WORD(PREPOSITION) | OR_WORD(COMPLEMENT) : OR_WORD(COMPLEMENT) | OR_WORD(AFFILIATION);
    uint32_t begin = or_phrase_begin(reading, last, sentence.begin);

    for (int steps = 0; steps < 4 && begin > sentence.begin; steps++) {
        uint32_t before = begin - 1;

        uint32_t role = or_find_role(reading, (OrRange){begin, last + 1});

        if (role != OR_NO_INDEX && !or_is_plural_role(reading, role))
            break;
        if (or_word_is(reading, before, OR_WORD(DETERMINER) | OR_WORD(POSSESSOR)) && before > sentence.begin)
            before--;
        if (!or_word_is(reading, before, joins) || before == sentence.begin ||
            reading->document->tokens[before - 1].kind != OR_TOKEN_WORD)
            break;
        begin = or_phrase_begin(reading, before - 1, sentence.begin);
    }
    /* "her mother and former manager" */
    if (comma && begin > sentence.begin + 1 && or_word_is(reading, begin - 1, OR_WORD(CONJUNCTION)) &&
        or_word_is(reading, begin - 2, OR_WORD(ROLE)))
        begin = or_phrase_begin(reading, begin - 2, sentence.begin);
    return begin;
}

/* "for public affairs": what a secretary is secretary for. */
static bool is_field_complement(const OrReading *reading, uint32_t begin, uint32_t end)
{
    if (begin + 1 >= end || !or_word_is(reading, begin, OR_WORD(COMPLEMENT)))
        return false;
    for (uint32_t t = begin + 1; t < end; t++) {
        if (!or_word_is(reading, t, OR_WORD(FIELD) | OR_WORD(CONJUNCTION)))
            return false;
    }
    return true;
}

/* "last year Acme's founder" */
static bool is_owned_by_name(const OrReading *reading, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin + 1; t < end; t++) {
        if (reading->document->tokens[t].kind == OR_TOKEN_POSSESSIVE)
            return or_is_capital(reading, t - 1);
    }
    return false;
}

/*
 * Before a comma and a name stands an office only where an article or a name
 * opens it and where it cannot be the subject of a clause that ends there:
 * "said the head of the league, Ana Li said".
 */
static bool is_set_off(const OrReading *reading, uint32_t begin, OrRange chunk, OrRange sentence)
{
    bool owned =
        begin > sentence.begin && or_word_is(reading, begin - 1, OR_WORD(DETERMINER) | OR_WORD(POSSESSOR));
    uint32_t first = begin - owned;

    if (!owned && !or_is_capital(reading, begin) && !is_owned_by_name(reading, begin, chunk.begin))
        return false;
    return first == sentence.begin || chunk.end >= sentence.end || !or_is_verb_form(reading, chunk.end);
}

/* An office in lower case before the name: "finance minister Ana Li", "the head of the league, Ana Li,". */
bool or_read_role_before(const OrReading *reading, OrRange chunk, OrRange sentence, OrOffice *office)
{
    bool comma = chunk.begin > sentence.begin && or_is_sign(reading, chunk.begin - 1, ',');
    uint32_t end = chunk.begin - comma;
    uint32_t begin;
    uint32_t role;

    if (end <= sentence.begin)
        return false;
    begin = long_phrase_begin(reading, end - 1, sentence, comma);
    role = or_find_role(reading, (OrRange){begin, end});
    if (role == OR_NO_INDEX || or_is_plural_role(reading, role) ||
        (!comma && role != end - 1 && !is_field_complement(reading, role + 1, end)))
        return false;
    /* "Vice President Biden, Ana Li" are two people */
    if (comma && role + 1 < end && !or_word_is(reading, role + 1, OR_WORD(PREPOSITION)))
        return false;
    if (comma && !is_set_off(reading, begin, chunk, sentence))
        return false;
    *office = or_read_office(reading, (OrRange){begin, end}, role);
    or_find_owner(reading, begin, sentence.begin, office);
    return true;
}

/* Where the organisation behind a preposition ends, its article left out; empty where it is no name of a
 * body. */
static OrRange read_organisation(const OrReading *reading, uint32_t preposition, uint32_t limit)
{
    OrRange phrase = {preposition + 1, preposition + 1};
    bool article;

    while (phrase.begin < limit && or_word_is(reading, phrase.begin, OR_WORD(DETERMINER)))
        phrase.begin++;
    article = phrase.begin > preposition + 1;
    if (phrase.begin >= limit || reading->document->tokens[phrase.begin].kind == OR_TOKEN_NUMBER)
        return (OrRange){0, 0};
    phrase.end = or_phrase_end(reading, phrase.begin, limit);
    if (or_range_is_empty(phrase) || !or_names_organisation(reading, phrase))
        return (OrRange){0, 0};
    /* "Ana Li of Osterkade" lives there */
    if (!article && phrase.end == phrase.begin + 1 && !or_word_is(reading, phrase.begin, OR_WORD(BODY)) &&
        (reading->document->tokens[phrase.begin].flags & OR_TOKEN_ALL_CAPITALS) == 0 &&
        or_find_alias(reading, or_token_text(reading, phrase.begin), OR_ENTITY_BODY) == OR_NO_INDEX)
        return (OrRange){0, 0};
    return phrase;
}

/* The phrase ends in a word for a body before its first preposition: "the harbour board in Ost". */
static bool has_body_head(const OrReading *reading, OrRange phrase)
{
    uint32_t end = phrase.begin;

    while (end < phrase.end && !or_word_is(reading, end, OR_WORD(PREPOSITION)))
        end++;
    return end > phrase.begin && or_word_is(reading, end - 1, OR_WORD(BODY));
}

/* ", who runs the Osterkade terminal,", ", who studies comets at the Meridian Institute,": the body behind
 * the verb. */
static bool read_relative(const OrReading *reading, uint32_t who, OrRange sentence, OrOffice *office)
{
    uint32_t limit = who + LONGEST_RELATIVE < sentence.end ? who + LONGEST_RELATIVE : sentence.end;
    OrRange rest = {0, 0};

    if (who + 2 >= sentence.end || !or_word_is(reading, who, OR_WORD(RELATIVE)))
        return false;
    if (or_word_is(reading, who + 1, OR_WORD(HEADS))) {
        rest.begin = who + 2;
        while (rest.begin < sentence.end && or_word_is(reading, rest.begin, OR_WORD(DETERMINER)))
            rest.begin++;
        rest.end = or_phrase_end(reading, rest.begin, sentence.end);
        if (rest.begin < rest.end && !or_is_capital(reading, rest.begin) && !has_body_head(reading, rest))
            rest.end = rest.begin;
    } else if (or_word_is(reading, who + 1, OR_WORD(WORKS))) {
        for (uint32_t t = who + 2; t < limit && !or_is_sign(reading, t, ',') && or_range_is_empty(rest);
             t++) {
            if (or_word_is(reading, t, OR_WORD(AFFILIATION)))
                rest = read_organisation(reading, t, limit);
        }
    }
    if (or_range_is_empty(rest))
        return false;
    office->organisation = or_byte_range(reading, rest);
    return true;
}

/* "According to Ana Li, | the director will": what follows the comma is the subject of the sentence. */
static bool is_new_subject(const OrReading *reading, OrRange phrase, OrRange sentence)
{
    OrString verb;

    if (phrase.end >= sentence.end || reading->document->tokens[phrase.end].kind == OR_TOKEN_PUNCTUATION ||
        reading->document->tokens[phrase.end].kind == OR_TOKEN_QUOTE ||
        or_word_is(reading, phrase.end, OR_WORD(RELATIVE) | OR_WORD(WEEKDAY) | OR_WORD(CONJUNCTION)))
        return false;
    if (or_word_is(reading, phrase.end, OR_WORD(AUXILIARY) | OR_WORD(PASSIVE)))
        return true;
    verb = or_token_text(reading, phrase.end);
    return or_word_is(reading, phrase.begin, OR_WORD(DETERMINER)) && or_is_verb_form(reading, phrase.end) &&
           !or_ends_in_participle(reading, phrase.end) && verb.length > 3;
}

/* ", a US-based consultancy,": the name before is that of a body. */
uint32_t or_body_apposition(const OrReading *reading, uint32_t end, OrRange sentence)
{
    uint32_t phrase_end;

    if (end + 2 >= sentence.end || !or_is_sign(reading, end, ',') ||
        !or_word_is(reading, end + 1, OR_WORD(DETERMINER)))
        return OR_NO_INDEX;
    phrase_end = or_phrase_end(reading, end + 2, sentence.end);
    if (is_new_subject(reading, (OrRange){end + 1, phrase_end}, sentence))
        return OR_NO_INDEX;
    for (uint32_t t = end + 2;
         t < phrase_end && !or_word_is(reading, t, OR_WORD(PREPOSITION) | OR_WORD(RELATIVE)); t++) {
        if (or_word_is(reading, t, OR_WORD(ROLE)))
            return OR_NO_INDEX;
        if (or_word_is(reading, t, OR_WORD(BODY)) &&
            (t + 1 == phrase_end || or_word_is(reading, t + 1, OR_WORD(PREPOSITION) | OR_WORD(RELATIVE))))
            return t;
    }
    return OR_NO_INDEX;
}

/* "Ana Li of the Harbour Board", "Ana Li, for the Civic List,": a body alone. */
static bool read_body_behind(const OrReading *reading, uint32_t end, uint32_t limit, OrOffice *office)
{
    uint32_t preposition = or_is_sign(reading, end, ',') ? end + 1 : end;
    OrRange phrase;

    if (preposition + 1 >= limit || !or_leads_to_body(reading, preposition))
        return false;
    phrase = read_organisation(reading, preposition, limit);
    if (or_range_is_empty(phrase) || or_state_at(reading, phrase.begin) != NULL ||
        !(or_is_capital(reading, phrase.begin) || has_body_head(reading, phrase)))
        return false;
    if (preposition > end && (phrase.end >= limit || !or_is_sign(reading, phrase.end, ',')))
        return false;
    office->organisation = or_byte_range(reading, phrase);
    return true;
}

/* The office behind a name: an apposition, "of Acme", "who runs Acme". */
bool or_read_apposition(const OrReading *reading, uint32_t end, OrRange sentence, OrOffice *office)
{
    uint32_t limit = end + LONGEST_APPOSITION < sentence.end ? end + LONGEST_APPOSITION : sentence.end;
    OrRange phrase;
    uint32_t role;

    *office = or_no_office();
    if (end + 1 >= limit)
        return false;
    if (or_is_sign(reading, end, ',') && reading->document->tokens[end + 1].kind == OR_TOKEN_NUMBER &&
        end + 3 < limit && or_is_sign(reading, end + 2, ','))
        end += or_word_is(reading, end + 3, OR_WORD(PASSIVE)) ? 3 : 2;
    else if (read_body_behind(reading, end, limit, office))
        return false;
    if (!or_is_sign(reading, end, ',') && !or_word_is(reading, end, OR_WORD(PASSIVE)))
        return false;
    if (end + 2 >= limit)
        return false;
    if (read_relative(reading, end + 1, sentence, office))
        return true;
    phrase = (OrRange){end + 1, or_phrase_end(reading, end + 1, limit)};
    if (or_is_sign(reading, end, ',') && is_new_subject(reading, phrase, sentence))
        return false;
    role = or_find_role(reading, phrase);
    if (role == OR_NO_INDEX || role - phrase.begin > 8 ||
        or_word_is(reading, phrase.begin, OR_WORD(CONJUNCTION)) || or_is_plural_role(reading, role))
        return false;
    *office = or_read_office(reading, phrase, role);
    or_find_owner(reading,
                  or_word_is(reading, phrase.begin, OR_WORD(DETERMINER) | OR_WORD(POSSESSOR))
                      ? phrase.begin + 1
                      : phrase.begin,
                  sentence.begin, office);
    return true;
}
