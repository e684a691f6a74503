/*
 * search.h: texts as search sees them.
 *
 *   text -> words (scan.c) -> tokens (tokens.c) -> lexemes (lexemes.c)
 *
 * A *word* is what the characters alone show: letters and digits in a row, a
 * host name, one Chinese word. A *token* is one word or several that mean one
 * thing (a date, initials, a name with an alias) with a class that tells how it
 * is indexed; what lies between tokens is blank. *Lexemes* are what stands in
 * an index or in a query.
 *
 * Two rules hold everything together. First, an index and a query are made by
 * the same code, so every notation of a thing must be brought to one form:
 * "airstrike", "air-strike" and "air strike" are two lexemes in two places, and
 * an alias becomes the words of the name it stands for. Second, lexemes are
 * found from the class and the characters of a token and nothing else, so that
 * a cache of them is never wrong.
 *
 * Everything a token says about its surroundings is in its class: whether "An"
 * is a name or an article, "US" a state or a pronoun.
 */
#ifndef ONRECORD_CORE_SEARCH_SEARCH_H
#define ONRECORD_CORE_SEARCH_SEARCH_H

#include "../base/host.h"
#include "../base/range.h"

/* The classes are the token types of the SQL parser; their numbers are part of every stored configuration. */
typedef enum OrSearchClass {
    OR_SEARCH_WORD = 1,   /* an ordinary word of a Latin script */
    OR_SEARCH_ACRONYM,    /* capitals among ordinary words: WHO, AT&T, J.D. */
    OR_SEARCH_CAPITALS,   /* capitals among capitals: a word of a heading */
    OR_SEARCH_NAME,       /* a common word that is part of a name: He Lifeng */
    OR_SEARCH_CODE,       /* letters and digits: F-16, G7, 5G */
    OR_SEARCH_NUMBER,     /* 1,000 and 3.5 */
    OR_SEARCH_DATE,       /* 5 January 2025 */
    OR_SEARCH_ALIAS,      /* a name with an alias, or an alias */
    OR_SEARCH_IDEOGRAPHS, /* one word of a script that is written without spaces */
    OR_SEARCH_FOREIGN,    /* a word of another script: no stemming */
    OR_SEARCH_HOST,       /* www.example.org */
    OR_SEARCH_ADDRESS,    /* someone@example.org */
    OR_SEARCH_POSSESSIVE, /* 's: not indexed and without a place */
    OR_SEARCH_OTHER,      /* the path of a URL, a run of characters too long to be a word: not indexed */
    OR_SEARCH_BLANK       /* spaces and punctuation */
} OrSearchClass;

#define OR_SEARCH_CLASS_COUNT 15

/* Classes up to this one are indexed. */
#define OR_SEARCH_LAST_INDEXED OR_SEARCH_ADDRESS

/* Longer runs of letters and digits are no words. Bytes. */
#define OR_SEARCH_LONGEST_WORD 255

/* No token is longer, of any class; longer blanks are several tokens. Bytes. */
#define OR_SEARCH_LONGEST_TOKEN 1024

typedef struct OrSearchToken {
    OrRange range; /* bytes */
    OrSearchClass class;
} OrSearchToken;

typedef struct OrAliases OrAliases;     /* aliases.h */
typedef struct OrSegmenter OrSegmenter; /* segmenter.h */
typedef struct OrTokenizer OrTokenizer;

/*
 * Read a text token by token. `aliases` and `segmenter` may be NULL: no
 * aliases; one ideograph a word. The text and both must outlive the tokenizer.
 */
OrTokenizer *or_start_tokens(OrHost *host, const OrAliases *aliases, OrSegmenter *segmenter, const char *text,
                             size_t length);

/* The next token that is indexed; false at the end of the text. */
bool or_next_indexed_token(OrTokenizer *tokenizer, OrSearchToken *token);

/* The next token of any class: together they are the text, byte for byte. */
bool or_next_token(OrTokenizer *tokenizer, OrSearchToken *token);

void or_end_tokens(OrTokenizer *tokenizer);

/* A name has no more words than this; an alias brings at most those of itself and of its name. */
#define OR_MAX_NAME_WORDS 12
#define OR_MAX_LEXEMES (3 * OR_MAX_NAME_WORDS)
#define OR_LEXEME_BYTES 4096

/*
 * What is indexed for one token. A lexeme with `advances` stands one place
 * further than the one before it (the first: than the token's place). In a
 * query, lexemes of one place and one variant are all wanted, and of several
 * variants any.
 */
typedef struct OrLexeme {
    uint16_t offset; /* into bytes; a NUL follows each lexeme */
    uint16_t length;
    uint8_t variant;
    bool advances;
} OrLexeme;

typedef struct OrLexemes {
    uint16_t count; /* 0: the token keeps its place, but nothing is indexed */
    uint16_t used;
    OrLexeme items[OR_MAX_LEXEMES];
    char bytes[OR_LEXEME_BYTES];
} OrLexemes;

void or_find_lexemes(const OrAliases *aliases, OrSearchClass class, OrString token, OrLexemes *lexemes);

#endif
