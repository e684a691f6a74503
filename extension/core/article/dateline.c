/*
 * dateline.c: the dateline at the head of a report.
 *
 * In alphabets it is a place in capitals, perhaps a day and an agency in
 * brackets, and a dash or colon. One of the three must be unmistakable: all
 * letters of the place are capitals, or an agency or a day is there. In Chinese
 * it is agency, place and day, closed by the word for a wire ("电").
 */
#include "press.h"

#include "../lexicon/lexicon.h"

#define MAX_PLACE_WORDS 6
#define MAX_DATELINE_BYTES 120

typedef struct Shape {
    uint32_t words;
    uint32_t letters;
    bool all_capitals;
} Shape;

static bool find_press_word(OrString text, OrPressWordsKind kind, size_t *length)
{
    for (int language = 0; language < OR_LANGUAGE_COUNT; language++) {
        OrPressWordsMatch match = or_find_longest_press_words((OrLanguage) language, text, length);

        for (uint32_t i = 0; i < match.count; i++) {
            if (match.rows[i].kind == kind)
                return true;
        }
    }
    return false;
}

/* One capitalised word of a place, with its full stop or apostrophe. */
static bool read_place_word(OrReader *reader, Shape *shape)
{
    OrReader ahead = *reader;

    if (!or_is_upper((uint32_t) or_peek_character(&ahead)))
        return false;
    while (ahead.at < ahead.end) {
        int32_t c = or_peek_character(&ahead);
        OrCharacterClass class = or_character_class((uint32_t) c);

        if (class != OR_CHARACTER_LETTER && c != '.' && c != '\'' && c != 0x2019)
            break;
        if (class == OR_CHARACTER_LETTER) {
            shape->letters++;
            shape->all_capitals &= shape->words > 0 || or_is_upper((uint32_t) c);
        }
        or_next_character(&ahead);
    }
    shape->words++;
    *reader = ahead;
    return true;
}

static bool is_kicker(const char *text, OrRange place)
{
    size_t length;
    OrString name = {text + place.begin, or_range_length(place)};

    return find_press_word(name, OR_PRESS_WORDS_KIND_KICKER, &length) && length == name.length;
}

/* "(Reuters)", "(Agency/Agency)", "(The Courier)": the first name counts. */
static bool read_bracket(OrReader *reader, OrOutlet *agency)
{
    OrReader ahead = *reader;
    OrRange name;

    if (!or_skip_character(&ahead, '('))
        return false;
    name.begin = ahead.at;
    while (ahead.at < ahead.end && or_peek(&ahead, 0) != ')' && or_peek(&ahead, 0) != '/' &&
           or_peek(&ahead, 0) != ',')
        or_next_character(&ahead);
    name = or_trim(reader->text, (OrRange){name.begin, ahead.at});
    while (ahead.at < ahead.end && or_peek(&ahead, 0) != ')')
        or_next_character(&ahead);
    if (!or_skip_character(&ahead, ')') || or_range_is_empty(name) || or_range_length(name) > 40 ||
        !or_is_upper((unsigned char) reader->text[name.begin]))
        return false;
    if (!or_is_outlet(reader->text, name, agency))
        *agency = (OrOutlet){{reader->text + name.begin, or_range_length(name)}, name, false, true};
    agency->agency = true;
    *reader = ahead;
    return true;
}

/* The sign that ends a dateline: a dash set off by a blank, or a colon. */
static bool read_terminator(OrReader *reader, bool colon)
{
    bool blank = or_skip_blanks(reader) || or_is_blank((unsigned char) reader->text[reader->at - 1]);
    uint32_t dashes = 0;

    if (colon && or_skip_character(reader, ':'))
        return or_skip_blanks(reader) || reader->at == reader->end;
    while (or_is_dash(or_peek_character(reader))) {
        dashes += or_peek(reader, 0) == '-' ? 1 : 2;
        or_next_character(reader);
    }
    if (dashes == 0)
        return false;
    return (or_skip_blanks(reader) && blank) || dashes >= 2 || reader->at == reader->end;
}

/* "San Ferro, 14 May 2026. The ...": a full date may end in a full stop. */
static bool read_stop(OrReader *reader)
{
    return or_skip_character(reader, '.') && or_skip_blanks(reader);
}

static void skip_commas(OrReader *reader)
{
    while (or_skip_blanks(reader) || or_skip_character(reader, ','))
        ;
}

static bool read_day(OrReader *reader, OrDateReading *date)
{
    if (!or_read_date(reader->text, reader->at, reader->end, date) ||
        date->date.precision != OR_PRECISION_DAY)
        return false;
    reader->at = date->range.end;
    return true;
}

static bool read_alphabetic(const char *text, OrRange range, OrDateline *dateline)
{
    OrReader reader = {text, range.begin, range.end};
    Shape shape = {0, 0, true};
    bool day = false;
    bool agency;

    if (or_read_outlet(&reader, &dateline->agency)) /* "XINHUA, Beijing, Feb. 2 --" */
        skip_commas(&reader);
    dateline->place = (OrRange){reader.at, reader.at};
    while (shape.words < MAX_PLACE_WORDS && !day && read_place_word(&reader, &shape)) {
        dateline->place.end = reader.at;
        skip_commas(&reader);
        if (or_skip_character(&reader, '/'))
            or_skip_blanks(&reader);
        day = read_day(&reader, &dateline->date);
    }
    dateline->capitals = shape.all_capitals && shape.letters > 0;
    if (shape.words > 0 && (shape.letters < 3 || is_kicker(text, dateline->place)))
        return false;
    skip_commas(&reader);
    agency = dateline->agency.name.data != NULL || read_bracket(&reader, &dateline->agency);
    if (!agency && !day && (shape.words == 0 || !shape.all_capitals))
        return false;
    skip_commas(&reader);
    if (agency && !day && read_day(&reader, &dateline->date))
        day = true;
    if (!read_terminator(&reader, shape.all_capitals || agency) &&
        !(day && dateline->date.has_year && read_stop(&reader)) &&
        (reader.at < reader.end || (!agency && !day)))
        return false;
    dateline->vouched = agency || day;
    dateline->whole = (OrRange){range.begin, reader.at};
    return true;
}

/* "记者鲁文乔报道：" behind the wire word. */
static void read_reporters_in_line(OrReader *reader, OrDateline *dateline)
{
    OrReader ahead = *reader;
    uint32_t begin;
    size_t length;

    or_skip_blanks(&ahead);
    if (!find_press_word(or_reader_rest(&ahead), OR_PRESS_WORDS_KIND_BY, &length))
        return;
    ahead.at += (uint32_t) length;
    or_skip_blanks(&ahead);
    begin = ahead.at;
    while (ahead.at < ahead.end && ahead.at - begin < MAX_DATELINE_BYTES / 2) {
        uint32_t end = ahead.at;

        if (find_press_word(or_reader_rest(&ahead), OR_PRESS_WORDS_KIND_WIRE, &length)) {
            ahead.at += (uint32_t) length;
            if (!or_skip_character(&ahead, 0xFF1A) && !or_skip_character(&ahead, ':') &&
                !or_skip_blanks(&ahead))
                continue;
            dateline->author = or_trim(ahead.text, (OrRange){begin, end});
            *reader = ahead;
            return;
        }
        or_next_character(&ahead);
    }
}

/* Brackets behind the wire word, with the reporters in them. */
static void read_reporters(OrReader *reader, OrDateline *dateline)
{
    OrReader ahead = *reader;
    uint32_t begin;
    size_t length;

    or_skip_blanks(&ahead);
    if (!or_skip_character(&ahead, 0xFF08) && !or_skip_character(&ahead, '(')) {
        read_reporters_in_line(reader, dateline);
        return;
    }
    if (find_press_word(or_reader_rest(&ahead), OR_PRESS_WORDS_KIND_BY, &length))
        ahead.at += (uint32_t) length;
    begin = ahead.at;
    while (ahead.at < ahead.end && ahead.at - begin < MAX_DATELINE_BYTES) {
        uint32_t end = ahead.at;
        int32_t c = or_next_character(&ahead);

        if (c == 0xFF09 || c == ')') {
            dateline->author = or_trim(ahead.text, (OrRange){begin, end});
            *reader = ahead;
            return;
        }
    }
}

/* An unknown agency is known by the ending of its name, which is short ("诺通社"). */
static bool read_agency_by_ending(OrReader *reader, OrOutlet *agency)
{
    OrReader ahead = *reader;

    for (int characters = 1; characters <= 8 && ahead.at < ahead.end; characters++) {
        OrRange name = {reader->at, reader->at};

        if (or_character_class((uint32_t) or_next_character(&ahead)) != OR_CHARACTER_IDEOGRAPH)
            return false;
        name.end = ahead.at;
        if (characters >= 3 && or_is_outlet(reader->text, name, agency)) {
            *reader = ahead;
            return true;
        }
    }
    return false;
}

/* Agency, or the outlet's word for itself, at the head of a Chinese dateline. */
static void read_wire_agency(OrReader *reader, OrDateline *dateline)
{
    size_t length;

    if (or_read_outlet(reader, &dateline->agency))
        return;
    if (find_press_word(or_reader_rest(reader), OR_PRESS_WORDS_KIND_SELF, &length))
        reader->at += (uint32_t) length;
    else
        read_agency_by_ending(reader, &dateline->agency);
}

/* "电" ends the dateline only where the word ends: "电视台" is a station. */
static bool read_wire_word(OrReader *reader)
{
    size_t length;
    OrReader behind = *reader;

    if (!find_press_word(or_reader_rest(reader), OR_PRESS_WORDS_KIND_WIRE, &length))
        return false;
    behind.at += (uint32_t) length;
    if (behind.at < behind.end &&
        or_character_class((uint32_t) or_peek_character(&behind)) == OR_CHARACTER_IDEOGRAPH)
        return false;
    *reader = behind;
    return true;
}

/* "安斯維克訊／": a place, or an outlet, with nothing but the word for news and a gap behind it. */
static bool read_bare_wire_word(OrReader *reader, uint32_t place, OrDateline *dateline)
{
    OrReader ahead = *reader;
    int32_t behind;

    if (!read_wire_word(&ahead))
        return false;
    behind = or_peek_character(&ahead);
    if (!or_is_blank(behind) && behind != 0xFF0F && behind != 0xFF08)
        return false;
    dateline->place = (OrRange){place, reader->at};
    or_skip_character(&ahead, 0xFF0F);
    *reader = ahead;
    return true;
}

static bool read_ideographic(const char *text, OrRange range, OrDateline *dateline)
{
    OrReader reader = {text, range.begin, range.end};
    bool bracket = or_skip_character(&reader, 0xFF08) || or_skip_character(&reader, 0x3010) ||
                   or_skip_character(&reader, '(');
    uint32_t start = reader.at;
    uint32_t place;

    read_wire_agency(&reader, dateline);
    place = reader.at;
    while (!read_day(&reader, &dateline->date)) {
        if (place > start && read_wire_word(&reader)) /* "本报讯": neither place nor day */
            break;
        if (reader.at - place >= 6 && read_bare_wire_word(&reader, place, dateline)) /* "…讯　": no day */
            break;
        if (reader.at >= reader.end || reader.at - place > MAX_DATELINE_BYTES / 4 ||
            or_character_class((uint32_t) or_next_character(&reader)) != OR_CHARACTER_IDEOGRAPH)
            return false;
    }
    if (dateline->date.date.precision == OR_PRECISION_DAY) {
        dateline->place = (OrRange){place, dateline->date.range.begin};
        if (!read_wire_word(&reader))
            return false;
    }
    if (bracket && !or_skip_character(&reader, 0xFF09) && !or_skip_character(&reader, 0x3011))
        or_skip_character(&reader, ')');
    read_reporters(&reader, dateline);
    or_skip_blanks(&reader);
    dateline->vouched = true;
    dateline->whole = (OrRange){range.begin, reader.at};
    return true;
}

bool or_read_dateline(const char *text, OrRange range, OrDateline *dateline)
{
    *dateline = (OrDateline){0};
    if (range.end - range.begin > MAX_DATELINE_BYTES)
        range.end = range.begin + MAX_DATELINE_BYTES;
    if (read_alphabetic(text, range, dateline))
        return true;
    *dateline = (OrDateline){0};
    return read_ideographic(text, range, dateline);
}
