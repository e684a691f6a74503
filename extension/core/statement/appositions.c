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
#define MOST_NAMES_SEEN 24
#define SENTENCES_BACK 2

/*
 * The body that a sentence, or one of the two before, is first about: whom
 * "its spokesman" and a spokesman of nobody speak for.
 */
static uint32_t topic_body(const OrReading *reading, uint32_t token)
{
    uint32_t sentence = or_sentence_of(reading, token);
    uint32_t found = OR_NO_INDEX;
    uint32_t found_in = 0;

    for (uint32_t n = reading->name_count, seen = 0; n > 0 && seen < MOST_NAMES_SEEN; n--, seen++) {
        const OrName *name = &reading->names[n - 1];
        uint32_t in = or_sentence_of(reading, name->tokens.begin);

        if (sentence - in > SENTENCES_BACK || (found != OR_NO_INDEX && in != found_in))
            break;
        if (reading->entities[name->entity].kind == OR_ENTITY_BODY && !name->quoted) {
            found = name->entity;
            found_in = in;
        }
    }
    return found;
}

void or_learn_owner(const OrReading *reading, uint32_t phrase, uint32_t sentence, OrOffice *office)
{
    const OrVocabularyRow *role = or_word_row(reading, office->role, OR_VOCABULARY_CLASS_ROLE);
    bool owned = phrase > sentence && or_word_is(reading, phrase - 1, OR_WORD(POSSESSOR));
    bool speaks =
        role != NULL && or_same_string(or_lexicon_string(role->value), (OrString){"spokesperson", 12});

    if ((owned || speaks) && or_range_is_empty(office->organisation))
        office->organisation_entity = topic_body(reading, phrase);
}

/* Where the noun phrase that ends at a comma begins, its complements included: "the head of the agency". */
static uint32_t long_phrase_begin(const OrReading *reading, uint32_t last, OrRange sentence)
{
    uint32_t begin = or_phrase_begin(reading, last, sentence.begin);

    for (int steps = 0; steps < 3 && begin > sentence.begin; steps++) {
        uint32_t before = begin - 1;

        if (or_word_is(reading, before, OR_WORD(DETERMINER)) && before > sentence.begin)
            before--;
        if (!or_word_is(reading, before, OR_WORD(COMPLEMENT) | OR_WORD(AFFILIATION)) ||
            before == sentence.begin)
            break;
        begin = or_phrase_begin(reading, before - 1, sentence.begin);
    }
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

/* An office in lower case before the name: "finance minister Ana Li", "the head of the league, Ana Li,". */
bool or_read_role_before(const OrReading *reading, OrRange chunk, OrRange sentence, OrOffice *office)
{
    bool comma = chunk.begin > sentence.begin && or_is_sign(reading, chunk.begin - 1, ',');
    uint32_t end = chunk.begin - comma;
    uint32_t begin;
    uint32_t role;

    if (end <= sentence.begin)
        return false;
    begin = long_phrase_begin(reading, end - 1, sentence);
    role = or_find_role(reading, (OrRange){begin, end});
    if (role == OR_NO_INDEX || or_is_plural_role(reading, role) ||
        (!comma && role != end - 1 && !is_field_complement(reading, role + 1, end)))
        return false;
    if (comma &&
        (begin == sentence.begin ||
         !or_word_is(reading, begin - 1, OR_WORD(DETERMINER) | OR_WORD(POSSESSOR))) &&
        !or_is_capital(reading, begin))
        return false;
    *office = or_read_office(reading, (OrRange){begin, end}, role);
    or_learn_owner(reading, begin, sentence.begin, office);
    return true;
}

/* "Ana Li, who runs the Osterkade terminal,": the body behind the verb. */
static bool read_relative(const OrReading *reading, uint32_t who, OrRange sentence, OrOffice *office)
{
    uint32_t end;
    OrRange rest;

    if (who + 2 >= sentence.end || !or_word_is(reading, who, OR_WORD(RELATIVE)))
        return false;
    if (!or_word_is(reading, who + 1, OR_WORD(HEADS)))
        return false;
    rest.begin = who + 2;
    while (rest.begin < sentence.end && or_word_is(reading, rest.begin, OR_WORD(DETERMINER)))
        rest.begin++;
    end = or_phrase_end(reading, rest.begin, sentence.end);
    rest.end = end;
    if (or_range_is_empty(rest))
        return false;
    office->organisation = or_byte_range(reading, rest);
    return true;
}

/* ", a US-based consultancy,": the name before is that of a body. */
bool or_is_body_apposition(const OrReading *reading, uint32_t end, OrRange sentence)
{
    uint32_t phrase_end;

    if (end + 2 >= sentence.end || !or_is_sign(reading, end, ',') ||
        !or_word_is(reading, end + 1, OR_WORD(DETERMINER)))
        return false;
    phrase_end = or_phrase_end(reading, end + 2, sentence.end);
    for (uint32_t t = end + 2;
         t < phrase_end && !or_word_is(reading, t, OR_WORD(PREPOSITION) | OR_WORD(RELATIVE)); t++) {
        if (or_word_is(reading, t, OR_WORD(ROLE)))
            return false;
        if (or_word_is(reading, t, OR_WORD(BODY)) &&
            (t + 1 == phrase_end || or_word_is(reading, t + 1, OR_WORD(PREPOSITION) | OR_WORD(RELATIVE))))
            return true;
    }
    return false;
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
    if (or_word_is(reading, end, OR_WORD(COMPLEMENT) | OR_WORD(AFFILIATION)) &&
        or_is_capital(reading, end + 1) && or_state_at(reading, end + 1) == NULL) {
        phrase = (OrRange){end + 1, or_phrase_end(reading, end + 1, limit)};
        office->organisation = or_byte_range(reading, phrase);
        return false;
    }
    if (or_is_sign(reading, end, ',') && reading->document->tokens[end + 1].kind == OR_TOKEN_NUMBER &&
        end + 3 < limit && or_is_sign(reading, end + 2, ','))
        end += or_word_is(reading, end + 3, OR_WORD(PASSIVE)) ? 3 : 2;
    if (!or_is_sign(reading, end, ',') && !or_word_is(reading, end, OR_WORD(PASSIVE)))
        return false;
    if (end + 2 >= limit)
        return false;
    if (read_relative(reading, end + 1, sentence, office))
        return true;
    phrase = (OrRange){end + 1, or_phrase_end(reading, end + 1, limit)};
    role = or_find_role(reading, phrase);
    if (role == OR_NO_INDEX || role - phrase.begin > 8 ||
        or_word_is(reading, phrase.begin, OR_WORD(CONJUNCTION)) || or_is_plural_role(reading, role))
        return false;
    *office = or_read_office(reading, phrase, role);
    if (or_word_is(reading, phrase.begin, OR_WORD(POSSESSOR)))
        or_learn_owner(reading, phrase.begin + 1, sentence.begin, office);
    return true;
}
