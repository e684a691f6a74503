/*
 * ideographic_offices.c: organisation and title out of the phrase before a name.
 *
 * In writing without blanks the parts stand in a fixed order: state, organisation,
 * title. The last name of a body before the role ends the organisation ("…卫生署|
 * 流行病学主任"). Where no such name is, what stands before the role of somebody
 * who speaks for or heads a firm is the organisation ("蓝桥通信|首席执行官"); else
 * it says what the office is for ("卫生|部长"), with a state perhaps before it,
 * which is no part of the title: a state that the list knows, or what stands
 * before a field of office ("清蓝|卫生部长"), or what the text has elsewhere too,
 * with other words behind ("维兰|副外长").
 */
#include "ideographs.h"

#include <string.h>

#define SHORTEST_STATE 2
#define LONGEST_STATE 6
#define STATE_WINDOW 30000 /* bytes either side that are looked through for a state's name */

static uint32_t word_at(const OrReading *reading, uint32_t token, OrCueWordsClass class)
{
    OrUnspaced text = or_unspaced(reading);

    return or_unspaced_word(&text, token, class);
}

/* Whether the tokens stand elsewhere near by, with something else behind them. */
static bool goes_on_otherwise(const OrReading *reading, OrRange tokens)
{
    const OrDocument *document = reading->document;
    OrRange bytes = or_byte_range(reading, tokens);
    uint32_t length = or_range_length(bytes);
    uint32_t begin = bytes.begin > STATE_WINDOW ? bytes.begin - STATE_WINDOW : 0;
    uint32_t end =
        document->length - bytes.end > STATE_WINDOW ? bytes.end + STATE_WINDOW : (uint32_t) document->length;

    for (uint32_t at = begin; at + length + 3 <= end; at++) {
        if (document->text[at] == document->text[bytes.begin] &&
            memcmp(document->text + at, document->text + bytes.begin, length) == 0 &&
            memcmp(document->text + at + length, document->text + bytes.end, 3) != 0)
            return true;
    }
    return false;
}

/* Where the name of a state ends that the phrase begins with; its beginning where none does. */
static uint32_t state_end(const OrReading *reading, OrRange phrase)
{
    OrUnspaced text = or_unspaced(reading);
    size_t length;
    OrStateNamesMatch state = {NULL, 0};

    if (or_range_is_empty(phrase))
        return phrase.begin;
    state = or_find_longest_state_names(reading->language, or_unspaced_rest(&text, phrase.begin), &length);
    if (state.count > 0 && state.rows[0].kind != OR_STATE_NAMES_KIND_ADJECTIVE)
        return phrase.begin + or_unspaced_tokens(&text, phrase.begin, length);
    for (uint32_t t = phrase.begin + SHORTEST_STATE; t < phrase.end; t++) {
        if (word_at(reading, t, OR_CUE_WORDS_CLASS_FIELD) > 0 ||
            word_at(reading, t, OR_CUE_WORDS_CLASS_FORMER) > 0)
            return word_at(reading, phrase.begin, OR_CUE_WORDS_CLASS_FIELD) > 0 ? phrase.begin : t;
    }
    for (uint32_t t = phrase.begin + LONGEST_STATE; t >= phrase.begin + SHORTEST_STATE; t--) {
        if (t <= phrase.end && goes_on_otherwise(reading, (OrRange){phrase.begin, t}))
            return t;
    }
    return phrase.begin;
}

/* Roles of those who speak for a firm or lead it: what stands before them is its name. */
static bool speaks_for_firm(const OrReading *reading, uint32_t role)
{
    return word_at(reading, role, OR_CUE_WORDS_CLASS_FIRM_ROLE) > 0;
}

/* "该委员会", "协会": a body that only its kind names is the one spoken of before. */
static uint32_t body_by_kind(const OrReading *reading, OrRange organisation)
{
    OrUnspaced text = or_unspaced(reading);
    uint32_t pronoun = word_at(reading, organisation.begin, OR_CUE_WORDS_CLASS_PRONOUN_BODY);
    size_t length;
    OrCueWordsMatch word;

    if (pronoun == or_range_length(organisation) && pronoun > 1)
        return or_find_ideographic_body(reading, (OrRange){organisation.begin + 1, organisation.end});
    word = or_find_longest_cue_words(reading->language, or_unspaced_rest(&text, organisation.begin), &length);
    if (word.count > 0 && word.rows[0].class == OR_CUE_WORDS_CLASS_BODY &&
        or_unspaced_tokens(&text, organisation.begin, length) == or_range_length(organisation))
        return or_find_ideographic_body(reading, organisation);
    return OR_NO_INDEX;
}

OrOffice or_read_ideographic_office(const OrReading *reading, OrRange phrase, uint32_t role)
{
    OrOffice office = or_no_office();
    OrRange before = {phrase.begin, role};
    OrRange organisation = {phrase.begin, or_ideographic_body_end(reading, before)};
    uint32_t title = organisation.end;

    if (word_at(reading, phrase.begin, OR_CUE_WORDS_CLASS_FORMER) > 0) {
        organisation.end = title = phrase.begin;
    } else if (or_range_is_empty(organisation)) {
        title = state_end(reading, before);
        if (word_at(reading, title, OR_CUE_WORDS_CLASS_POSTED) > 0)
            title = phrase.begin;
        if (speaks_for_firm(reading, role) && role - phrase.begin >= 2 &&
            word_at(reading, title, OR_CUE_WORDS_CLASS_FIELD) == 0) {
            organisation = or_without_descriptor(reading, before);
            title = role;
        }
    } else {
        uint32_t posted = word_at(reading, title, OR_CUE_WORDS_CLASS_POSTED);

        organisation = or_without_descriptor(reading, organisation);
        if (posted > 0)
            title = role;
    }
    office.title = or_byte_range(reading, (OrRange){title, phrase.end});
    if (or_range_is_empty(organisation))
        return office;
    office.organisation_entity = body_by_kind(reading, organisation);
    if (office.organisation_entity == OR_NO_INDEX)
        office.organisation = or_byte_range(reading, organisation);
    return office;
}
