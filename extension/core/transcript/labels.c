/*
 * labels.c: reading speaker labels.
 *
 * A label stands at the head of its line: "Q", a word for asking or answering
 * with a colon, or a name with a colon. Capitals, a title or a word for
 * reporters make a name a label by itself. Any other short name with a colon
 * may as well begin a sentence ("The other point:"), and is for the caller to
 * believe when it recurs.
 */
#include "labels.h"

#include <string.h>

#define MAX_LABEL_BYTES 90
#define MAX_LABEL_WORDS 8
#define SHORTEST_IDEOGRAPHIC_NAME 6

size_t or_measure_turn_words(const OrReader *reader, OrTurnWordsKind kind)
{
    size_t best = 0;

    for (int language = 0; language < OR_LANGUAGE_COUNT; language++) {
        size_t length;
        OrTurnWordsMatch match =
            or_find_longest_turn_words((OrLanguage) language, or_reader_rest(reader), &length);

        for (uint32_t i = 0; i < match.count; i++) {
            if (match.rows[i].kind == kind && length > best && or_ends_word(reader, length))
                best = length;
        }
    }
    return best;
}

uint64_t or_fingerprint_label(const char *text, OrRange range)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (uint32_t at = range.begin; at < range.end; at++)
        hash = (hash ^ (unsigned char) text[at]) * UINT64_C(1099511628211);
    return hash;
}

bool or_is_sentence_end(int32_t c)
{
    return c == '.' || c == '?' || c == '!' || c == ')' || c == ']' || c == '"' || c == '-' || c == 0x2014 ||
           c == 0x2026 || c == 0x201D || c == 0x3002 || c == 0xFF01 || c == 0xFF09 || c == 0xFF1F;
}

bool or_ends_in_question(const char *text, OrRange range)
{
    uint32_t end = range.end;

    while (end > range.begin + 3 && (text[end - 1] == ')' || text[end - 1] == '"' || text[end - 1] == ' '))
        end--;
    if (end > range.begin + 3 && memcmp(text + end - 3, "\xEF\xBC\x89", 3) == 0)
        end -= 3;
    return text[end - 1] == '?' || (end - range.begin > 2 && memcmp(text + end - 3, "\xEF\xBC\x9F", 3) == 0);
}

/* ":" or "：", with or without blanks before it. */
static bool skip_colon(OrReader *reader)
{
    OrReader ahead = *reader;

    or_skip_blanks(&ahead);
    if (!or_skip_character(&ahead, ':') && !or_skip_character(&ahead, 0xFF1A))
        return false;
    *reader = ahead;
    return true;
}

/* "(Reuters)", "（鹿秋平）" behind a label. */
static bool read_party(OrReader *reader, OrRange *party)
{
    OrReader ahead = *reader;
    uint32_t begin;

    or_skip_blanks(&ahead);
    if (!or_skip_character(&ahead, '(') && !or_skip_character(&ahead, 0xFF08))
        return false;
    begin = ahead.at;
    while (ahead.at < ahead.end && ahead.at - begin < MAX_LABEL_BYTES) {
        uint32_t end = ahead.at;
        int32_t c = or_next_character(&ahead);

        if (c == ')' || c == 0xFF09) {
            *party = or_trim(ahead.text, (OrRange){begin, end});
            *reader = ahead;
            return true;
        }
    }
    return false;
}

/* Number, party and colon behind a word for asking or answering; without colon, what follows are words. */
static bool skip_details(OrReader *reader, OrRange *party)
{
    OrReader ahead = *reader;

    or_skip_blanks(&ahead);
    while (or_is_ascii_digit(or_peek(&ahead, 0)))
        ahead.at++;
    read_party(&ahead, party);
    if (!skip_colon(&ahead)) {
        *party = (OrRange){0, 0};
        return false;
    }
    *reader = ahead;
    return true;
}

/* What may stand behind a bare "Q": a blank and the beginning of a sentence. */
static bool begins_sentence(const OrReader *reader)
{
    OrReader ahead = *reader;
    int32_t c;
    OrCharacterClass class;

    if (!or_skip_blanks(&ahead) || ahead.at >= ahead.end)
        return false;
    c = or_peek_character(&ahead);
    class = or_character_class((uint32_t) c);
    return or_is_upper((uint32_t) c) || class == OR_CHARACTER_QUOTE || class == OR_CHARACTER_DIGIT ||
           c == '(' || c == '[' || c == '-' || c == '.' || c == 0x2026 || or_is_dash(c);
}

/* "Q", "Q:", "Question 3:", "问：", "答（…）：". */
static bool read_word_label(OrReader *reader, OrLabel *label)
{
    static const OrTurnWordsKind kinds[] = {OR_TURN_WORDS_KIND_QUESTION, OR_TURN_WORDS_KIND_ANSWER};

    for (int i = 0; i < 2; i++) {
        OrReader ahead = *reader;
        size_t length = or_measure_turn_words(reader, kinds[i]);

        if (length == 0)
            continue;
        ahead.at += (uint32_t) length;
        *label = (OrLabel){.kind = i == 0 ? OR_LABEL_QUESTION : OR_LABEL_ANSWER,
                           .firm = true,
                           .name = {reader->at, ahead.at}};
        if (skip_details(&ahead, &label->party)) {
            or_skip_blanks(&ahead);
        } else if (length == 1 && reader->text[reader->at] == 'Q' && begins_sentence(&ahead)) {
            or_skip_blanks(&ahead);
        } else if (length == 1 && reader->text[reader->at] == 'Q' && or_peek(&ahead, 0) == '.' &&
                   or_is_blank((unsigned char) or_peek(&ahead, 1))) {
            ahead.at++;
            or_skip_blanks(&ahead);
        } else {
            continue;
        }
        label->end = ahead.at;
        *reader = ahead;
        return true;
    }
    return false;
}

typedef struct NameShape {
    uint32_t words;
    uint32_t upper;
    uint32_t lower;
    uint32_t ideographs;
} NameShape;

/* One word of a name; false for what names do not have. Small joining words may stand inside. */
static bool read_name_word(OrReader *reader, NameShape *shape)
{
    uint32_t begin = reader->at;
    int32_t first = or_peek_character(reader);
    uint32_t length;

    if (!or_is_upper((uint32_t) first) && shape->words == 0)
        return false;
    while (reader->at < reader->end) {
        int32_t c = or_peek_character(reader);
        OrCharacterClass class = or_character_class((uint32_t) c);

        if (class != OR_CHARACTER_LETTER && class != OR_CHARACTER_DIGIT && c != '.' && c != '\'' &&
            c != 0x2019 && c != '-' && c != '&' && c != '/')
            break;
        if (class == OR_CHARACTER_LETTER) {
            shape->upper += or_is_upper((uint32_t) c);
            shape->lower += !or_is_upper((uint32_t) c);
        }
        or_next_character(reader);
    }
    length = reader->at - begin;
    shape->words++;
    return length > 0 && (or_is_upper((uint32_t) first) || length <= 3);
}

/* The blank, comma or other sign between the words of a name. */
static bool skip_name_sign(OrReader *reader)
{
    bool skipped = or_skip_character(reader, ',');

    return or_skip_blanks(reader) || skipped;
}

static bool read_alphabetic_name(OrReader *reader, NameShape *shape)
{
    while (shape->words < MAX_LABEL_WORDS && read_name_word(reader, shape)) {
        OrReader ahead = *reader;

        if (skip_colon(&ahead) || !skip_name_sign(&ahead) || or_peek(&ahead, 0) == '(')
            return true;
        *reader = ahead;
    }
    return false;
}

/* Ideographs, with the marks that names of papers and foreign names have. */
static bool read_ideographic_name(OrReader *reader, NameShape *shape)
{
    while (reader->at < reader->end) {
        OrReader ahead = *reader;
        int32_t c = or_next_character(&ahead);
        OrCharacterClass class = or_character_class((uint32_t) c);

        if (class == OR_CHARACTER_IDEOGRAPH)
            shape->ideographs++;
        else if (c != 0xB7 && c != 0x30FB && c != 0x300A && c != 0x300B && class != OR_CHARACTER_LETTER &&
                 !or_is_blank(c))
            break;
        *reader = ahead;
    }
    return shape->ideographs > 0;
}

static bool has_words_of(OrReader reader, OrTurnWordsKind kind)
{
    for (; reader.at < reader.end; or_next_character(&reader)) {
        if (or_measure_turn_words(&reader, kind) > 0)
            return true;
    }
    return false;
}

/* What is before a word for reporters is the outlet, what is behind it the name: "新华社记者|林舟". */
static bool cut_reporter(const char *text, OrLabel *label)
{
    OrReader reader = {text, label->name.begin, label->name.end};

    for (; reader.at < reader.end; or_next_character(&reader)) {
        size_t length = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_REPORTER);
        OrRange behind = {reader.at + (uint32_t) length, reader.end};

        if (length == 0 || reader.at == label->name.begin ||
            (!or_range_is_empty(behind) &&
             ((unsigned char) text[reader.at] < 0xE0 || or_range_length(behind) < SHORTEST_IDEOGRAPHIC_NAME)))
            continue;
        label->kind = OR_LABEL_QUESTION;
        label->party = or_trim(text, (OrRange){label->name.begin, reader.at});
        label->person = or_trim(text, behind);
        return true;
    }
    return false;
}

/* "外交部发言人耿爽宣布": the verb is none of the name. */
static bool cut_verb(const char *text, OrLabel *label)
{
    OrReader reader = {text, label->name.begin, label->name.end};

    for (; reader.at < reader.end; or_next_character(&reader)) {
        size_t length = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_VERB);

        if (length > 0 && reader.at + length == reader.end && reader.at > label->name.begin) {
            label->name.end = reader.at;
            return true;
        }
    }
    return false;
}

/* Is the name a label by its form? Capitals or a title; in Chinese, shortness counts only with recurrence. */
static bool is_firm(const char *text, const OrLabel *label, const NameShape *shape)
{
    OrReader reader = {text, label->name.begin, label->name.end};

    if (shape->ideographs > 0)
        return label->kind == OR_LABEL_QUESTION;
    if (or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_HONORIFIC) > 0)
        return true;
    return label->kind == OR_LABEL_QUESTION ||
           (shape->upper >= 4 && shape->upper > 3 * shape->lower && shape->words >= 2);
}

/* The name alone; letters may open a Chinese one ("CNN记者"). */
static bool read_name(OrReader *reader, NameShape *shape)
{
    OrReader ahead = *reader;

    if (read_alphabetic_name(&ahead, shape) &&
        or_character_class((uint32_t) or_peek_character(&ahead)) != OR_CHARACTER_IDEOGRAPH) {
        *reader = ahead;
        return true;
    }
    *shape = (NameShape){0, 0, 0, 0};
    return read_ideographic_name(reader, shape);
}

static bool read_name_label(OrReader *reader, OrLabel *label)
{
    OrReader ahead = *reader;
    NameShape shape = {0, 0, 0, 0};

    if (ahead.end - ahead.at > MAX_LABEL_BYTES)
        ahead.end = ahead.at + MAX_LABEL_BYTES;
    if (!read_name(&ahead, &shape))
        return false;
    *label = (OrLabel){.kind = OR_LABEL_NAME, .name = or_trim(ahead.text, (OrRange){reader->at, ahead.at})};
    read_party(&ahead, &label->party);
    if (!skip_colon(&ahead) ||
        (shape.ideographs == 0 && ahead.at < ahead.end && !or_is_blank((unsigned char) or_peek(&ahead, 0))))
        return false;
    if (!cut_reporter(ahead.text, label)) {
        OrReader name = {ahead.text, label->name.begin, label->name.end};

        if (shape.ideographs > 0 && or_measure_turn_words(&name, OR_TURN_WORDS_KIND_QUESTION) > 0)
            label->kind = OR_LABEL_QUESTION; /* "记者解释：" */
        if (shape.ideographs > 0 && has_words_of(name, OR_TURN_WORDS_KIND_NO_NAME))
            return false;
        label->announces = cut_verb(ahead.text, label);
    }
    label->firm = label->titled = is_firm(ahead.text, label, &shape);
    or_skip_blanks(&ahead);
    label->end = ahead.at;
    reader->at = ahead.at;
    return true;
}

/* "Secretary QUILL.", "The CHAIRMAN.": as records of parliaments have them, the last word in capitals. */
static bool read_record_label(OrReader *reader, OrLabel *label)
{
    OrReader ahead = *reader;
    size_t title = or_measure_turn_words(reader, OR_TURN_WORDS_KIND_HONORIFIC);
    uint32_t name;
    uint32_t capitals = 0;

    if (title == 0 && !(or_peek(reader, 0) == 'T' && or_peek(reader, 1) == 'h' && or_peek(reader, 2) == 'e'))
        return false;
    ahead.at += title > 0 ? (uint32_t) title : 3;
    or_skip_blanks(&ahead);
    name = title > 0 && or_peek_character(&ahead) == '.' ? reader->at : ahead.at;
    for (; ahead.at < ahead.end && ahead.at - reader->at < MAX_LABEL_BYTES / 2; or_next_character(&ahead)) {
        int32_t c = or_peek_character(&ahead);

        if (c == '.')
            break;
        if (or_character_class((uint32_t) c) == OR_CHARACTER_LETTER && !or_is_upper((uint32_t) c))
            return false;
        capitals++;
    }
    if (capitals < 3 || name == reader->at || !or_skip_character(&ahead, '.') ||
        !or_is_blank(or_peek_character(&ahead)))
        return false;
    *label = (OrLabel){.kind = OR_LABEL_NAME, .firm = true, .name = {reader->at, ahead.at - 1}};
    or_skip_blanks(&ahead);
    label->end = ahead.at;
    *reader = ahead;
    return true;
}

/* "（记者：我只是问一下）": one who asks, heard amid an answer. */
static bool read_bracketed_label(OrReader *reader, OrLabel *label)
{
    OrReader ahead = *reader;

    if (!or_skip_character(&ahead, 0xFF08) && !or_skip_character(&ahead, '('))
        return false;
    if (!(read_word_label(&ahead, label) || read_name_label(&ahead, label)) ||
        label->kind != OR_LABEL_QUESTION)
        return false;
    *reader = ahead;
    return true;
}

bool or_read_label(OrReader *reader, OrLabel *label)
{
    return read_word_label(reader, label) || read_name_label(reader, label) ||
           read_record_label(reader, label) || read_bracketed_label(reader, label);
}

bool or_read_bare_label(const char *text, OrRange line, OrLabel *label)
{
    OrReader reader = {text, line.begin, line.end};
    NameShape shape = {0, 0, 0, 0};

    if (or_range_length(line) > MAX_LABEL_BYTES / 2)
        return false;
    *label = (OrLabel){.kind = OR_LABEL_NAME, .name = line, .end = line.end};
    if (or_character_class((uint32_t) or_peek_character(&reader)) == OR_CHARACTER_IDEOGRAPH) {
        if (!read_ideographic_name(&reader, &shape) || reader.at < reader.end || shape.ideographs > 8 ||
            has_words_of((OrReader){text, line.begin, line.end}, OR_TURN_WORDS_KIND_NO_NAME))
            return false;
    } else {
        while (reader.at < reader.end) {
            if (!read_name_word(&reader, &shape) || shape.words > 4)
                return false;
            skip_name_sign(&reader);
        }
    }
    if (reader.text[line.end - 1] == '.' || reader.text[line.end - 1] == ',')
        return false;
    cut_reporter(text, label);
    return true;
}

/* "MR. GIBBS:" by title and capitals. */
static bool read_titled_label(OrReader *reader, OrLabel *label)
{
    OrReader ahead = *reader;
    size_t length = or_measure_turn_words(reader, OR_TURN_WORDS_KIND_HONORIFIC);

    for (size_t i = 0; i < length; i++) {
        char c = reader->text[reader->at + i];

        if (c >= 'a' && c <= 'z')
            return false;
    }
    return length > 0 && read_name_label(&ahead, label) && (*reader = ahead, true);
}

bool or_read_inner_label(OrReader *reader, OrLabel *label)
{
    OrReader ahead = *reader;

    if (read_titled_label(reader, label))
        return true;
    if (!read_word_label(&ahead, label))
        return false;
    if (or_is_ascii_letter(reader->text[label->name.begin]) && label->name.end - label->name.begin > 1)
        return false; /* "the question: ..." */
    *reader = ahead;
    return true;
}
