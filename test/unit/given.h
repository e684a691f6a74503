/*
 * given.h: statements from attributions that a test gives by the words of their source, cue and content, so
 * that no model is needed.
 */
#ifndef ONRECORD_TEST_GIVEN_H
#define ONRECORD_TEST_GIVEN_H

#include "statement/read.h"

#include <string.h>

#define MOST_ATTRIBUTIONS 8

typedef struct Given {
    const char *source; /* NULL: none */
    const char *cue;    /* NULL: none */
    const char *content;
} Given;

static uint32_t token_from(const OrDocument *document, uint32_t byte)
{
    uint32_t token = 0;

    while (token < document->token_count && document->tokens[token].begin < byte)
        token++;
    return token;
}

/* The tokens of some words, the first time they stand at or after a byte. */
static OrRole role_of(const OrDocument *document, const char *words, size_t from)
{
    OrRole role = {.count = 0};
    const char *found = words == NULL ? NULL : strstr(document->text + from, words);

    if (found != NULL) {
        uint32_t begin = (uint32_t) (found - document->text);

        role.ranges[0] =
            (OrRange){token_from(document, begin), token_from(document, begin + (uint32_t) strlen(words))};
        role.count = 1;
    }
    return role;
}

/* Read `text` with these attributions, each looked for behind the content of the one before it. */
static inline OrStatements read_with(const char *text, const Given *given, uint32_t count)
{
    static OrDocument document;
    OrHost *host = or_standard_host();
    OrTranscript transcript = {NULL, 0, 0};
    OrAttribution items[MOST_ATTRIBUTIONS];
    OrAttributions attributions = {items, count};
    OrDate published = {2031, 3, 9, OR_PRECISION_DAY};
    OrStatements result;
    size_t from = 0;

    or_split_blocks(host, &document, text, strlen(text));
    or_tokenize(host, &document);
    or_find_quotations(host, &document);
    for (uint32_t i = 0; i < count; i++) {
        items[i] = (OrAttribution){.confidence = 0.9f};
        items[i].source = role_of(&document, given[i].source, from);
        items[i].cue = role_of(&document, given[i].cue, from);
        items[i].content = role_of(&document, given[i].content, from);
        from = (size_t) (strstr(text + from, given[i].content) - text);
    }
    or_make_statements(host, &document, &transcript, &attributions, OR_LANGUAGE_EN, &published, &result);
    return result;
}

#endif
