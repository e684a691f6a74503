/*
 * line.h: what can be seen of a block by looking at it alone: its length, its
 * letters, its end, and the phrases of page furniture in it.
 */
#ifndef ONRECORD_CORE_ARTICLE_LINE_H
#define ONRECORD_CORE_ARTICLE_LINE_H

#include "../lexicon/lexicon.h"
#include "../text/document.h"

typedef struct OrLine {
    OrRange range;
    uint32_t words;         /* words; two ideographs count as one */
    uint32_t long_words;    /* words of four letters and more */
    uint32_t capital_words; /* those of the long words that begin with a capital */
    uint32_t lower_words;   /* words that begin with a small letter */
    uint32_t ideographs;
    uint32_t letters;
    uint32_t separators; /* "|", "/" and the like between blanks, as in rows of links */
    uint32_t sentences;  /* sentence ends inside or at the end */
    bool ends_sentence;  /* full stop, question or exclamation mark, quotation marks and brackets aside */
    bool ends_colon;
    bool begins_quotation;
    bool begins_small;      /* its first letter is lower case */
    uint64_t fingerprint;   /* of its letters and digits, case aside: equal texts are equal here */
    int32_t furniture;      /* the weight of the furniture phrases in it */
    OrBoilerplateTail tail; /* what such a phrase says of the lines that follow */
} OrLine;

void or_look_at_line(const char *text, OrRange range, OrLine *line);

/* How much the line looks like prose: 4 and more is a paragraph, below 0 is furniture. */
int or_prose_weight(const OrLine *line);

/* Capitals on nearly every long word, as many headlines and all menus have them. */
bool or_is_title_case(const OrLine *line);

/*
 * Copy a range in the form that lexicons have: blanks collapsed, curly marks
 * straight, bullets at either end gone. At most `size` bytes, cut at a
 * character; returns the length.
 */
size_t or_plain_copy(const char *text, OrRange range, char *buffer, size_t size);

#endif
