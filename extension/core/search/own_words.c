/*
 * own_words.c: see own_words.h.
 */
#include "own_words.h"

#include <string.h>

#include "lexicon/lexicon.h"
#include "text/characters.h"

static uint32_t count_characters(OrSearchWordsMatch all)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < all.count; i++) {
        OrString word = or_lexicon_string(all.rows[i].word);

        count += or_count_code_points(word.data, word.length);
    }
    return count;
}

static OrOwnEdge *add_edge(OrOwnWords *words, uint16_t from, uint16_t character)
{
    uint32_t slot = or_own_slot(words, from, character);

    while (words->edges[slot].to != 0 &&
           (words->edges[slot].from != from || words->edges[slot].character != character))
        slot = (slot + 1) & words->mask;
    if (words->edges[slot].to == 0)
        words->edges[slot] = (OrOwnEdge){from, words->nodes++, character, OR_OWN_NONE};
    return &words->edges[slot];
}

static void add_to_set(OrCharacterSet *set, uint32_t character)
{
    set->bits[(uint16_t) character / 8] |= (uint8_t) (1 << character % 8);
}

static void add_word(OrOwnWords *words, OrString string, OrOwnWord kind)
{
    uint16_t node = 0;
    OrOwnEdge *edge = NULL;
    size_t position = 0;

    while (position < string.length) {
        uint32_t character = or_next_code_point(string.data, string.length, &position);

        if (node == 0)
            add_to_set(&words->firsts, character);
        edge = add_edge(words, node, (uint16_t) character);
        node = edge->to;
    }
    edge->word = kind;
}

static void add_row(OrOwnWords *words, const OrSearchWordsRow *row)
{
    OrString string = or_lexicon_string(row->word);
    size_t position = 0;

    switch (row->kind) {
    case OR_SEARCH_WORDS_KIND_WORD:
        add_word(words, string, OR_OWN_WORD);
        break;
    case OR_SEARCH_WORDS_KIND_PHRASE:
        add_word(words, string, OR_OWN_PHRASE);
        break;
    case OR_SEARCH_WORDS_KIND_BEGINNING:
        add_to_set(&words->beginnings, or_next_code_point(string.data, string.length, &position));
        break;
    case OR_SEARCH_WORDS_KIND_ENDING:
        add_to_set(&words->endings, or_next_code_point(string.data, string.length, &position));
        break;
    }
}

void or_make_own_words(OrHost *host, OrOwnWords *words)
{
    OrSearchWordsMatch all = or_all_search_words(OR_LANGUAGE_ZH);
    uint32_t size = 2;

    while (size < 2 * count_characters(all))
        size *= 2;
    memset(words, 0, sizeof(*words));
    words->mask = size - 1;
    words->nodes = 1;
    words->edges = host->allocate(host, size * sizeof(OrOwnEdge));
    memset(words->edges, 0, size * sizeof(OrOwnEdge));
    for (uint32_t i = 0; i < all.count; i++)
        add_row(words, &all.rows[i]);
}

void or_free_own_words(OrHost *host, OrOwnWords *words)
{
    host->release(host, words->edges);
}
