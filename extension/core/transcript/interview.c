/*
 * interview.c: interviews that label the first question and the first answer only.
 *
 * Papers print them with the questions in bold, which a stored text has lost: a
 * label on the first question, one on the first answer, then paragraphs that
 * alternate. That they do shows in the question marks: they end what stands in
 * the place of a question, and hardly anything else.
 */
#include "interview.h"

#include <string.h>

#include "labels.h"

#define MOST_LINES_ABOVE 24
#define FEWEST_PARAGRAPHS 4

/* Which names a speaker: its whole label, or none. */
static bool has_label(const OrDocument *document, uint32_t block, OrLabel *label)
{
    OrRange line = document->blocks[block].range;
    OrReader reader = {document->text, line.begin, line.end};

    return or_read_label(&reader, label) && label->end < line.end;
}

/* The paragraphs behind the first answer alternate, a question first. */
static bool alternates(const OrDocument *document, uint32_t begin)
{
    uint32_t asked = 0;    /* places of questions that end with the mark */
    uint32_t answered = 0; /* places of answers that do */
    uint32_t count = document->block_count - begin;

    for (uint32_t i = 0; i < count; i++) {
        OrRange line = document->blocks[begin + i].range;
        OrLabel label;

        if (has_label(document, begin + i, &label))
            return false;
        if (or_ends_in_question(document->text, line))
            i % 2 == 0 ? asked++ : answered++;
    }
    return count >= FEWEST_PARAGRAPHS && asked * 4 >= count && answered * 4 <= asked;
}

uint32_t or_find_interview(const OrDocument *document)
{
    for (uint32_t i = 0; i + 1 < document->block_count && i < MOST_LINES_ABOVE; i++) {
        OrLabel question;
        OrLabel answer;

        if (!has_label(document, i, &question) || !has_label(document, i + 1, &answer))
            continue;
        return or_ends_in_question(document->text, document->blocks[i].range) &&
                       or_fingerprint_label(document->text, question.name) !=
                           or_fingerprint_label(document->text, answer.name) &&
                       alternates(document, i + 2)
                   ? i
                   : OR_NO_INTERVIEW;
    }
    return OR_NO_INTERVIEW;
}

/* The blocks of one line: a stage direction parts a paragraph into several. */
static uint32_t line_end(const OrDocument *document, uint32_t block, uint32_t end)
{
    uint32_t next = block + 1;

    while (next < end &&
           memchr(document->text + document->blocks[next - 1].range.end, '\n',
                  document->blocks[next].range.begin - document->blocks[next - 1].range.end) == NULL)
        next++;
    return next;
}

void or_alternate_turns(OrHost *host, const OrDocument *document, OrTranscript *transcript)
{
    OrRange blocks = transcript->turns[transcript->count - 1].blocks;
    OrTurn *turns = host->allocate(host, (transcript->count + or_range_length(blocks) + 1) * sizeof(OrTurn));
    uint32_t count = transcript->count;
    uint32_t b = line_end(document, blocks.begin, blocks.end);

    memcpy(turns, transcript->turns, count * sizeof(OrTurn));
    turns[0].role = OR_TURN_QUESTION;
    turns[count - 1].role = OR_TURN_ANSWER;
    turns[count - 1].blocks.end = b;
    for (OrTurnRole role = OR_TURN_QUESTION; b < blocks.end;
         role = role == OR_TURN_QUESTION ? OR_TURN_ANSWER : OR_TURN_QUESTION) {
        uint32_t end = line_end(document, b, blocks.end);

        turns[count++] = (OrTurn){.role = role, .blocks = {b, end}};
        b = end;
    }
    host->release(host, transcript->turns);
    transcript->turns = turns;
    transcript->count = count;
}
