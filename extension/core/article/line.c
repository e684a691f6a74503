/*
 * line.c: looking at one line.
 *
 * Whether a line is prose is never decided by one sign. Prose ends its
 * sentences, is long, and is mostly small letters; furniture is short, stops
 * without a full stop, is all capitals, or consists of phrases that pages
 * repeat. Each sign has a weight, and what stands around a line (article.c)
 * weighs too.
 */
#include "line.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "../text/reader.h"

#define FNV_OFFSET UINT64_C(14695981039346656037)
#define FNV_PRIME UINT64_C(1099511628211)

/* Furniture phrases are looked for in this much of a line; what matters in them comes early. */
#define PHRASE_BYTES 512

static bool is_sentence_end(UChar32 c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

static bool is_closing_mark(UChar32 c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == ',' || c == '*' ||
           (c >= 0x2018 && c <= 0x201F) || c == 0xBB || (c >= 0x300C && c <= 0x3011) || c == 0xFF09 ||
           c == 0xFF0C || c == 0xFF02;
}

static bool is_quotation_mark(UChar32 c)
{
    return c == '"' || c == 0x201C || c == 0x2018 || c == 0xAB || c == 0x300C || c == 0x300E;
}

static bool is_separator(UChar32 c)
{
    return c == '|' || c == '/' || c == '>' || c == 0xBB || c == 0x203A || c == 0x2022 || c == 0xB7 ||
           c == 0xFF5C;
}

static UChar32 fold(UChar32 c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return u_tolower(c);
}

/* A word of an alphabet has ended. */
static void count_word(OrLine *line, uint32_t length, bool capital)
{
    if (length == 0)
        return;
    line->words++;
    if (!capital)
        line->lower_words++;
    if (length >= 4) {
        line->long_words++;
        if (capital)
            line->capital_words++;
    }
}

/* Signs that end or part something; letters and blanks are the caller's. */
static void look_at_sign(OrLine *line, UChar32 c, bool first)
{
    if (first)
        line->begins_quotation = is_quotation_mark(c);
    if (is_sentence_end(c))
        line->ends_sentence = true;
    else if (!is_closing_mark(c))
        line->ends_sentence = false;
    line->ends_colon = c == ':' || c == 0xFF1A;
    if (is_separator(c))
        line->separators++;
}

static void look_at_letter(OrLine *line, UChar32 c, bool ideograph)
{
    if (line->letters++ == 0)
        line->begins_small = !ideograph && !or_is_upper((uint32_t) c);
    line->ideographs += ideograph;
    line->ends_sentence = line->ends_colon = false;
}

/* Apostrophes and hyphens keep a word together. */
static bool joins_word(UChar32 c)
{
    return c == '\'' || c == 0x2019 || c == '-';
}

static void look_at_characters(const char *text, OrLine *line)
{
    OrReader reader = {text, line->range.begin, line->range.end};
    uint32_t word = 0;
    bool capital = false;

    while (reader.at < reader.end) {
        bool first = reader.at == line->range.begin;
        UChar32 c = or_next_character(&reader);
        OrCharacterClass class = or_character_class((uint32_t) c);

        if (class == OR_CHARACTER_LETTER || class == OR_CHARACTER_IDEOGRAPH)
            look_at_letter(line, c, class == OR_CHARACTER_IDEOGRAPH);
        else if (class == OR_CHARACTER_DIGIT)
            line->ends_sentence = line->ends_colon = false;
        else if (class == OR_CHARACTER_SPACE)
            line->sentences += line->ends_sentence;
        else
            look_at_sign(line, c, first);
        if (class == OR_CHARACTER_LETTER) {
            if (word++ == 0)
                capital = or_is_upper((uint32_t) c);
        } else if (!joins_word(c)) {
            count_word(line, word, capital);
            word = 0;
        }
        if (class <= OR_CHARACTER_IDEOGRAPH && class != OR_CHARACTER_SPACE)
            line->fingerprint = (line->fingerprint ^ (uint64_t) fold(c)) * FNV_PRIME;
    }
    count_word(line, word, capital);
    line->words += (line->ideographs + 1) / 2;
    line->sentences += line->ends_sentence;
}

static bool is_bullet(UChar32 c)
{
    if (or_character_class((uint32_t) c) == OR_CHARACTER_LETTER)
        return false;
    return or_is_blank(c) || is_separator(c) || c == '*' || c == '-' || c == '<' || c == '[' || c == ']' ||
           (c >= 0x2010 && c <= 0x2015) || (c >= 0x2190 && c <= 0x21FF) || (c >= 0x25A0 && c <= 0x27BF) ||
           c == 0x3010 || c == 0x3011 || c == 0x2039 || c == 0xAB;
}

static UChar32 plain_character(UChar32 c)
{
    if (c == 0x2018 || c == 0x2019)
        return '\'';
    if (c == 0x201C || c == 0x201D)
        return '"';
    return or_is_blank(c) ? ' ' : c;
}

size_t or_plain_copy(const char *text, OrRange range, char *buffer, size_t size)
{
    OrReader reader = {text, range.begin, range.end};
    size_t length = 0;
    size_t solid = 0; /* up to the last character that is no bullet */
    bool blank = false;

    while (reader.at < reader.end) {
        UChar32 c = plain_character(or_next_character(&reader));

        if ((length == 0 && is_bullet(c)) || (c == ' ' && blank))
            continue;
        blank = c == ' ';
        if (length + U8_LENGTH(c) > size)
            break;
        U8_APPEND_UNSAFE(buffer, length, c);
        if (!is_bullet(c))
            solid = length;
    }
    return solid;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* A phrase may begin here: not inside an ASCII word, not inside a character. */
static bool is_phrase_start(const char *plain, size_t at)
{
    if (((unsigned char) plain[at] & 0xC0) == 0x80 || plain[at] == ' ')
        return false;
    return at == 0 || !is_word_byte(plain[at]) || !is_word_byte(plain[at - 1]);
}

static bool fits_place(const OrBoilerplateRow *row, size_t at, bool whole)
{
    if (row->place == OR_BOILERPLATE_PLACE_WHOLE)
        return whole;
    return row->place == OR_BOILERPLATE_PLACE_INSIDE || at == 0;
}

/* Weigh the phrases that begin at one place; returns the bytes of what may be an entry of a menu. */
static size_t weigh_phrases_at(OrLine *line, const char *plain, size_t at, size_t length, bool complete)
{
    OrString rest = {plain + at, length - at};
    size_t menu_entry = 0;

    for (int language = 0; language < OR_LANGUAGE_COUNT; language++) {
        size_t matched;
        OrBoilerplateMatch match = or_find_longest_boilerplate((OrLanguage) language, rest, &matched);

        if (match.count > 0 && at + matched < length && is_word_byte(plain[at + matched - 1]) &&
            is_word_byte(plain[at + matched]))
            continue;
        for (uint32_t i = 0; i < match.count; i++) {
            const OrBoilerplateRow *row = &match.rows[i];

            if (row->place == OR_BOILERPLATE_PLACE_WHOLE)
                menu_entry = matched;
            if (!fits_place(row, at, complete && matched == length))
                continue;
            line->furniture += row->weight;
            if (row->tail > line->tail)
                line->tail = row->tail;
            break;
        }
    }
    return menu_entry;
}

/* A row of menu entries has no words of its own between them. */
#define MENU_WEIGHT 8

static void weigh_phrases(const char *text, OrLine *line)
{
    char plain[PHRASE_BYTES];
    size_t length = or_plain_copy(text, line->range, plain, sizeof(plain));
    bool complete = or_range_length(line->range) <= sizeof(plain);
    size_t menu_end = 0;
    size_t menu_bytes = 0;

    for (size_t at = 0; at < length; at++) {
        size_t menu_entry;

        if (!is_phrase_start(plain, at))
            continue;
        menu_entry = weigh_phrases_at(line, plain, at, length, complete);
        if (menu_entry > 0 && at >= menu_end) {
            menu_bytes += menu_entry + 1;
            menu_end = at + menu_entry;
        }
    }
    if (complete && line->words >= 2 && !line->ends_sentence && menu_bytes * 3 > length * 2)
        line->furniture += MENU_WEIGHT;
}

void or_look_at_line(const char *text, OrRange range, OrLine *line)
{
    *line = (OrLine){.range = range, .fingerprint = FNV_OFFSET, .tail = OR_BOILERPLATE_TAIL_NO};
    look_at_characters(text, line);
    weigh_phrases(text, line);
}

bool or_is_title_case(const OrLine *line)
{
    return line->long_words >= 2 && line->capital_words * 5 >= line->long_words * 4;
}

int or_prose_weight(const OrLine *line)
{
    int weight = 0;

    if (line->letters == 0)
        return -9;
    if (line->ends_sentence)
        weight += 3;
    if (line->sentences >= 2)
        weight += 1;
    if (line->begins_quotation && line->ends_sentence)
        weight += 1;
    if (line->words >= 12)
        weight += 1;
    if (line->words >= 20)
        weight += 2;
    if (line->words >= 40)
        weight += 2;
    if (line->words <= 4)
        weight -= 2;
    if (line->words <= 7 && !line->ends_sentence)
        weight -= 1;
    if (line->words >= 3 && or_is_title_case(line))
        weight -= 3;
    weight -= line->separators < 4 ? (int) line->separators : 4;
    return weight - line->furniture;
}
