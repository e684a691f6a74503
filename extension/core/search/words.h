/*
 * words.h: words as the characters alone show them, and what lies between.
 */
#ifndef ONRECORD_CORE_SEARCH_WORDS_H
#define ONRECORD_CORE_SEARCH_WORDS_H

#include "search.h"

typedef enum OrWordShape {
    OR_SHAPE_LETTERS,  /* a Latin word, inner apostrophes and joined prefixes included */
    OR_SHAPE_INITIALS, /* U.S., J. D. */
    OR_SHAPE_CODE,     /* letters and digits */
    OR_SHAPE_NUMBER,
    OR_SHAPE_DATE, /* 2025-01-05 */
    OR_SHAPE_IDEOGRAPHS,
    OR_SHAPE_ALIAS, /* ideographs that are an alias */
    OR_SHAPE_FOREIGN,
    OR_SHAPE_HOST,
    OR_SHAPE_ADDRESS,
    OR_SHAPE_POSSESSIVE,
    OR_SHAPE_OTHER
} OrWordShape;

typedef enum OrLetterCase {
    OR_CASE_LOWER,
    OR_CASE_CAPITAL,  /* the first letter, and another in lower case (or it is one letter) */
    OR_CASE_CAPITALS, /* two letters or more, all of them */
    OR_CASE_PLURAL    /* two capitals or more and an s: NGOs */
} OrLetterCase;

/* What the gap before a word contains. */
#define OR_GAP_SPACE 0x01
#define OR_GAP_NEWLINE 0x02
#define OR_GAP_EMPTY_LINE 0x04
#define OR_GAP_HYPHEN 0x08
#define OR_GAP_DOT 0x10
#define OR_GAP_COMMA 0x20
#define OR_GAP_OTHER 0x40

typedef struct OrSearchWord {
    uint32_t begin; /* bytes */
    uint32_t end;
    uint8_t shape;       /* OrWordShape */
    uint8_t letter_case; /* OrLetterCase */
    uint8_t gap;         /* OR_GAP_*, 0: it touches the word before */
    bool plain;          /* ASCII letters and nothing else */
    uint32_t hash;       /* of a plain word in lower case (hash.h) */
} OrSearchWord;

/* Is a word of this shape compared without the dots, hyphens and spaces inside it? */
static inline bool or_is_compact(uint8_t shape)
{
    return shape == OR_SHAPE_INITIALS || shape == OR_SHAPE_CODE;
}

/* A place in a text. Plain data: a copy of it is a place to come back to. */
typedef struct OrWordScanner {
    const char *text;
    size_t length;
    size_t position;
    size_t previous_end; /* of the word before */
    uint8_t previous_shape;
    bool after_scheme; /* "https://" was read: a host follows */
} OrWordScanner;

static inline OrWordScanner or_scan_words(OrString text)
{
    return (OrWordScanner){text.data, text.length, 0, 0, OR_SHAPE_OTHER, false};
}

/* The next word; a run of ideographs is one word here. False at the end. */
bool or_scan_word(OrWordScanner *scanner, OrSearchWord *word);

/* marks.c: words that are more than letters and digits in a row. Each returns the end, or 0. */
size_t or_scan_initials(const char *text, size_t length, size_t begin);
size_t or_scan_host(const char *text, size_t length, size_t begin, bool any_ending);
size_t or_scan_address(const char *text, size_t length, size_t begin);
size_t or_scan_path(const char *text, size_t length, size_t begin);
size_t or_scan_iso_date(const char *text, size_t length, size_t begin);
size_t or_scan_number(const char *text, size_t length, size_t begin);

/* Bytes of an apostrophe at `position`, straight or curved; 0: there is none. */
size_t or_apostrophe_width(const char *text, size_t length, size_t position);

static inline bool or_is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool or_is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool or_is_ascii_alnum(char c)
{
    return or_is_ascii_digit(c) || or_is_ascii_letter(c);
}

#endif
