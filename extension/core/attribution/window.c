/*
 * window.c: see window.h.
 *
 * A cue and its roles nearly always share a paragraph. The exceptions announce
 * themselves: a paragraph that ends in a colon, or in the middle of a quotation,
 * leads on to the next.
 */
#include "window.h"

#include <string.h>

const uint32_t or_place_sizes[OR_PLACE_COUNT] = {24, 16, 10, 10, 16};

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

OrRange or_next_chunk(const OrDocument *document, uint32_t begin)
{
    uint32_t sentence = or_sentence_of_token(document, begin);
    uint32_t block, end;

    if (begin >= document->token_count)
        return (OrRange){begin, begin};
    block = document->sentences[sentence].block;
    while (block < document->block_count && !or_block_is_read(document->blocks[block].kind)) {
        block++;
        while (block < document->block_count && or_range_is_empty(document->blocks[block].sentences))
            block++;
        begin =
            block < document->block_count ? or_tokens_of_block(document, block).begin : document->token_count;
    }
    end = begin;
    for (; block < document->block_count && or_block_is_read(document->blocks[block].kind); block++) {
        uint32_t block_end = or_tokens_of_block(document, block).end;

        if (end > begin && block_end > begin + OR_CHUNK_TOKENS)
            break;
        end = block_end > end ? block_end : end;
    }
    return (OrRange){begin, smaller(end, begin + OR_LONGEST_CHUNK)};
}

bool *or_find_leading_blocks(OrHost *host, const OrDocument *document)
{
    bool *leading = host->allocate(host, sizeof(bool) * (document->block_count + 1));

    memset(leading, 0, sizeof(bool) * (document->block_count + 1));
    for (uint32_t b = 0; b < document->block_count; b++) {
        OrRange tokens = or_tokens_of_block(document, b);

        if (!or_range_is_empty(tokens)) {
            OrString last = or_token_string(document, tokens.end - 1);

            leading[b] = last.length == 1 && last.data[0] == ':';
        }
    }
    for (uint32_t q = 0; q < document->quotation_count; q++) {
        const OrQuotation *quotation = &document->quotations[q];
        uint32_t block = document->sentences[or_sentence_of_token(document, quotation->tokens.begin)].block;

        if (!quotation->closed && quotation->tokens.end == or_tokens_of_block(document, block).end)
            leading[block] = true;
    }
    return leading;
}

OrRange or_window_of_cue(const OrDocument *document, const bool *leading, OrRange chunk, OrRange cue)
{
    uint32_t block = document->sentences[or_sentence_of_token(document, cue.begin)].block;
    OrRange window = or_tokens_of_block(document, block);

    while (leading[block] && block + 1 < document->block_count && window.end < chunk.end &&
           window.end < cue.end + OR_WINDOW_BEHIND) {
        OrRange next = or_tokens_of_block(document, ++block);

        if (!or_range_is_empty(next))
            window.end = next.end;
    }
    if (window.begin < chunk.begin)
        window.begin = chunk.begin;
    if (window.begin + OR_WINDOW_BEFORE < cue.begin)
        window.begin = cue.begin - OR_WINDOW_BEFORE;
    window.end = smaller(window.end, smaller(chunk.end, cue.end + OR_WINDOW_BEHIND));
    if (window.end < cue.end)
        window.end = cue.end;
    return window;
}

/* The first ten tokens on a side have finer places than the later ones. */
static uint32_t distance_place(uint32_t distance)
{
    static const uint8_t ends[] = {1, 2, 3, 4, 6, 9, 14, 24, 40, 70};
    uint32_t place = 0;

    while (place < sizeof ends && distance > ends[place])
        place++;
    return place;
}

typedef struct Walk {
    const OrDocument *document;
    uint32_t chunk_begin;
    const bool *is_cue;
    OrRange cue;
    uint32_t cue_sentence;
    uint32_t sentence;
    uint32_t quotes, commas, cues; /* between the cue and the present token */
    uint32_t side;                 /* 0 before the cue, 1 behind it */
} Walk;

static void place_token(Walk *walk, uint32_t t, OrPlaces *places)
{
    const OrDocument *document = walk->document;
    const OrToken *token = &document->tokens[t];
    bool inside = t >= walk->cue.begin && t < walk->cue.end;
    bool other = !inside && walk->is_cue[t - walk->chunk_begin];
    uint32_t distance, sentences, place;

    while (t < document->sentences[walk->sentence].tokens.begin)
        walk->sentence--;
    while (t >= document->sentences[walk->sentence].tokens.end)
        walk->sentence++;
    sentences = walk->side ? walk->sentence - walk->cue_sentence : walk->cue_sentence - walk->sentence;
    if (inside)
        place = t == walk->cue.begin ? 22 : 23;
    else {
        distance = walk->side ? t - walk->cue.end + 1 : walk->cue.begin - t;
        place = 11 * walk->side + distance_place(distance);
    }
    places->values[OR_PLACE_DISTANCE] = (uint8_t) place;
    places->values[OR_PLACE_SENTENCE] = (uint8_t) (smaller(sentences, 3) + 4 * walk->side +
                                                   8 * (document->sentences[walk->sentence].block !=
                                                        document->sentences[walk->cue_sentence].block));
    places->values[OR_PLACE_QUOTES] = (uint8_t) (smaller(walk->quotes, 4) + 5 * walk->side);
    places->values[OR_PLACE_COMMAS] = (uint8_t) (smaller(walk->commas, 4) + 5 * walk->side);
    places->values[OR_PLACE_CUES] = (uint8_t) (smaller(walk->cues, 3) + 4 * walk->side + 8 * other);
    walk->quotes += token->kind == OR_TOKEN_QUOTE;
    walk->commas += token->length == 1 && document->text[token->begin] == ',';
    walk->cues += other;
}

void or_place_tokens(const OrDocument *document, uint32_t chunk_begin, const bool *is_cue, OrRange cue,
                     OrRange window, OrPlaces *places)
{
    Walk walk = {.document = document, .chunk_begin = chunk_begin, .is_cue = is_cue, .cue = cue};

    walk.cue_sentence = or_sentence_of_token(document, cue.begin);
    walk.sentence = walk.cue_sentence;
    for (uint32_t t = cue.end; t-- > window.begin;)
        place_token(&walk, t, &places[t - window.begin]);
    walk.sentence = walk.cue_sentence;
    walk.quotes = walk.commas = walk.cues = 0;
    walk.side = 1;
    for (uint32_t t = cue.end; t < window.end; t++)
        place_token(&walk, t, &places[t - window.begin]);
}
