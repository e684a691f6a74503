/*
 * sentences.c: from the tokens of a block to sentences.
 *
 * A sentence ends at . ! ? or an ellipsis, with the closing quotation marks and
 * brackets that touch it, when what follows can start one: a capital, a digit,
 * an opening mark. An abbreviation with its own full stop ends a sentence only
 * before a capitalised function word ("in the U.S. The ..."), a title or an
 * initial never ("Mr. Smith"). East Asian full stops always end one.
 */
#include "tokens.h"

#include <string.h>

#include "characters.h"
#include "words.h"

static uint32_t first_code_point(const OrDocument *document, uint32_t token)
{
    OrString word = or_token_string(document, token);
    size_t position = 0;

    return or_next_code_point(word.data, word.length, &position);
}

static bool is_east_asian_stop(uint32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E;
}

static bool is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || is_east_asian_stop(c);
}

/* An abbreviation, initial or dotted name: a word token that ends in a full stop. */
static bool is_abbreviated(const OrDocument *document, uint32_t token)
{
    OrString word = or_token_string(document, token);

    return document->tokens[token].kind == OR_TOKEN_WORD && word.data[word.length - 1] == '.';
}

static bool is_name_part(const OrDocument *document, uint32_t token)
{
    OrString word = or_token_string(document, token);
    bool title = false;

    word.length--;
    return word.length == 1 || (or_is_abbreviation(word, false, &title) && title);
}

static bool is_closer(const OrDocument *document, uint32_t token)
{
    const OrToken *t = &document->tokens[token];
    uint32_t c;

    if (t->flags & OR_TOKEN_SPACE_BEFORE)
        return false;
    if (t->kind == OR_TOKEN_QUOTE)
        return true;
    c = first_code_point(document, token);
    return c == ')' || c == ']' || c == 0xFF09 || c == 0x300B;
}

static bool can_start(const OrDocument *document, uint32_t token)
{
    const OrToken *t = &document->tokens[token];

    if (t->kind == OR_TOKEN_WORD)
        return (t->flags & OR_TOKEN_CAPITAL) != 0 || !(t->flags & OR_TOKEN_ASCII);
    return t->kind != OR_TOKEN_PUNCTUATION || first_code_point(document, token) == '(' ||
           first_code_point(document, token) == '[' || first_code_point(document, token) == '@' ||
           first_code_point(document, token) == '-' || first_code_point(document, token) == 0x2014;
}

/* Whether a sentence may end behind token `last`, with `next` the first token that is no closer. */
static bool ends_between(const OrDocument *document, uint32_t last, uint32_t next, uint32_t end)
{
    uint32_t stop = first_code_point(document, last);

    if (next >= end || is_east_asian_stop(stop))
        return true;
    if (!(document->tokens[next].flags & OR_TOKEN_SPACE_BEFORE) || !can_start(document, next))
        return false;
    if (!is_abbreviated(document, last))
        return true;
    return !is_name_part(document, last) && or_is_function_word(or_token_string(document, next));
}

static void append(OrHost *host, OrDocument *document, uint32_t block, uint32_t begin, uint32_t end,
                   uint32_t *capacity)
{
    OrSentence *sentence;

    if (document->sentence_count == *capacity) {
        uint32_t larger = *capacity < 32 ? 32 : *capacity + *capacity / 2;

        document->sentences = host->reallocate(host, document->sentences, sizeof(OrSentence) * *capacity,
                                               sizeof(OrSentence) * larger);
        *capacity = larger;
    }
    sentence = &document->sentences[document->sentence_count++];
    sentence->tokens = (OrRange){begin, end};
    sentence->range.begin = document->tokens[begin].begin;
    sentence->range.end = document->tokens[end - 1].begin + document->tokens[end - 1].length;
    sentence->block = block;
}

void or_split_sentences(OrHost *host, OrDocument *document, uint32_t block_index, uint32_t first_token,
                        uint32_t *capacity)
{
    uint32_t end = document->token_count;
    uint32_t begin = first_token;

    for (uint32_t i = first_token; i < end; i++) {
        uint32_t next = i + 1;

        if (!is_abbreviated(document, i) && !is_stop(first_code_point(document, i)))
            continue;
        while (next < end && (is_closer(document, next) || is_stop(first_code_point(document, next))))
            next++;
        if (ends_between(document, i, next, end)) {
            append(host, document, block_index, begin, next, capacity);
            begin = next;
            i = next - 1;
        }
    }
    if (begin < end)
        append(host, document, block_index, begin, end, capacity);
}
