/*
 * quotations.c: which tokens stand in quotation marks.
 *
 * Marks are matched block by block with a stack. Curly, corner and angle marks
 * say by their shape whether they open or close; straight ones by the white
 * space around them and by what is open. When a mark closes an outer quotation
 * whose inner one was never closed, the inner one ends there too.
 *
 * A paragraph of a long quotation reopens without the one before having been
 * closed: a quotation still open at the end of its block is continued when the
 * next block opens with a mark of the same kind, which then says so. One that
 * nobody continues is kept as unclosed and ends with its block.
 */
#include "../text/document.h"

#include "../text/characters.h"

#define MAX_DEPTH 8

typedef enum Side { SIDE_OPEN, SIDE_CLOSE, SIDE_EITHER } Side;

typedef struct Mark {
    OrQuotationMark kind;
    Side side;
} Mark;

typedef struct Matcher {
    OrHost *host;
    OrDocument *document;
    uint32_t capacity;
    uint32_t stack[MAX_DEPTH]; /* indexes into document->quotations */
    uint32_t depth;
} Matcher;

static Mark classify(const OrDocument *document, uint32_t token)
{
    OrString word = or_token_string(document, token);
    size_t position = 0;
    uint32_t c = or_next_code_point(word.data, word.length, &position);
    bool doubled = word.length == 2; /* `` and '' stand for one double mark */

    switch (c) {
    case '"':
    case 0xFF02:
    case 0x201F:
        return (Mark){OR_QUOTE_DOUBLE, SIDE_EITHER};
    case '`':
        return (Mark){doubled ? OR_QUOTE_DOUBLE : OR_QUOTE_SINGLE, SIDE_OPEN};
    case 0x201C:
    case 0x201E:
        return (Mark){OR_QUOTE_DOUBLE, SIDE_OPEN};
    case 0x201D:
        return (Mark){OR_QUOTE_DOUBLE, SIDE_CLOSE};
    case 0x2018:
    case 0x201A:
    case 0x201B:
        return (Mark){OR_QUOTE_SINGLE, SIDE_OPEN};
    case 0xAB:
    case 0x2039:
        return (Mark){OR_QUOTE_GUILLEMET, SIDE_OPEN};
    case 0xBB:
    case 0x203A:
        return (Mark){OR_QUOTE_GUILLEMET, SIDE_CLOSE};
    case 0x300C:
    case 0x300E:
    case 0xFE41:
    case 0xFE43:
        return (Mark){OR_QUOTE_CORNER, SIDE_OPEN};
    case 0x300D:
    case 0x300F:
    case 0xFE42:
    case 0xFE44:
        return (Mark){OR_QUOTE_CORNER, SIDE_CLOSE};
    default:
        return (Mark){doubled ? OR_QUOTE_DOUBLE : OR_QUOTE_SINGLE, SIDE_EITHER};
    }
}

/* The place on the stack of the innermost open quotation of this kind, or -1. */
static int open_place(const Matcher *matcher, OrQuotationMark kind)
{
    for (int i = (int) matcher->depth - 1; i >= 0; i--) {
        if (matcher->document->quotations[matcher->stack[i]].mark == kind)
            return i;
    }
    return -1;
}

/*
 * A straight mark closes when something of its kind is open, unless it looks
 * like an opening one: white space before it, none behind.
 */
static Side straight_side(const Matcher *matcher, uint32_t token, uint32_t end, OrQuotationMark kind)
{
    const OrToken *tokens = matcher->document->tokens;
    bool touches_next = token + 1 < end && !(tokens[token + 1].flags & OR_TOKEN_SPACE_BEFORE);

    if (open_place(matcher, kind) < 0)
        return SIDE_OPEN;
    return (tokens[token].flags & OR_TOKEN_SPACE_BEFORE) && touches_next ? SIDE_OPEN : SIDE_CLOSE;
}

static void open_quotation(Matcher *matcher, uint32_t token, OrQuotationMark kind)
{
    OrDocument *document = matcher->document;

    if (matcher->depth == MAX_DEPTH)
        return;
    if (document->quotation_count == matcher->capacity) {
        uint32_t larger = matcher->capacity < 16 ? 16 : matcher->capacity * 2;

        document->quotations =
            matcher->host->reallocate(matcher->host, document->quotations,
                                      sizeof(OrQuotation) * matcher->capacity, sizeof(OrQuotation) * larger);
        matcher->capacity = larger;
    }
    document->quotations[document->quotation_count] =
        (OrQuotation){.tokens = {token, token + 1}, .mark = kind, .depth = matcher->depth};
    matcher->stack[matcher->depth++] = document->quotation_count++;
}

/* Close the innermost quotation of this kind at `token`, and whatever is open inside it. */
static void close_quotation(Matcher *matcher, uint32_t token, OrQuotationMark kind)
{
    OrQuotation *quotations = matcher->document->quotations;
    int place = open_place(matcher, kind);

    if (place < 0)
        return;
    while ((int) matcher->depth > place + 1)
        quotations[matcher->stack[--matcher->depth]].tokens.end = token;
    matcher->depth--;
    quotations[matcher->stack[matcher->depth]].tokens.end = token + 1;
    quotations[matcher->stack[matcher->depth]].closed = true;
}

static void read_mark(Matcher *matcher, uint32_t token, uint32_t end)
{
    Mark mark = classify(matcher->document, token);
    Side side = mark.side == SIDE_EITHER ? straight_side(matcher, token, end, mark.kind) : mark.side;

    if (side == SIDE_OPEN)
        open_quotation(matcher, token, mark.kind);
    else
        close_quotation(matcher, token, mark.kind);
}

/* End what is open at the end of a block. Returns the outermost one's index, or UINT32_MAX. */
static uint32_t end_block(Matcher *matcher, uint32_t end)
{
    uint32_t outermost = matcher->depth > 0 ? matcher->stack[0] : UINT32_MAX;

    while (matcher->depth > 0)
        matcher->document->quotations[matcher->stack[--matcher->depth]].tokens.end = end;
    return outermost;
}

/* Whether quotation `first`, the first of a block, goes on from the unclosed one before. */
static bool is_continued(const OrDocument *document, uint32_t unclosed, uint32_t first, uint32_t block_start)
{
    return unclosed != UINT32_MAX && first < document->quotation_count &&
           document->quotations[first].tokens.begin == block_start &&
           document->quotations[first].mark == document->quotations[unclosed].mark;
}

void or_find_quotations(OrHost *host, OrDocument *document)
{
    Matcher matcher = {.host = host, .document = document};
    uint32_t unclosed = UINT32_MAX; /* left open at the end of the block before */

    document->quotations = NULL;
    document->quotation_count = 0;
    for (uint32_t b = 0; b < document->block_count; b++) {
        OrRange tokens = or_tokens_of_block(document, b);
        uint32_t first = document->quotation_count;

        if (!or_block_is_read(document->blocks[b].kind) || or_range_is_empty(tokens))
            continue;
        for (uint32_t i = tokens.begin; i < tokens.end; i++) {
            if (document->tokens[i].kind == OR_TOKEN_QUOTE)
                read_mark(&matcher, i, tokens.end);
        }
        if (is_continued(document, unclosed, first, tokens.begin))
            document->quotations[first].continues = true;
        unclosed = end_block(&matcher, tokens.end);
        host->interrupt(host);
    }
}
