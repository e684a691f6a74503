/*
 * unlabelled.c: turns that no label opens.
 *
 * Records forget labels. Where questions are of one paragraph and answered
 * under labels, a question that ends with its mark, is followed by another
 * paragraph, and then by the next question, has its answer in that paragraph.
 *
 * A rule ("*****") parts what is said later, or printed below, from the turn
 * above it: it answers no question.
 */
#include "unlabelled.h"

#include <string.h>

#include "labels.h"

#define SHORTEST_RULE 4

/* Questions of one paragraph must be so many times those of several. */
#define SINGLE_SHARE 4

static bool is_rule(const char *text, OrRange line)
{
    for (uint32_t at = line.begin; at < line.end; at++) {
        if (text[at] != '*' && text[at] != '-' && text[at] != '_' && text[at] != '=' && text[at] != ' ')
            return false;
    }
    return or_range_length(line) >= SHORTEST_RULE;
}

/* Another line than the block before. */
static bool begins_line(const OrDocument *document, uint32_t block)
{
    uint32_t before = document->blocks[block - 1].range.end;

    return memchr(document->text + before, '\n', document->blocks[block].range.begin - before) != NULL;
}

/* The block where a turn's second line of words begins; its end where it has none. */
static uint32_t second_line(const OrDocument *document, const OrTurn *turn)
{
    for (uint32_t b = turn->blocks.begin + 1; b < turn->blocks.end; b++) {
        if (document->blocks[b].kind == OR_BLOCK_TURN && begins_line(document, b))
            return b;
    }
    return turn->blocks.end;
}

static bool is_answered(const OrTranscript *transcript, uint32_t turn)
{
    return turn + 1 < transcript->count && transcript->turns[turn + 1].role == OR_TURN_ANSWER;
}

/* Do labels open the answers here, and have questions one paragraph? */
static bool is_regular(const OrDocument *document, const OrTranscript *transcript)
{
    uint32_t single = 0;
    uint32_t several = 0;

    for (uint32_t t = 0; t < transcript->count; t++) {
        const OrTurn *turn = &transcript->turns[t];

        if (turn->role != OR_TURN_QUESTION || !is_answered(transcript, t))
            continue;
        if (second_line(document, turn) < turn->blocks.end)
            several++;
        else
            single++;
    }
    return single > 0 && single >= several * SINGLE_SHARE;
}

/* Where in a question its answer begins; the end where it does not. */
static uint32_t answer_within(const OrDocument *document, const OrTranscript *transcript, uint32_t turn)
{
    const OrTurn *question = &transcript->turns[turn];
    uint32_t second = second_line(document, question);

    if (question->role != OR_TURN_QUESTION || is_answered(transcript, turn) ||
        !or_ends_in_question(document->text, document->blocks[second - 1].range))
        return question->blocks.end;
    return second;
}

static uint32_t rule_within(const OrDocument *document, OrRange blocks)
{
    uint32_t b = blocks.begin;

    while (b < blocks.end && !is_rule(document->text, document->blocks[b].range))
        b++;
    return b;
}

static void add_unlabelled(OrTurn *turns, uint32_t *count, OrTurnRole role, OrRange blocks)
{
    turns[*count - 1].blocks.end = blocks.begin;
    if (!or_range_is_empty(blocks))
        turns[(*count)++] = (OrTurn){.role = role, .blocks = blocks};
}

void or_find_unlabelled_turns(OrHost *host, OrDocument *document, OrTranscript *transcript)
{
    OrTurn *turns = host->allocate(host, (transcript->count * 3 + 1) * sizeof(OrTurn));
    bool regular = is_regular(document, transcript);
    uint32_t count = 0;

    for (uint32_t t = 0; t < transcript->count; t++) {
        OrRange blocks = transcript->turns[t].blocks;
        uint32_t rule = rule_within(document, blocks);
        uint32_t answer = regular ? answer_within(document, transcript, t) : blocks.end;

        turns[count++] = transcript->turns[t];
        if (answer < rule)
            add_unlabelled(turns, &count, OR_TURN_ANSWER, (OrRange){answer, blocks.end});
        if (rule < blocks.end) {
            document->blocks[rule].kind = OR_BLOCK_BOILERPLATE;
            add_unlabelled(turns, &count, OR_TURN_REMARKS, (OrRange){rule, blocks.end});
        }
        host->interrupt(host);
    }
    host->release(host, transcript->turns);
    transcript->turns = turns;
    transcript->count = count;
}
