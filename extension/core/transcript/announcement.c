/*
 * announcement.c: headings that announce a speaker and what is said.
 *
 * "外交部发言人林舟就渡轮问题发表谈话", "Statement by Harbour Board Spokesperson
 * Jon Marsh on the Ferry": below such a heading stand the words themselves, without
 * any label. A report may have a heading like that, too, but tells then what the
 * speaker said, by name.
 */
#include "announcement.h"

#include <string.h>

#include "labels.h"

#define HEADING_LINES 2
#define LONGEST_HEADING 300
#define SHORTEST_NAME 6
#define LONGEST_NAME 18

OrRange or_read_announced_name(const char *text, uint32_t at, uint32_t end)
{
    OrReader reader = {text, at, end};
    OrRange name;

    or_skip_blanks(&reader);
    name = (OrRange){reader.at, reader.at};
    while (or_character_class((uint32_t) or_peek_character(&reader)) == OR_CHARACTER_IDEOGRAPH &&
           reader.at < reader.end && or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_ANNOUNCING) == 0) {
        or_next_character(&reader);
        name.end = reader.at;
    }
    return or_range_length(name) >= SHORTEST_NAME && or_range_length(name) <= LONGEST_NAME ? name
                                                                                           : (OrRange){0, 0};
}

/* "代表|团发言人…": a role is within what stands behind the first. */
static bool holds_role(const char *text, OrRange name)
{
    OrReader reader = {text, name.begin, name.end};

    while (reader.at < reader.end) {
        if (or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_ROLE) > 0)
            return true;
        or_next_character(&reader);
    }
    return false;
}

bool or_find_announcement(const char *text, OrRange heading, OrAnnouncement *announcement)
{
    OrReader reader = {text, heading.begin, heading.end};

    for (; reader.at < reader.end; or_next_character(&reader)) {
        size_t length = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_ROLE);

        if (length == 0)
            continue;
        announcement->role = (OrRange){reader.at, reader.at + (uint32_t) length};
        announcement->name = or_read_announced_name(text, announcement->role.end, heading.end);
        if (!or_range_is_empty(announcement->name) && !holds_role(text, announcement->name))
            return true;
    }
    return false;
}

/* The line ends with a word for briefings and talks. */
static bool ends_as_heading(const char *text, OrRange line)
{
    OrReader reader = {text, line.begin, line.end};

    for (; reader.at < reader.end; or_next_character(&reader)) {
        if (reader.at + or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_HEADING) == line.end)
            return true;
    }
    return false;
}

/* "Statement by ... Jon |Marsh| on the Ferry": the last word of the first run of capitals. */
static OrRange read_family_name(const char *text, uint32_t at, uint32_t end)
{
    OrReader reader = {text, at, end};
    OrRange word = {at, at};

    or_skip_blanks(&reader);
    while (or_is_upper((uint32_t) or_peek_character(&reader))) {
        word.begin = reader.at;
        while (or_character_class((uint32_t) or_peek_character(&reader)) == OR_CHARACTER_LETTER)
            or_next_character(&reader);
        word.end = reader.at;
        if (!or_skip_blanks(&reader))
            break;
    }
    return word;
}

/* The name by which a report under this heading would call the speaker; empty where it announces no remarks.
 */
static OrRange announced_in(const char *text, OrRange line)
{
    OrReader reader = {text, line.begin, line.end};
    OrAnnouncement announcement;
    size_t length;

    if (or_range_length(line) > LONGEST_HEADING)
        return (OrRange){0, 0};
    length = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_REMARKS);
    if (length > 0)
        return read_family_name(text, line.begin + (uint32_t) length, line.end);
    if (!ends_as_heading(text, line) || !or_find_announcement(text, line, &announcement))
        return (OrRange){0, 0};
    return announcement.name;
}

static bool occurs_behind(const OrDocument *document, OrRange name, uint32_t at)
{
    uint32_t length = or_range_length(name);
    const char *text = document->text;

    for (; at + length <= document->length; at++) {
        const char *found = memchr(text + at, text[name.begin], document->length - at - length + 1);

        if (found == NULL)
            return false;
        at = (uint32_t) (found - text);
        if (memcmp(found, text + name.begin, length) == 0)
            return true;
    }
    return false;
}

bool or_announces_remarks(const OrDocument *document)
{
    for (uint32_t i = 0; i < HEADING_LINES && i + 1 < document->block_count; i++) {
        OrRange line = document->blocks[i].range;
        OrRange name = announced_in(document->text, line);

        if (!or_range_is_empty(name))
            return !occurs_behind(document, name, line.end);
    }
    return false;
}
