/*
 * context.h: the tokenizer's view of its text: a window of words.
 */
#ifndef ONRECORD_CORE_SEARCH_CONTEXT_H
#define ONRECORD_CORE_SEARCH_CONTEXT_H

#include "aliases.h"
#include "segmenter.h"
#include "words.h"

/* Words that a token may look ahead for: an alias with an apostrophe in each word. */
#define OR_LOOK_AHEAD (2 * OR_MAX_NAME_WORDS)
#define OR_WORD_WINDOW 64

/* Words on either side that tell whether capitals are a way of writing the line. */
#define OR_CASE_WINDOW 3

struct OrTokenizer {
    OrHost *host;
    const OrAliases *aliases;
    const uint8_t *first_words; /* of the aliases */
    OrSegmenter *segmenter;
    const char *text;
    size_t length;
    OrWordScanner scanner;
    OrSearchWord words[OR_WORD_WINDOW]; /* a few given out, and from `next` to `count` those that are not */
    int next;
    int count;
    bool at_end;      /* the scanner has no more words */
    bool is_first;    /* no word was given out yet */
    OrSearchWord run; /* ideographs that are being given out word by word */
    OrSegments segments;
    int next_segment;
    OrSearchToken pending; /* found, and still behind the blank before it */
    bool has_pending;
    uint32_t emitted; /* bytes given out by or_next_token */
    uint32_t tokens;
};

/* How many words from the i-th on are one date; 0: they are not. */
int or_date_words(const OrTokenizer *tokenizer, int i);

#endif
