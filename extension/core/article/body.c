/*
 * body.c: the report as one text, without the page around it.
 */
#include "article.h"

#include <string.h>

#include "../text/reader.h"

/* Copy the range, each run of blanks as one space, to `to`; returns the end. Never longer than the range. */
static char *copy_plain(const char *text, OrRange range, char *to)
{
    OrReader reader = {text, range.begin, range.end};

    while (reader.at < reader.end) {
        uint32_t begin = reader.at;

        if (or_skip_blanks(&reader)) {
            *to++ = ' ';
            continue;
        }
        or_next_character(&reader);
        memcpy(to, text + begin, reader.at - begin);
        to += reader.at - begin;
    }
    return to;
}

OrString or_plain_text(OrHost *host, const OrDocument *document, OrRange range)
{
    char *copy;

    if (or_range_is_empty(range))
        return (OrString){NULL, 0};
    copy = host->allocate(host, or_range_length(range));
    return (OrString){copy, (size_t) (copy_plain(document->text, range, copy) - copy)};
}

static bool is_body(OrBlockKind kind)
{
    return kind == OR_BLOCK_BODY || kind == OR_BLOCK_TURN || kind == OR_BLOCK_SPEAKER;
}

/* Headings belong to the body once it has begun; above it they are subheadlines. */
static bool is_part(OrBlockKind kind, bool begun)
{
    return is_body(kind) || (begun && kind == OR_BLOCK_SUBHEADLINE);
}

/* The label before its words, or words on both sides of a stage direction: one line of the text. */
static bool continues_line(const OrDocument *document, uint32_t index)
{
    const OrBlock *block = &document->blocks[index];

    if (index == 0 || block->kind != OR_BLOCK_TURN)
        return false;
    if (block[-1].kind == OR_BLOCK_SPEAKER)
        return true;
    for (uint32_t at = block[-1].range.end; at < block->range.begin; at++) {
        if (or_line_break_length(document->text, at, block->range.begin) > 0)
            return false;
    }
    return true;
}

OrString or_article_body(OrHost *host, const OrDocument *document)
{
    char *body = host->allocate(host, document->length + 2 * (size_t) document->block_count + 1);
    char *to = body;

    for (uint32_t i = 0; i < document->block_count; i++) {
        const OrBlock *block = &document->blocks[i];

        if (!is_part(block->kind, to > body))
            continue;
        if (to > body && continues_line(document, i)) {
            *to++ = ' ';
        } else if (to > body) {
            *to++ = '\n';
            *to++ = '\n';
        }
        to = copy_plain(document->text, block->range, to);
    }
    if (to == body)
        return (OrString){NULL, 0};
    return (OrString){body, (size_t) (to - body)};
}
