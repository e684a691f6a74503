/*
 * turns.c: what is said in the turns of a transcript.
 *
 * All words of a turn are its speaker's. A question is one statement; remarks
 * and answers are divided where they take up another subject: at each
 * paragraph, and in long paragraphs at sentences that open with the words for
 * it ("As for", "关于"). Stage directions part the ranges of a statement and
 * belong to none.
 */
#include "turns.h"

/* A subject has this many sentences before words inside a paragraph open the next, and no more than that
 * many. */
#define FEWEST_SENTENCES 3
#define MOST_SENTENCES 12

static void add_item(OrReading *reading, OrTurnItems *items, const OrRole *content, uint32_t turn)
{
    if (content->count == 0)
        return;
    if (items->count == items->capacity) {
        uint32_t capacity = items->capacity * 2;

        items->items =
            reading->host->reallocate(reading->host, items->items, items->capacity * sizeof(OrAttribution),
                                      capacity * sizeof(OrAttribution));
        items->turns = reading->host->reallocate(
            reading->host, items->turns, items->capacity * sizeof(uint32_t), capacity * sizeof(uint32_t));
        items->capacity = capacity;
    }
    items->turns[items->count] = turn;
    items->items[items->count++] = (OrAttribution){.content = *content, .confidence = 1.0f};
}

/* Add tokens to a content; ranges that touch become one. False where it has no room for another. */
static bool extend(OrRole *content, OrRange tokens)
{
    if (or_range_is_empty(tokens))
        return true;
    if (content->count > 0 && content->ranges[content->count - 1].end == tokens.begin) {
        content->ranges[content->count - 1].end = tokens.end;
        return true;
    }
    if (content->count == OR_MAX_ROLE_RANGES)
        return false;
    content->ranges[content->count++] = tokens;
    return true;
}

/* Extend a content that must stay one: without room, its last range reaches over the stage direction between.
 */
static void extend_over(OrRole *content, OrRange tokens)
{
    if (!extend(content, tokens))
        content->ranges[content->count - 1].end = tokens.end;
}

/* Extend the content, or complete it and begin the next where it has no room. */
static void extend_or_begin(OrReading *reading, OrTurnItems *items, OrRole *content, OrRange tokens,
                            uint32_t turn)
{
    if (extend(content, tokens))
        return;
    add_item(reading, items, content, turn);
    *content = (OrRole){0};
    extend(content, tokens);
}

static bool opens_subject(const OrReading *reading, OrRange sentence)
{
    const char *text = reading->document->text;
    OrString rest = {text + sentence.begin, or_range_length(sentence)};
    size_t length;
    OrTurnWordsMatch match = or_find_longest_turn_words(reading->language, rest, &length);

    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].kind == OR_TURN_WORDS_KIND_SUBJECT)
            return true;
    }
    return false;
}

/* The blocks of one kind in a turn, as one item. */
static void list_whole(OrReading *reading, const OrTurn *turn, uint32_t index, OrBlockKind kind,
                       OrTurnItems *items)
{
    const OrDocument *document = reading->document;
    OrRole content = {0};

    for (uint32_t b = turn->blocks.begin; b < turn->blocks.end; b++) {
        const OrBlock *block = &document->blocks[b];

        if (block->kind != kind || or_range_is_empty(block->sentences))
            continue;
        extend_over(&content, (OrRange){document->sentences[block->sentences.begin].tokens.begin,
                                        document->sentences[block->sentences.end - 1].tokens.end});
    }
    add_item(reading, items, &content, index);
}

/* A question of which the transcript only notes that it was asked ("(Inaudible.)") is one all the same. */
static void list_question(OrReading *reading, const OrTurn *turn, uint32_t index, OrTurnItems *items)
{
    uint32_t before = items->count;

    list_whole(reading, turn, index, OR_BLOCK_TURN, items);
    if (items->count == before)
        list_whole(reading, turn, index, OR_BLOCK_BOILERPLATE, items);
}

static void list_answer(OrReading *reading, const OrTurn *turn, uint32_t index, OrTurnItems *items)
{
    const OrDocument *document = reading->document;
    OrRole content = {0};
    uint32_t sentences = 0;
    bool directed = false; /* a stage direction is before: the paragraph goes on behind it */

    for (uint32_t b = turn->blocks.begin; b < turn->blocks.end; b++) {
        const OrBlock *block = &document->blocks[b];

        if (block->kind != OR_BLOCK_TURN) {
            directed = true;
            continue;
        }
        for (uint32_t s = block->sentences.begin; s < block->sentences.end; s++) {
            bool paragraph = s == block->sentences.begin && !(directed && !block->starts_paragraph);

            if (paragraph || sentences >= MOST_SENTENCES ||
                (sentences >= FEWEST_SENTENCES && opens_subject(reading, document->sentences[s].range))) {
                add_item(reading, items, &content, index);
                content = (OrRole){0};
                sentences = 0;
            }
            extend_or_begin(reading, items, &content, document->sentences[s].tokens, index);
            sentences++;
        }
        directed = false;
    }
    add_item(reading, items, &content, index);
}

void or_list_turn_items(OrReading *reading, const OrTranscript *transcript, OrTurnItems *items)
{
    *items = (OrTurnItems){.capacity = 64};
    items->items = reading->host->allocate(reading->host, items->capacity * sizeof(OrAttribution));
    items->turns = reading->host->allocate(reading->host, items->capacity * sizeof(uint32_t));
    for (uint32_t t = 0; t < transcript->count; t++) {
        if (transcript->turns[t].role == OR_TURN_QUESTION)
            list_question(reading, &transcript->turns[t], t, items);
        else
            list_answer(reading, &transcript->turns[t], t, items);
        reading->host->interrupt(reading->host);
    }
}
