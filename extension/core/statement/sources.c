/*
 * sources.c: the words of a source: where its head is, and which name in it is
 * the speaker's.
 */
#include "sources.h"

#define LONGEST_APPOSITION 14

/* "the ministry (MMA)": a closing bracket stays with the one that opened it. */
static bool closes_bracket(const OrReading *reading, OrRange tokens)
{
    if (!or_is_sign(reading, tokens.end - 1, ')'))
        return false;
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        if (or_is_sign(reading, t, '('))
            return true;
    }
    return false;
}

OrRange or_trim_source(const OrReading *reading, OrRange tokens)
{
    while (
        tokens.begin < tokens.end && reading->name_at[tokens.begin] == 0 &&
        (reading->document->tokens[tokens.begin].kind == OR_TOKEN_PUNCTUATION ||
         or_word_is(reading, tokens.begin, OR_WORD(ADVERB) | OR_WORD(CONJUNCTION)) ||
         (or_word_is(reading, tokens.begin, OR_WORD(PREPOSITION)) && !or_is_capital(reading, tokens.begin))))
        tokens.begin++;
    while (tokens.begin < tokens.end && reading->name_at[tokens.end - 1] == 0 &&
           ((reading->document->tokens[tokens.end - 1].kind == OR_TOKEN_PUNCTUATION &&
             !closes_bracket(reading, tokens)) ||
            or_word_is(reading, tokens.end - 1, OR_WORD(ADVERB)) ||
            (tokens.end - tokens.begin > 1 && or_word_is(reading, tokens.end - 1, OR_WORD(PRONOUN)))))
        tokens.end--;
    return tokens;
}

/* Where the noun phrase proper ends, before its prepositions, relative clauses and appositions. */
uint32_t or_core_end(const OrReading *reading, OrRange tokens)
{
    uint32_t t = tokens.begin;

    while (t < tokens.end) {
        if (reading->name_at[t] > 0) {
            t = reading->names[reading->name_at[t] - 1].tokens.end;
            continue;
        }
        if (t > tokens.begin && (or_word_is(reading, t, OR_WORD(PREPOSITION) | OR_WORD(RELATIVE)) ||
                                 (reading->document->tokens[t].kind == OR_TOKEN_PUNCTUATION)))
            break;
        t++;
    }
    return t < tokens.end ? t : tokens.end;
}

/* "a treasury official, speaking on condition of anonymity": the phrase up to its first clause. */
uint32_t or_without_clauses(const OrReading *reading, OrRange tokens, uint32_t core)
{
    uint32_t t = core > tokens.begin ? core : tokens.begin + 1;

    while (t < tokens.end && reading->document->tokens[t].kind != OR_TOKEN_PUNCTUATION &&
           !or_word_is(reading, t, OR_WORD(RELATIVE) | OR_WORD(WEEKDAY)) &&
           !(or_word_is(reading, t, OR_WORD(PREPOSITION)) && t + 1 < tokens.end &&
             or_word_is(reading, t + 1, OR_WORD(WEEKDAY) | OR_WORD_CALENDAR)))
        t++;
    return t < tokens.end ? t : tokens.end;
}

static bool is_long_body(const OrReading *reading, uint32_t name)
{
    const OrEntity *entity = &reading->entities[reading->names[name].entity];

    return entity->kind == OR_ENTITY_BODY && entity->name.end - entity->name.begin > 1;
}

/* The name that is the head of the source, OR_NO_INDEX where a common noun is. */
uint32_t or_head_name(const OrReading *reading, OrRange tokens, uint32_t core)
{
    uint32_t last = core > tokens.begin ? core - 1 : tokens.begin;

    while (last > tokens.begin && reading->document->tokens[last].kind == OR_TOKEN_PUNCTUATION)
        last--;
    /* "the Open Door | charity" */
    if (last > tokens.begin && reading->name_at[last] == 0 && reading->name_at[last - 1] > 0 &&
        or_word_is(reading, last, OR_WORD(BODY)) && is_long_body(reading, reading->name_at[last - 1] - 1))
        last--;
    return reading->name_at[last] > 0 ? reading->name_at[last] - 1 : OR_NO_INDEX;
}

/* A comma is before the phrase that the name ends: ", the late Ana Li", ", Corvanian firm Argus". */
static bool follows_comma(const OrReading *reading, uint32_t token, uint32_t limit)
{
    uint32_t begin = or_phrase_begin(reading, token, limit);

    if (begin > limit && or_word_is(reading, begin - 1, OR_WORD(DETERMINER)))
        begin--;
    return begin > limit && or_is_sign(reading, begin - 1, ',');
}

/* The office of the name is the head of the source: "senior secretary for public affairs Ana Li". */
static bool holds_office_of(const OrReading *reading, const OrName *name, uint32_t core)
{
    return reading->entities[name->entity].office.role == core - 1;
}

/*
 * The name behind the core that says who it is: "Former
 * Secretary of State and candidate Ana Li", "the head of the league, Ana Li".
 */
uint32_t or_apposed_name(const OrReading *reading, uint32_t core, uint32_t end)
{
    for (uint32_t t = core; t < end; t++) {
        const OrName *name = reading->name_at[t] > 0 ? &reading->names[reading->name_at[t] - 1] : NULL;
        bool last;

        if (name == NULL)
            continue;
        last = name->tokens.end == end || or_is_sign(reading, name->tokens.end, ',');
        if (or_word_is(reading, name->tokens.begin - 1,
                       OR_WORD(ROLE) | OR_WORD(HONORIFIC) | OR_WORD(OFFICE)) ||
            (last && follows_comma(reading, name->tokens.begin, core)) ||
            holds_office_of(reading, name, core))
            return reading->name_at[t] - 1;
        t = name->tokens.end - 1;
    }
    return OR_NO_INDEX;
}

/* The name that a relative pronoun belongs to, right before it or before a comma. */
uint32_t or_name_ahead(const OrReading *reading, uint32_t relative)
{
    OrRange sentence = reading->document->sentences[or_sentence_of(reading, relative)].tokens;
    uint32_t t = relative;

    if (t > sentence.begin && or_is_sign(reading, t - 1, ','))
        t--;
    if (t > sentence.begin && reading->name_at[t - 1] > 0)
        return reading->name_at[t - 1] - 1;
    /* "Recorded Future, a consultancy, which": the name before the apposition */
    for (; t > sentence.begin + 1 && relative - t < LONGEST_APPOSITION; t--) {
        if (or_word_is(reading, t - 1, OR_WORD(DETERMINER)) && or_is_sign(reading, t - 2, ',') &&
            t > sentence.begin + 2 && reading->name_at[t - 3] > 0)
            return reading->name_at[t - 3] - 1;
    }
    return OR_NO_INDEX;
}

/* ", Ana Li" right behind a source that was cut short. */
uint32_t or_name_right_behind(const OrReading *reading, uint32_t end)
{
    if (end + 1 >= reading->document->token_count || !or_is_sign(reading, end, ',') ||
        reading->name_at[end + 1] == 0)
        return OR_NO_INDEX;
    return reading->name_at[end + 1] - 1;
}

/* "one of them, | a former ambassador" */
OrRange or_behind_comma(const OrReading *reading, OrRange tokens)
{
    for (uint32_t t = tokens.begin; t + 1 < tokens.end; t++) {
        if (or_is_sign(reading, t, ',') && !or_word_is(reading, t + 1, OR_WORD(RELATIVE)))
            return (OrRange){t + 1, tokens.end};
    }
    return (OrRange){tokens.end, tokens.end};
}

/* The document that a source is: its head, perhaps before a participle ("figures published by"). */
uint32_t or_document_head(const OrReading *reading, OrRange tokens, uint32_t core)
{
    if (core > tokens.begin && or_word_is(reading, core - 1, OR_WORD(DOCUMENT)))
        return core - 1;
    if (core > tokens.begin + 1 && or_is_verb_form(reading, core - 1) &&
        or_word_is(reading, core - 2, OR_WORD(DOCUMENT)))
        return core - 2;
    return OR_NO_INDEX;
}

/* "Acme Telecom and Nordcable": two names and nothing else. */
bool or_is_coordination(const OrReading *reading, OrRange tokens, uint32_t last)
{
    OrRange second = reading->names[last].tokens;
    uint32_t between = second.begin - 1;

    return second.begin >= tokens.begin + 2 && second.end == tokens.end &&
           or_word_is(reading, between, OR_WORD(CONJUNCTION)) && reading->name_at[between - 1] > 0 &&
           reading->names[reading->name_at[between - 1] - 1].tokens.begin == tokens.begin;
}
