/*
 * blocks.c: from raw text to blocks, one per line or per wrapped paragraph.
 *
 * Most sources put a paragraph on one line, and then a block is a trimmed line.
 * Plain-text mail and old wire copy break their paragraphs at a fixed column
 * instead, and there a line is a piece of a sentence. The two cannot be told
 * apart line by line, yet they can over a whole document, because whoever wraps
 * at a column fills each line as far as it goes: the first word of the next line
 * would not have fitted any more. Lines that obey this by accident are rare. So
 *
 *   - the widest line of an ordinary width is taken for the column;
 *   - a line is full when it and the first word of the line below do not fit
 *     in that column together;
 *   - the document is wrapped if most lines that have a neighbour below them
 *     are full, and most full lines stop in the middle of a sentence.
 *
 * Only then are lines joined with the line below: full ones, and those that come
 * near it without ending a sentence, since some programs break at hyphens or
 * count bytes. Lines are never joined across an indent, which starts a paragraph in documents that have no
 * empty lines. The line breaks inside a joined block stay in its range; they are white space.
 */
#include "document.h"

#include <unicode/utf8.h>

#include "space.h"

/* Columns that people wrap at; East Asian characters count two. */
#define MIN_WRAP_COLUMN 50
#define MAX_WRAP_COLUMN 100

#define LINES_PER_INTERRUPT 4096

typedef struct Line {
    OrRange range;       /* without surrounding blanks */
    uint32_t indent;     /* bytes of blanks before it */
    uint32_t width;      /* columns */
    uint32_t first_word; /* columns of its first word */
    bool after_empty;    /* an empty line or the start of the text is before it */
    bool ends_sentence;  /* its last sign closes a sentence */
    bool begins_item;    /* it begins with the sign of a list or of a wire's header */
} Line;

typedef struct Lines {
    Line *items;
    uint32_t count;
    uint32_t capacity;
} Lines;

static bool is_wide(UChar32 c)
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
           (c >= 0x20000 && c <= 0x3FFFD);
}

static bool closes_sentence(UChar32 c)
{
    return c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
           c == 0xFF1F || c == 0xFF1A;
}

static bool is_closing_mark(UChar32 c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201D || c == 0xBB ||
           c == 0x300D || c == 0x300F || c == 0xFF09;
}

/* Fill in what is seen inside a line: its columns, its first word, its end. */
static void measure_line(const char *text, Line *line)
{
    const uint8_t *bytes = (const uint8_t *) text;
    uint32_t at = line->range.begin;
    bool in_first_word = true;

    while (at < line->range.end) {
        UChar32 c;
        uint32_t columns;

        U8_NEXT(bytes, at, line->range.end, c);
        columns = is_wide(c) ? 2 : 1;
        line->width += columns;
        if (in_first_word && or_is_blank(c))
            in_first_word = false;
        if (in_first_word)
            line->first_word += columns;
        if (columns == 2) /* ideographs need no blank to part */
            in_first_word = false;
        if (!is_closing_mark(c))
            line->ends_sentence = closes_sentence(c);
    }
}

static void append_line(OrHost *host, Lines *lines, Line line)
{
    if (lines->count == lines->capacity) {
        uint32_t capacity = lines->capacity > 0 ? lines->capacity * 2 : 64;

        lines->items =
            host->reallocate(host, lines->items, lines->capacity * sizeof(Line), capacity * sizeof(Line));
        lines->capacity = capacity;
    }
    lines->items[lines->count++] = line;
}

/* The byte after the line that starts at `at`, its break not included. */
static uint32_t find_line_end(const char *text, uint32_t at, uint32_t length)
{
    while (at < length && or_line_break_length(text, at, length) == 0)
        at++;
    return at;
}

static bool is_item_sign(char c)
{
    return c == '^' || c == '*' || c == '>' || c == '#' || c == '|';
}

static Lines find_lines(OrHost *host, const char *text, uint32_t length)
{
    Lines lines = {host->allocate(host, 64 * sizeof(Line)), 0, 64};
    bool after_empty = true;
    uint32_t at = 0;
    uint32_t seen = 0;

    while (at < length) {
        uint32_t end = find_line_end(text, at, length);
        Line line = {.range = or_trim(text, (OrRange){at, end})};

        if (or_range_is_empty(line.range)) {
            after_empty = true;
        } else {
            line.indent = line.range.begin - at;
            line.after_empty = after_empty;
            line.begins_item = is_item_sign(text[line.range.begin]);
            measure_line(text, &line);
            append_line(host, &lines, line);
            after_empty = false;
        }
        at = end + or_line_break_length(text, end, length);
        if (++seen % LINES_PER_INTERRUPT == 0)
            host->interrupt(host);
    }
    return lines;
}

static bool is_full(const Line *line, const Line *below, uint32_t column)
{
    return line->width <= column && line->width + 1 + below->first_word > column;
}

/* In a wrapped document: the line was broken by the column, not by its writer. */
static bool is_broken_off(const Line *line, const Line *below, uint32_t column)
{
    return is_full(line, below, column) ||
           (!line->ends_sentence && line->width + 1 + below->first_word > column - column / 8);
}

/* The lines stand under one another in one stretch of text. */
static bool may_join(const Line *line, const Line *below)
{
    return !below->after_empty && !below->begins_item && below->indent <= line->indent;
}

/* The column this document is wrapped at, or 0: see the essay above. */
static uint32_t find_wrap_column(const Lines *lines)
{
    uint32_t column = 0;
    uint32_t pairs = 0;
    uint32_t full = 0;
    uint32_t open = 0;
    uint32_t wider = 0;

    for (uint32_t i = 0; i < lines->count; i++) {
        uint32_t width = lines->items[i].width;

        if (width > MAX_WRAP_COLUMN)
            wider++;
        else if (width > column)
            column = width;
    }
    if (column < MIN_WRAP_COLUMN || wider > lines->count / 20)
        return 0;
    for (uint32_t i = 0; i + 1 < lines->count; i++) {
        const Line *line = &lines->items[i];

        if (!may_join(line, line + 1))
            continue;
        pairs++;
        if (is_full(line, line + 1, column)) {
            full++;
            if (!line->ends_sentence)
                open++;
        }
    }
    return full >= 2 && full * 2 > pairs && open * 2 > full ? column : 0;
}

void or_split_blocks(OrHost *host, OrDocument *document, const char *text, size_t length)
{
    Lines lines = find_lines(host, text, (uint32_t) length);
    uint32_t column = find_wrap_column(&lines);
    OrBlock *blocks = host->allocate(host, (lines.count + 1) * sizeof(OrBlock));
    uint32_t count = 0;

    for (uint32_t i = 0; i < lines.count; i++) {
        const Line *line = &lines.items[i];
        bool joined =
            i > 0 && column > 0 && may_join(line - 1, line) && is_broken_off(line - 1, line, column);

        if (joined)
            blocks[count - 1].range.end = line->range.end;
        else
            blocks[count++] = (OrBlock){line->range, OR_BLOCK_BODY, line->after_empty, {0, 0}};
    }
    host->release(host, lines.items);
    *document = (OrDocument){
        .text = text, .written = text, .length = length, .kind = OR_ARTICLE, .blocks = blocks, .block_count = count};
}
