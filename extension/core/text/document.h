/*
 * document.h: one text on its way through the core.
 *
 *   text -> blocks -> sentences -> tokens -> quotations
 *
 * A block is a line or paragraph and what it is (headline, body, caption ...).
 * Sentences lie within a block, tokens within a sentence; both are stored in
 * text order in flat arrays, a parent naming its children by a half-open index
 * range. All positions are bytes of the UTF-8 text. Later stages read what
 * earlier ones wrote and never change it.
 */
#ifndef ONRECORD_CORE_TEXT_DOCUMENT_H
#define ONRECORD_CORE_TEXT_DOCUMENT_H

#include "../base/host.h"
#include "../base/range.h"

/* The longest text the core reads: byte positions must fit 31 bits, with room. */
#define OR_MAX_TEXT_LENGTH ((size_t) 1 << 30)

typedef enum OrDocumentKind { OR_ARTICLE, OR_TRANSCRIPT } OrDocumentKind;

/*
 * What a block is. Only BODY, HEADLINE, SUBHEADLINE, CAPTION and TURN are read
 * for attributions; the rest is the furniture of the page.
 */
typedef enum OrBlockKind {
    OR_BLOCK_BODY,        /* a paragraph of the report */
    OR_BLOCK_HEADLINE,    /* the headline */
    OR_BLOCK_SUBHEADLINE, /* the line or two under it; a heading inside the body */
    OR_BLOCK_CAPTION,     /* words to a picture, with or without its credit */
    OR_BLOCK_TURN,        /* words spoken in a transcript, its speaker label apart */
    OR_BLOCK_SPEAKER,     /* the speaker label of a turn, where it is a block of its own */
    OR_BLOCK_BYLINE,      /* by whom */
    OR_BLOCK_DATELINE,    /* place or day, on a line of its own */
    OR_BLOCK_OUTLET,      /* the outlet's name on a line of its own */
    OR_BLOCK_PUBLISHED,   /* the time of publication on a line of its own */
    OR_BLOCK_BOILERPLATE  /* navigation, read-more lines, share buttons, legal notes */
} OrBlockKind;

typedef struct OrBlock {
    OrRange range; /* bytes, without the surrounding blanks and newlines */
    OrBlockKind kind;
    bool starts_paragraph; /* an empty line (or the start of the text) is before it */
    OrRange sentences;     /* indexes into OrDocument.sentences */
} OrBlock;

typedef struct OrSentence {
    OrRange range;  /* bytes */
    OrRange tokens; /* indexes into OrDocument.tokens */
    uint32_t block; /* index into OrDocument.blocks */
} OrSentence;

typedef enum OrTokenKind {
    OR_TOKEN_WORD,        /* letters, perhaps with inner hyphens, dots or apostrophes */
    OR_TOKEN_NUMBER,      /* 37, 1,000, 3.5 */
    OR_TOKEN_POSSESSIVE,  /* 's or ' after a name: a token of its own, as in treebanks */
    OR_TOKEN_CONTRACTION, /* n't, 'll, 're ... */
    OR_TOKEN_QUOTE,       /* any quotation mark, single or double */
    OR_TOKEN_PUNCTUATION, /* other punctuation; runs of one sign ("--", "...") are one token */
    OR_TOKEN_IDEOGRAPH,   /* one Han, kana or hangul word */
    OR_TOKEN_OTHER        /* symbols, URLs, anything else */
} OrTokenKind;

typedef struct OrToken {
    uint32_t begin; /* bytes */
    uint16_t length;
    uint8_t kind;  /* OrTokenKind */
    uint8_t flags; /* OR_TOKEN_* below */
} OrToken;

#define OR_TOKEN_SPACE_BEFORE 0x01 /* white space (or the block's start) is before it */
#define OR_TOKEN_CAPITAL 0x02      /* first letter is upper case */
#define OR_TOKEN_ALL_CAPITALS 0x04 /* two or more letters, none lower case */
#define OR_TOKEN_ASCII 0x08        /* only ASCII bytes */

typedef enum OrQuotationMark {
    OR_QUOTE_DOUBLE,
    OR_QUOTE_SINGLE,
    OR_QUOTE_GUILLEMET,
    OR_QUOTE_CORNER /* East Asian corner brackets */
} OrQuotationMark;

/* A quotation, marks included: [open token, close token]. Outer ones come before inner ones. */
typedef struct OrQuotation {
    OrRange tokens; /* token indexes; the closing mark included where there is one */
    uint8_t mark;   /* OrQuotationMark */
    uint8_t depth;  /* 0 for an outermost quotation */
    bool closed;    /* false: it ran to the end of its block */
    bool continues; /* it goes on from an unclosed one in the block before */
} OrQuotation;

/*
 * `text` is what is read, `written` what the author wrote. They differ only where
 * one writing is read as another of the same bytes' length, as traditional
 * characters are read as simplified ones.
 */
typedef struct OrDocument {
    const char *text;
    const char *written;
    size_t length;
    OrDocumentKind kind;
    OrBlock *blocks;
    uint32_t block_count;
    OrSentence *sentences;
    uint32_t sentence_count;
    OrToken *tokens;
    uint32_t token_count;
    OrQuotation *quotations;
    uint32_t quotation_count;
} OrDocument;

/* Blocks: one per non-blank line, kind BODY until the article reader says otherwise. */
void or_split_blocks(OrHost *host, OrDocument *document, const char *text, size_t length);

/* Sentences and tokens of every block; blocks keep their kinds. */
void or_tokenize(OrHost *host, OrDocument *document);

/* Quotations over the tokens, block by block, reopened paragraphs joined. */
void or_find_quotations(OrHost *host, OrDocument *document);

static inline OrString or_token_string(const OrDocument *document, uint32_t index)
{
    const OrToken *token = &document->tokens[index];
    return (OrString){document->text + token->begin, token->length};
}

/* The sentence that holds a token. */
static inline uint32_t or_sentence_of_token(const OrDocument *document, uint32_t token)
{
    uint32_t low = 0, high = document->sentence_count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (document->sentences[middle].tokens.begin <= token)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The tokens of a block, which may be none. */
static inline OrRange or_tokens_of_block(const OrDocument *document, uint32_t block)
{
    OrRange sentences = document->blocks[block].sentences;

    if (or_range_is_empty(sentences))
        return (OrRange){0, 0};
    return (OrRange){document->sentences[sentences.begin].tokens.begin,
                     document->sentences[sentences.end - 1].tokens.end};
}

static inline bool or_block_is_read(OrBlockKind kind)
{
    return kind <= OR_BLOCK_TURN;
}

#endif
