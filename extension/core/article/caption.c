/*
 * caption.c: telling captions from prose.
 *
 * A caption reads like prose; what gives it away is its label in front or the
 * credit behind it. A credit stands apart from the sentence (behind its full
 * stop, in brackets, behind a bar), names a picture or an agency, and reaches
 * to the end of the line. An agency alone in brackets is no credit: that is how
 * agencies sign their reports.
 */
#include "caption.h"

#include "outlet.h"
#include "press.h"

#define MAX_CAPTION_WORDS 90
#define MAX_CREDIT_BYTES 80

/* "Photo:", "File Photo:", "图为": the label opens the line and is not part of its sentence. */
static bool has_label(const char *text, const OrLine *line)
{
    OrReader reader = {text, line->range.begin, line->range.end};
    size_t length;
    bool ideographic = (unsigned char) text[reader.at] >= 0xE0;

    if (or_skip_character(&reader, '(') || or_skip_character(&reader, '['))
        or_skip_blanks(&reader);
    if (!or_find_press_word(&reader, OR_PRESS_WORDS_KIND_CAPTION, &length))
        return false;
    reader.at += (uint32_t) length;
    or_skip_blanks(&reader);
    if (or_skip_character(&reader, ':') || or_skip_character(&reader, 0xFF1A))
        return true;
    return ideographic && length > 3 && line->words < 40;
}

static bool is_sentence_end(char c)
{
    return c == '.' || c == '!' || c == '?';
}

/* The byte before `at`, blanks aside; 0 at the start of the line. */
static char byte_before(const char *text, uint32_t begin, uint32_t at, bool *blank)
{
    *blank = false;
    while (at > begin && (unsigned char) text[at - 1] <= ' ') {
        at--;
        *blank = true;
    }
    return at > begin ? text[at - 1] : '\0';
}

static bool sets_apart(char before)
{
    return is_sentence_end(before) || before == '(' || before == '[' || before == '|' || before == '"' ||
           before == '\x9d' /* closing curly mark */ || before == '\x82' /* ideographic full stop */;
}

/* Only brackets and full stops follow. */
static bool reaches_end(const OrReader *reader)
{
    for (uint32_t at = reader->at; at < reader->end; at++) {
        char c = reader->text[at];

        if (c != ')' && c != ']' && c != '.' && c != ' ' && c != '*')
            return false;
    }
    return true;
}

/* A word for pictures that a name follows by a sign, or that stands apart. */
static bool is_picture_credit(const OrReader *reader, char before)
{
    OrReader behind = *reader;
    size_t length;
    char after;

    if (!or_find_press_word(reader, OR_PRESS_WORDS_KIND_CREDIT, &length))
        return false;
    behind.at += (uint32_t) length;
    after = or_peek(&behind, 0);
    if (after == ':' || after == '/' || before == '/')
        return true;
    return sets_apart(before) && (reaches_end(&behind) || before == '(' || before == '[' ||
                                  or_is_upper((unsigned char) or_peek(&behind, 1)));
}

/* "AFP/Getty", "REUTERS/Jane Doe", or an agency alone behind the full stop. */
static bool is_agency_credit(const OrReader *reader, char before, bool blank)
{
    OrReader behind = *reader;
    OrOutlet outlet;

    if (!or_read_outlet(&behind, &outlet) || !outlet.agency)
        return false;
    if (or_peek(&behind, 0) == '/' || before == '/')
        return true;
    return is_sentence_end(before) && blank && reaches_end(&behind);
}

/* No sentence ends between here and the end of the line. */
static bool is_last_sentence(const char *text, uint32_t at, uint32_t end)
{
    for (; at + 1 < end; at++) {
        if (is_sentence_end(text[at]) && text[at + 1] == ' ')
            return false;
    }
    return true;
}

static bool is_word_start(const char *text, uint32_t at)
{
    unsigned char c = (unsigned char) text[at];

    if (c >= 0x80)
        return c >= 0xC0;
    return or_is_ascii_letter((char) c) && !or_is_ascii_letter(text[at - 1]);
}

static bool is_credit(const OrReader *reader, const OrLine *line)
{
    bool blank;
    char before = byte_before(reader->text, line->range.begin, reader->at, &blank);

    if (line->ends_sentence && !sets_apart(before)) /* part of the sentence */
        return false;
    return (is_picture_credit(reader, before) || is_agency_credit(reader, before, blank)) &&
           is_last_sentence(reader->text, reader->at, reader->end);
}

static bool has_credit(const char *text, const OrLine *line)
{
    uint32_t begin = line->range.begin;
    uint32_t at =
        or_range_length(line->range) > MAX_CREDIT_BYTES ? line->range.end - MAX_CREDIT_BYTES : begin + 1;

    for (; at < line->range.end; at++) {
        OrReader reader = {text, at, line->range.end};

        if (is_word_start(text, at) && is_credit(&reader, line))
            return true;
    }
    return false;
}

bool or_is_caption(const char *text, const OrLine *line)
{
    if (line->words > MAX_CAPTION_WORDS || line->letters == 0)
        return false;
    return has_label(text, line) || has_credit(text, line);
}
