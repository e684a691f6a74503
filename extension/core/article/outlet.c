/*
 * outlet.c: recognizing outlets.
 */
#include "outlet.h"

#include <string.h>
#include <strings.h>

#include "../lexicon/lexicon.h"

#define MAX_NAME_WORDS 6
#define MAX_NAME_BYTES 60

/* Names of outlets are capitalised; hosts ("example.com") need not be. */
static bool may_begin_name(const OrReader *reader)
{
    const char *name = reader->text + reader->at;
    uint32_t length = 0;

    if (name[0] < 'a' || name[0] > 'z')
        return reader->at < reader->end;
    while (or_is_ascii_letter(or_peek(reader, length)) || or_is_ascii_digit(or_peek(reader, length)))
        length++;
    return or_peek(reader, length) == '.' && or_is_ascii_letter(or_peek(reader, length + 1));
}

static bool read_listed(OrReader *reader, OrOutlet *outlet)
{
    size_t length;
    OrOutletsMatch match;

    if (!may_begin_name(reader))
        return false;
    match = or_find_longest_outlets(OR_LANGUAGE_ANY, or_reader_rest(reader), &length);
    if (match.count == 0 || !or_ends_word(reader, length) ||
        or_is_ascii_digit(or_peek(reader, (uint32_t) length)))
        return false;
    *outlet = (OrOutlet){or_lexicon_string(match.rows[0].name),
                         {reader->at, reader->at + (uint32_t) length},
                         true,
                         match.rows[0].kind == OR_OUTLETS_KIND_AGENCY};
    reader->at += (uint32_t) length;
    return true;
}

bool or_read_outlet(OrReader *reader, OrOutlet *outlet)
{
    OrReader ahead = *reader;

    if (read_listed(reader, outlet))
        return true;
    if (reader->end - reader->at < 4 || (reader->text[reader->at] | 0x20) != 't' ||
        strncasecmp(reader->text + reader->at, "the ", 4) != 0)
        return false;
    ahead.at += 4;
    if (!read_listed(&ahead, outlet))
        return false;
    *reader = ahead;
    return true;
}

/* Is the word usual in names of outlets, at this place of the name? */
static bool is_outlet_word(OrString word, bool last)
{
    for (int language = 0; language < OR_LANGUAGE_COUNT; language++) {
        OrOutletWordsMatch match = or_find_outlet_words((OrLanguage) language, word);

        if (match.count > 0 && (last || match.rows[0].place == OR_OUTLET_WORDS_PLACE_ANY))
            return true;
    }
    return false;
}

/* One of the endings of outlets in writing without blanks. */
static bool has_outlet_ending(OrString name)
{
    for (size_t at = 3; at < name.length; at++) {
        if (((unsigned char) name.data[at] & 0xC0) != 0x80 &&
            is_outlet_word((OrString){name.data + at, name.length - at}, true))
            return true;
    }
    return false;
}

static bool is_joining_word(OrString word)
{
    return word.length <= 3 && or_find_function_words(OR_LANGUAGE_EN, word).count > 0;
}

/* The next word of a name; `last` where none follows, or "of" does ("Times of ..."). */
static OrString next_word(const char *text, uint32_t *at, uint32_t end, bool *last)
{
    uint32_t begin = *at;
    OrString word;

    while (*at < end && text[*at] != ' ')
        (*at)++;
    word = (OrString){text + begin, *at - begin};
    while (*at < end && text[*at] == ' ')
        (*at)++;
    *last = *at >= end || (end - *at > 3 && strncmp(text + *at, "of ", 3) == 0);
    return word;
}

static bool has_outlet_shape(const char *text, OrRange range)
{
    uint32_t words = 0;
    bool usual = false;
    uint32_t at = range.begin;

    if (or_range_length(range) > MAX_NAME_BYTES || or_range_is_empty(range))
        return false;
    if ((unsigned char) text[range.begin] >= 0xE0)
        return has_outlet_ending((OrString){text + range.begin, or_range_length(range)});
    while (at < range.end) {
        bool last;
        OrString word = next_word(text, &at, range.end, &last);
        bool article = words == 0 && word.length == 3 && strncasecmp(word.data, "the", 3) == 0;
        bool joining = is_joining_word(word);

        if (++words > MAX_NAME_WORDS || (joining && words == 1 && !article))
            return false;
        if (word.data[0] >= 'a' && word.data[0] <= 'z' && !joining)
            return false;
        usual |= is_outlet_word(word, last);
    }
    return words >= 2 && usual;
}

bool or_is_outlet(const char *text, OrRange range, OrOutlet *outlet)
{
    OrReader reader = {text, range.begin, range.end};

    if (or_read_outlet(&reader, outlet) && reader.at == range.end)
        return true;
    if (!has_outlet_shape(text, range))
        return false;
    *outlet = (OrOutlet){{text + range.begin, or_range_length(range)}, range, false, false};
    return true;
}
