/*
 * ideographic_speakers.c: who speaks by a source in writing without blanks.
 *
 * There the parts of a source stand in a fixed order: organisation, title,
 * name. The last word for a role divides it; the last ending of a body before
 * that ("…署|流行病学主任|萨米拉") divides organisation from title. A source
 * without a role is a body by its ending, somebody named before, or a name.
 * Pronouns, roles alone and "that company" go back to the last who fits.
 */
#include "reading.h"

#include <string.h>

#include "../text/reader.h"
#include "../transcript/labels.h"

#define MOST_SPEAKERS_BACK 200
#define LONGEST_NAME 30
#define LONGEST_FAMILY_NAME_FIRST 15 /* bytes; a longer name without a dot is rather a body */

static OrString bytes_of(const OrReading *reading, OrRange range)
{
    return (OrString){reading->document->text + range.begin, or_range_length(range)};
}

/* The cue word at a place and its bytes. */
static const OrCueWordsRow *word_at(const OrReading *reading, uint32_t at, uint32_t end, size_t *length)
{
    OrCueWordsMatch match = or_find_longest_cue_words(
        reading->language, (OrString){reading->document->text + at, end - at}, length);

    return match.count > 0 ? match.rows : NULL;
}

static bool begins_with(const OrReading *reading, OrRange range, OrCueWordsClass class, size_t *length)
{
    const OrCueWordsRow *row = word_at(reading, range.begin, range.end, length);

    return row != NULL && row->class == class;
}

static bool is_character_start(const char *text, uint32_t at)
{
    return ((unsigned char) text[at] & 0xC0) != 0x80;
}

/* How a source is divided; the ranges are empty where it has no such part. */
typedef struct Parts {
    OrRange role; /* the last role word that a name follows, else the last */
    OrRange name; /* behind the role, without a rank behind it ("…院士") */
} Parts;

static Parts divide(const OrReading *reading, OrRange source)
{
    Parts parts = {{source.begin, source.begin}, {source.end, source.end}};

    for (uint32_t at = source.begin; at < source.end; at++) {
        OrReader reader = {reading->document->text, at, source.end};
        size_t length;

        if (!is_character_start(reading->document->text, at))
            continue;
        length = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_ROLE);
        if (length == 0)
            continue;
        if (at + length == source.end && !or_range_is_empty(parts.role) && at - parts.role.end >= 6 &&
            or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_RANK) == length) {
            parts.name = (OrRange){parts.role.end, at};
            return parts;
        }
        parts.role = (OrRange){at, at + (uint32_t) length};
        at = parts.role.end - 1;
    }
    if (!or_range_is_empty(parts.role))
        parts.name = or_trim(reading->document->text, (OrRange){parts.role.end, source.end});
    return parts;
}

/* Where the last name of a body ends within the range; its beginning where none does. */
static uint32_t body_end(const OrReading *reading, OrRange range)
{
    uint32_t end = range.begin;

    for (uint32_t at = range.begin + 3; at < range.end; at++) {
        size_t length;
        const OrCueWordsRow *row;

        if (!is_character_start(reading->document->text, at))
            continue;
        row = word_at(reading, at, range.end, &length);
        if (row != NULL && row->class == OR_CUE_WORDS_CLASS_BODY)
            end = at + (uint32_t) length;
    }
    return end;
}

static OrSpeaker make_speaker(OrRange name, OrSpeakerKind kind, OrSpeakerRule rule)
{
    OrSpeaker speaker = {.kind = kind, .rule = rule, .entity = OR_NO_INDEX, .name = name};

    speaker.office = or_no_office();
    speaker.evidence = OR_NO_INDEX;
    return speaker;
}

/* Whether the longer name ends with the shorter behind a dot, or they are the same. */
static bool is_same_name(OrString full, OrString name)
{
    if (full.length < name.length ||
        memcmp(full.data + full.length - name.length, name.data, name.length) != 0)
        return false;
    return full.length == name.length || (full.length > name.length + 2 &&
                                          (unsigned char) full.data[full.length - name.length - 1] < 0xC0 &&
                                          ((unsigned char) full.data[full.length - name.length - 2] == 0xC2 ||
                                           (unsigned char) full.data[full.length - name.length - 3] == 0xE3));
}

static bool ends_with(OrString text, OrString ending)
{
    return ending.length > 0 && text.length >= ending.length &&
           memcmp(text.data + text.length - ending.length, ending.data, ending.length) == 0;
}

/* What the one looked for among the speakers so far must be. */
typedef struct Wanted {
    bool person;
    OrString name;  /* absent: any */
    OrString title; /* what the title ends with; absent: any */
    OrString body;  /* what the name of the body ends with; absent: any */
} Wanted;

static bool fits(const OrReading *reading, const OrSpeaker *speaker, const Wanted *wanted)
{
    if (or_range_is_empty(speaker->name) || (speaker->kind == OR_SPEAKER_PERSON) != wanted->person)
        return false;
    if (wanted->name.data != NULL && !is_same_name(bytes_of(reading, speaker->name), wanted->name))
        return false;
    if (wanted->title.data != NULL && !ends_with(bytes_of(reading, speaker->office.title), wanted->title))
        return false;
    return wanted->body.data == NULL || ends_with(bytes_of(reading, speaker->name), wanted->body);
}

static bool find_before(const OrReading *reading, const OrSpeaker *before, uint32_t count, Wanted wanted,
                        OrSpeakerRule rule, OrSpeaker *speaker)
{
    for (uint32_t back = 1; back <= count && back <= MOST_SPEAKERS_BACK; back++) {
        if (!fits(reading, &before[count - back], &wanted))
            continue;
        *speaker = before[count - back];
        speaker->rule = rule;
        return true;
    }
    return false;
}

/* Organisation and title out of what stands before a name; without the ending of a body it is all title. */
static void set_office(const OrReading *reading, uint32_t begin, OrRange role, OrSpeaker *speaker)
{
    uint32_t divide = body_end(reading, (OrRange){begin, role.begin});

    speaker->office.organisation = (OrRange){begin, divide};
    speaker->office.title = (OrRange){divide, role.end};
}

static OrSpeaker speaker_with_role(const OrReading *reading, OrRange source, const Parts *parts,
                                   const OrSpeaker *before, uint32_t count)
{
    OrRange role = parts->role;
    OrRange name = parts->name;
    OrSpeaker speaker;
    size_t length;

    if (begins_with(reading, source, OR_CUE_WORDS_CLASS_UNNAMED, &length)) {
        speaker = make_speaker(source, OR_SPEAKER_UNNAMED, OR_RULE_UNNAMED);
        speaker.office.title = role;
        return speaker;
    }
    if (!or_range_is_empty(name) && or_range_length(name) <= LONGEST_NAME) {
        speaker = make_speaker(name, OR_SPEAKER_PERSON, OR_RULE_NAMED);
        set_office(reading, source.begin, role, &speaker);
        return speaker;
    }
    if (role.begin == source.begin &&
        find_before(reading, before, count, (Wanted){.person = true, .title = bytes_of(reading, role)},
                    OR_RULE_ROLE, &speaker))
        return speaker;
    if (role.begin == source.begin &&
        find_before(reading, before, count, (Wanted){.person = false, .title = bytes_of(reading, role)},
                    OR_RULE_ROLE, &speaker))
        return speaker;
    speaker = make_speaker(source, OR_SPEAKER_UNNAMED, OR_RULE_UNNAMED);
    set_office(reading, source.begin, role, &speaker);
    return speaker;
}

/* "研究所的…": the body before the particle, the name behind. */
static bool read_possessive(const OrReading *reading, OrRange source, OrSpeaker *speaker)
{
    for (uint32_t at = source.begin + 3; at + 3 < source.end; at++) {
        if (memcmp(reading->document->text + at, "的", 3) != 0)
            continue;
        if (body_end(reading, (OrRange){source.begin, at}) != at)
            return false;
        *speaker = make_speaker((OrRange){at + 3, source.end}, OR_SPEAKER_PERSON, OR_RULE_NAMED);
        speaker->office.organisation = (OrRange){source.begin, at};
        return true;
    }
    return false;
}

/* "被列入名单的…公司": what is told of a body before its name. */
static OrRange without_description(const OrReading *reading, OrRange source)
{
    uint32_t begin = source.begin;

    for (uint32_t at = source.begin; at + 3 < source.end; at++) {
        if (memcmp(reading->document->text + at, "的", 3) == 0)
            begin = at + 3;
    }
    return source.end - begin >= 9 ? (OrRange){begin, source.end} : source;
}

static OrSpeaker speaker_without_role(const OrReading *reading, OrRange source, const OrSpeaker *before,
                                      uint32_t count)
{
    OrString text = bytes_of(reading, source);
    OrSpeaker speaker;
    bool body;
    size_t length;

    if (find_before(reading, before, count, (Wanted){.person = true, .name = text}, OR_RULE_SHORT_NAME,
                    &speaker) ||
        read_possessive(reading, source, &speaker))
        return speaker;
    source = without_description(reading, source);
    text = bytes_of(reading, source);
    if (begins_with(reading, source, OR_CUE_WORDS_CLASS_UNNAMED, &length))
        return make_speaker(source, OR_SPEAKER_UNNAMED, OR_RULE_UNNAMED);
    body = body_end(reading, source) == source.end || text.length > LONGEST_FAMILY_NAME_FIRST;
    if (body && memchr(text.data, 0xC2, text.length) == NULL)
        return make_speaker(source, OR_SPEAKER_BODY, OR_RULE_NAMED_BODY);
    return make_speaker(source, text.length >= 6 ? OR_SPEAKER_PERSON : OR_SPEAKER_UNNAMED,
                        text.length >= 6 ? OR_RULE_NAMED : OR_RULE_UNNAMED);
}

OrSpeaker or_resolve_ideographic_speaker(const OrReading *reading, OrRange tokens, const OrSpeaker *before,
                                         uint32_t count)
{
    OrRange source = or_trim(reading->document->text, or_byte_range(reading, tokens));
    Parts parts;
    OrSpeaker speaker;
    size_t length;

    if (begins_with(reading, source, OR_CUE_WORDS_CLASS_PRONOUN_PERSON, &length) &&
        length == or_range_length(source)) {
        if (find_before(reading, before, count, (Wanted){.person = true}, OR_RULE_PRONOUN, &speaker))
            return speaker;
        return make_speaker(source, OR_SPEAKER_UNNAMED, OR_RULE_UNNAMED);
    }
    if (begins_with(reading, source, OR_CUE_WORDS_CLASS_PRONOUN_BODY, &length) &&
        length == or_range_length(source)) {
        Wanted wanted = {.person = false, .body = {reading->document->text + source.begin + 3, length - 3}};

        if (find_before(reading, before, count, wanted, OR_RULE_BODY_AGAIN, &speaker) ||
            find_before(reading, before, count, (Wanted){.person = false}, OR_RULE_BODY_AGAIN, &speaker))
            return speaker;
        return make_speaker(source, OR_SPEAKER_UNNAMED, OR_RULE_UNNAMED);
    }
    parts = divide(reading, source);
    speaker = or_range_is_empty(parts.role) ? speaker_without_role(reading, source, before, count)
                                            : speaker_with_role(reading, source, &parts, before, count);
    speaker.source = tokens;
    return speaker;
}
