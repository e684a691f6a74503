/*
 * split.c: telling a transcript from a report, and its turns apart.
 *
 * Reports quote, transcripts label. A colon behind a name proves nothing, since
 * reports have headings and lists, so labels are counted over the document:
 * those that are labels by form ("Q", "问：", "MR. QUILL:") count at once, others
 * when they recur. A document with two who ask or answer, or with several turns
 * of several speakers, is a transcript, provided the labels are not lost in the
 * text: a report may hold a few lines of an interview.
 *
 * In a transcript, names that occur once are labels too. A line may hold many
 * turns where line breaks were lost; labels inside a line are believed only in
 * the forms that prose does not have, behind the end of a sentence.
 */
#include "transcript.h"

#include <string.h>

#include "../article/outlet.h"
#include "announcement.h"
#include "askers.h"
#include "interview.h"
#include "labels.h"
#include "unlabelled.h"

#define MARKS_PER_INTERRUPT 4096
#define MAX_DIRECTION_BYTES 80
#define LONGEST_HEARD 30
#define MAX_HEADING_LINES 12
#define MAX_HEADLINES 2
#define MAX_CLOSING 60

/* A label found in a block. */
typedef struct Mark {
    OrLabel label;
    uint32_t block;
    uint32_t begin; /* byte where the label begins */
    uint64_t fingerprint;
    uint32_t recurrence; /* how often this label occurs in the document */
    bool bare;           /* a line of its own, without colon */
    bool inner;          /* inside a line */
    bool believed;
} Mark;

typedef struct Splitter {
    OrHost *host;
    OrDocument *document;
    Mark *marks;
    uint32_t count;
    uint32_t capacity;
    OrBlock *blocks; /* the new ones */
    uint32_t block_count;
    uint32_t block_capacity;
    OrTurn *turns;
    uint32_t turn_count;
} Splitter;

static void add_mark(Splitter *splitter, Mark mark)
{
    if (splitter->count == splitter->capacity) {
        uint32_t capacity = splitter->capacity * 2;

        splitter->marks = splitter->host->reallocate(
            splitter->host, splitter->marks, splitter->capacity * sizeof(Mark), capacity * sizeof(Mark));
        splitter->capacity = capacity;
    }
    mark.fingerprint = or_fingerprint_label(splitter->document->text, mark.label.name);
    splitter->marks[splitter->count++] = mark;
}

/* What is before, blanks aside, ends a sentence; closing marks count. */
static bool follows_sentence(const char *text, uint32_t begin, uint32_t at)
{
    uint32_t back;

    at = or_trim(text, (OrRange){begin, at}).end;
    if (at <= begin)
        return false;
    for (back = 1; back < 4 && at - back > begin && ((unsigned char) text[at - back] & 0xC0) == 0x80; back++)
        ;
    return or_is_sentence_end(or_peek_character(&(OrReader){text, at - back, at}));
}

/* May a label begin here, inside a line? A cheap look before the dear one. */
static bool may_begin_label(const char *text, uint32_t begin, uint32_t at, uint32_t end)
{
    unsigned char c = (unsigned char) text[at];

    if (c >= 0xE4 && c <= 0xE9)
        return follows_sentence(text, begin, at);
    if (c < 'A' || c > 'Z' || (unsigned char) text[at - 1] > ' ' || at + 1 >= end)
        return false;
    if (text[at + 1] == ' ' || text[at + 1] == ':')
        return follows_sentence(text, begin, at);
    return text[at + 1] >= 'A' && text[at + 1] <= 'Z';
}

static void find_inner_marks(Splitter *splitter, uint32_t block, uint32_t from)
{
    const char *text = splitter->document->text;
    OrRange range = splitter->document->blocks[block].range;

    for (uint32_t at = from > range.begin ? from : range.begin + 1; at < range.end; at++) {
        OrReader reader = {text, at, range.end};
        Mark mark = {.block = block, .begin = at, .inner = true};

        if (!may_begin_label(text, range.begin, at, range.end) || !or_read_inner_label(&reader, &mark.label))
            continue;
        add_mark(splitter, mark);
        at = mark.label.end - 1;
    }
}

static void find_marks(Splitter *splitter)
{
    const OrDocument *document = splitter->document;

    for (uint32_t i = 0; i < document->block_count; i++) {
        OrRange range = document->blocks[i].range;
        OrReader reader = {document->text, range.begin, range.end};
        Mark mark = {.block = i, .begin = range.begin};

        if (or_read_label(&reader, &mark.label)) {
            add_mark(splitter, mark);
        } else if (or_read_bare_label(document->text, range, &mark.label)) {
            mark.bare = true;
            add_mark(splitter, mark);
        }
        find_inner_marks(splitter, i, reader.at);
        if (i % MARKS_PER_INTERRUPT == 0)
            splitter->host->interrupt(splitter->host);
    }
}

/* How often each label occurs: an open-addressed table of first occurrences. */
static void count_recurrences(Splitter *splitter)
{
    uint32_t size = 16;
    uint32_t *slots;

    while (size < splitter->count * 2)
        size *= 2;
    slots = splitter->host->allocate(splitter->host, size * sizeof(uint32_t));
    memset(slots, 0, size * sizeof(uint32_t));
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < splitter->count; i++) {
            Mark *mark = &splitter->marks[i];
            uint32_t slot = (uint32_t) mark->fingerprint & (size - 1);

            while (slots[slot] != 0 && splitter->marks[slots[slot] - 1].fingerprint != mark->fingerprint)
                slot = (slot + 1) & (size - 1);
            if (slots[slot] == 0)
                slots[slot] = i + 1;
            if (pass == 0)
                splitter->marks[slots[slot] - 1].recurrence++;
            else
                mark->recurrence = splitter->marks[slots[slot] - 1].recurrence;
        }
    }
    splitter->host->release(splitter->host, slots);
}

/* "外交部发言人…宣布：" alone in its line, the first or below the headline, heads a text that is all one
 * speaker's. */
static bool heads_text(const Splitter *splitter, const Mark *mark)
{
    const OrDocument *document = splitter->document;

    return mark->block <= (mark->label.announces ? MAX_HEADLINES : 0) && !mark->inner && !mark->bare &&
           mark->block + 1 < document->block_count &&
           mark->label.end == document->blocks[mark->block].range.end &&
           (unsigned char) document->text[mark->begin] >= 0xE0;
}

static void believe_by_form(Splitter *splitter)
{
    for (uint32_t i = 0; i < splitter->count; i++) {
        Mark *mark = &splitter->marks[i];

        if (mark->bare)
            mark->believed = mark->recurrence >= 3 && mark->block + 1 < splitter->document->block_count;
        else
            mark->believed = mark->label.firm || mark->recurrence >= 2 || heads_text(splitter, mark);
    }
}

/* A few words behind the label, or the whole next block: "Clinton: 1,769" is a table. */
static bool has_words(const Splitter *splitter, const Mark *mark)
{
    uint32_t rest = splitter->document->blocks[mark->block].range.end - mark->label.end;

    return rest == 0 || rest >= 12 || mark->label.kind != OR_LABEL_NAME;
}

/* A line above the first label names a briefing. */
static bool has_heading(const Splitter *splitter, const Mark *first)
{
    for (uint32_t i = 0; i < first->block && i < MAX_HEADING_LINES; i++) {
        OrRange line = splitter->document->blocks[i].range;
        OrReader reader = {splitter->document->text, line.begin, line.end};

        for (; reader.at < line.end && or_range_length(line) < 200; or_next_character(&reader)) {
            if (or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_HEADING) > 0)
                return true;
        }
    }
    return false;
}

/* What the labels amount to. */
typedef struct Evidence {
    uint32_t asked;      /* believed labels of those who ask or answer */
    uint32_t named;      /* believed names */
    uint32_t candidates; /* names that only look like labels */
    bool several;        /* not all of them are one */
    uint32_t first;      /* byte of the first label */
    bool named_above;    /* a line above the first label names a briefing */
    bool headed;         /* the text announces a transcript or one who speaks */
} Evidence;

static Evidence weigh_labels(const Splitter *splitter)
{
    Evidence evidence = {0};
    const Mark *first = NULL;

    for (uint32_t i = 0; i < splitter->count; i++) {
        const Mark *mark = &splitter->marks[i];

        if (!has_words(splitter, mark) || (!mark->believed && (mark->bare || mark->inner)))
            continue;
        if (first == NULL) {
            first = mark;
            evidence.first = mark->begin;
            evidence.named_above = has_heading(splitter, mark);
            evidence.headed = evidence.named_above && mark->label.firm && !mark->inner;
        }
        evidence.headed |= heads_text(splitter, mark);
        evidence.several |= mark->fingerprint != first->fingerprint;
        if (!mark->believed)
            evidence.candidates++;
        else if (mark->label.kind == OR_LABEL_NAME)
            evidence.named++;
        else
            evidence.asked++;
    }
    return evidence;
}

/* Are the believed labels those of a transcript? */
static bool is_transcript(const Splitter *splitter)
{
    Evidence evidence = weigh_labels(splitter);
    uint32_t believed = evidence.asked + evidence.named;
    uint32_t lines = 0;

    if (evidence.headed)
        return true;
    for (uint32_t i = 0; i < splitter->document->block_count; i++)
        lines += or_range_length(splitter->document->blocks[i].range) > 40;
    if (evidence.asked >= 2 && believed * 12 >= lines)
        return true;
    if (!evidence.several || believed < 2 ||
        (evidence.first > splitter->document->length / 3 && !evidence.named_above))
        return false; /* what a report quotes of an interview comes late in it */
    return (believed >= 4 && believed * 4 >= lines) ||
           (believed + evidence.candidates >= 4 && (believed + evidence.candidates) * 2 >= lines);
}

/* "主持人：…" above the first turn: the rest of the line is a name, not a sentence. */
static bool is_participant(const Splitter *splitter, const Mark *mark, bool begun)
{
    const char *text = splitter->document->text;
    OrRange line = splitter->document->blocks[mark->block].range;

    return !begun && !mark->label.firm && mark->label.end < line.end &&
           !follows_sentence(text, line.begin, line.end);
}

/* Once it is a transcript, a name that occurs once is a label too; outlets ask. */
static void believe_names(Splitter *splitter)
{
    const char *text = splitter->document->text;
    bool begun = false;

    for (uint32_t i = 0; i < splitter->count; i++) {
        Mark *mark = &splitter->marks[i];
        uint32_t line_end = splitter->document->blocks[mark->block].range.end;
        OrOutlet outlet;

        if (is_participant(splitter, mark, begun))
            mark->believed = false;
        begun |= mark->believed;
        if (mark->bare || mark->inner || is_participant(splitter, mark, begun))
            continue;
        if (mark->label.kind == OR_LABEL_NAME && or_is_outlet(text, mark->label.name, &outlet)) {
            mark->label.kind = OR_LABEL_QUESTION;
            mark->label.party = mark->label.name;
            mark->believed = true;
        }
        if (!mark->believed && mark->label.end < line_end &&
            or_range_length(mark->label.name) <= ((unsigned char) text[mark->begin] >= 0xE0 ? 12 : 40))
            mark->believed = true;
    }
}

/* The bracket just read is all of the line, or holds a sentence of its own ("(In French.) ..."). */
static bool closes_line(const OrReader *reader, int32_t close)
{
    OrReader behind = *reader;

    or_skip_blanks(&behind);
    return behind.at == behind.end || (close != 0xFF09 && reader->text[reader->at - 2] == '.');
}

/* "（众人笑": what is in the bracket ends with a word for what is heard and not said. */
static bool ends_with_direction(const char *text, OrRange inside)
{
    OrReader reader = {text, inside.begin, inside.end};

    for (; reader.at < reader.end && or_range_length(inside) <= LONGEST_HEARD; or_next_character(&reader)) {
        if (reader.at + or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_DIRECTION) == inside.end)
            return true;
    }
    return false;
}

/*
 * "(Laughter.)" at `at`, in words that begin at `begin`: the byte behind it, or
 * 0. At the beginning any bracket that is a sentence by itself is a direction.
 */
static uint32_t end_of_direction(const char *text, uint32_t begin, uint32_t at, uint32_t end)
{
    OrReader reader = {text, at, end};
    int32_t open = or_next_character(&reader);
    int32_t close = open == '(' ? ')' : open == '[' ? ']' : open == 0xFF08 ? 0xFF09 : 0;
    uint32_t inside = reader.at;

    if (close == 0)
        return 0;
    while (reader.at < reader.end && reader.at - at < MAX_DIRECTION_BYTES) {
        uint32_t before = reader.at;
        OrReader first = {text, inside, end};

        if (or_next_character(&reader) != close)
            continue;
        return or_measure_turn_words(&first, OR_TURN_WORDS_KIND_DIRECTION) > 0 ||
                       (close == 0xFF09 && ends_with_direction(text, (OrRange){inside, before})) ||
                       (at == begin && closes_line(&reader, close))
                   ? reader.at
                   : 0;
    }
    return 0;
}

static void add_block(Splitter *splitter, OrRange range, OrBlockKind kind, bool starts_paragraph)
{
    range = or_trim(splitter->document->text, range);
    if (or_range_is_empty(range))
        return;
    if (splitter->block_count == splitter->block_capacity) {
        uint32_t capacity = splitter->block_capacity * 2;

        splitter->blocks = splitter->host->reallocate(splitter->host, splitter->blocks,
                                                      splitter->block_capacity * sizeof(OrBlock),
                                                      capacity * sizeof(OrBlock));
        splitter->block_capacity = capacity;
    }
    splitter->blocks[splitter->block_count++] = (OrBlock){range, kind, starts_paragraph, {0, 0}};
}

/* Words of a turn: stage directions become blocks of their own. */
static void add_words(Splitter *splitter, OrRange range, bool starts_paragraph)
{
    const char *text = splitter->document->text;
    uint32_t begin = range.begin;

    for (uint32_t at = range.begin; at < range.end; at++) {
        uint32_t end;

        if (text[at] != '(' && text[at] != '[' && text[at] != '\xEF')
            continue;
        end = end_of_direction(text, range.begin, at, range.end);
        if (end == 0)
            continue;
        add_block(splitter, (OrRange){begin, at}, OR_BLOCK_TURN, starts_paragraph);
        add_block(splitter, (OrRange){at, end}, OR_BLOCK_BOILERPLATE, false);
        starts_paragraph &= or_range_is_empty(or_trim(text, (OrRange){begin, at}));
        begin = end;
        at = end - 1;
    }
    add_block(splitter, (OrRange){begin, range.end}, OR_BLOCK_TURN, starts_paragraph);
}

static void end_turn(Splitter *splitter)
{
    if (splitter->turn_count > 0)
        splitter->turns[splitter->turn_count - 1].blocks.end = splitter->block_count;
}

static void begin_turn(Splitter *splitter, const Mark *mark, bool starts_paragraph)
{
    OrTurn *turn = &splitter->turns[splitter->turn_count];

    end_turn(splitter);
    splitter->turn_count++;
    add_block(splitter, (OrRange){mark->begin, mark->label.end}, OR_BLOCK_SPEAKER, starts_paragraph);
    *turn = (OrTurn){.role = mark->label.kind == OR_LABEL_QUESTION ? OR_TURN_QUESTION : OR_TURN_ANSWER,
                     .speaker = {.label = mark->label.name,
                                 .name = mark->label.person,
                                 .party = mark->label.party,
                                 .titled = mark->label.titled},
                     .blocks = {splitter->block_count, splitter->block_count}};
}

/* "END", "2:58 P.M. EDT": what closes a transcript is no speech. */
static bool is_closing_line(const char *text, OrRange range)
{
    OrReader reader = {text, range.begin, range.end};
    size_t length = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_END);
    bool capitals = true;

    if (length > 0 && memchr(text + range.begin, ' ', length) != NULL &&
        or_range_length(range) <= MAX_CLOSING)
        return true;
    if (or_range_length(range) > 40)
        return false;
    for (uint32_t at = range.begin; at < range.end; at++)
        capitals &= !(text[at] >= 'a' && text[at] <= 'z');
    if (length > 0 && capitals && (reader.at + length == reader.end || or_is_blank(text[reader.at + length])))
        return true;
    return capitals && or_is_ascii_digit(text[range.begin]);
}

/* Split one block at its believed marks, the first of which is *next. */
static void split_block(Splitter *splitter, uint32_t index, uint32_t *next)
{
    OrBlock block = splitter->document->blocks[index];
    uint32_t at = block.range.begin;
    bool starts_paragraph = block.starts_paragraph;

    for (; *next < splitter->count && splitter->marks[*next].block == index; (*next)++) {
        const Mark *mark = &splitter->marks[*next];

        if (!mark->believed)
            continue;
        if (splitter->turn_count > 0)
            add_words(splitter, (OrRange){at, mark->begin}, starts_paragraph);
        else
            add_block(splitter, (OrRange){at, mark->begin}, OR_BLOCK_BODY, starts_paragraph);
        starts_paragraph &= at == mark->begin;
        begin_turn(splitter, mark, starts_paragraph);
        at = mark->label.end;
        starts_paragraph = false;
    }
    if (splitter->turn_count == 0)
        add_block(splitter, (OrRange){at, block.range.end}, OR_BLOCK_BODY, starts_paragraph);
    else if (is_closing_line(splitter->document->text, (OrRange){at, block.range.end}))
        add_block(splitter, (OrRange){at, block.range.end}, OR_BLOCK_BOILERPLATE, starts_paragraph);
    else
        add_words(splitter, (OrRange){at, block.range.end}, starts_paragraph);
}

static void split_blocks(Splitter *splitter)
{
    uint32_t next = 0;

    splitter->block_capacity = splitter->document->block_count + 2 * splitter->count + 2;
    splitter->blocks = splitter->host->allocate(splitter->host, splitter->block_capacity * sizeof(OrBlock));
    splitter->turns = splitter->host->allocate(splitter->host, (splitter->count + 1) * sizeof(OrTurn));
    for (uint32_t i = 0; i < splitter->document->block_count; i++)
        split_block(splitter, i, &next);
    end_turn(splitter);
}

/* Answers before any question are remarks; questions are numbered. */
static void number_questions(OrTranscript *transcript)
{
    for (uint32_t i = 0; i < transcript->count; i++) {
        OrTurn *turn = &transcript->turns[i];

        if (turn->role == OR_TURN_QUESTION)
            transcript->question_count++;
        turn->question = turn->role == OR_TURN_REMARKS ? 0 : transcript->question_count;
        if (turn->role == OR_TURN_ANSWER && transcript->question_count == 0)
            turn->role = OR_TURN_REMARKS;
    }
}

/* The array has room for one more. */
void or_add_opening_remarks(OrTranscript *transcript, OrRange blocks)
{
    memmove(transcript->turns + 1, transcript->turns, transcript->count * sizeof(OrTurn));
    transcript->turns[0] = (OrTurn){.role = OR_TURN_REMARKS, .blocks = blocks};
    transcript->count++;
}

/*
 * Remarks without any label: whole sentences in the first person, as speakers
 * and not reporters say them, outside of quotation marks.
 */
static bool is_spoken(const OrDocument *document)
{
    uint32_t spoken = 0;

    for (uint32_t i = 0; i < document->block_count; i++) {
        OrRange range = document->blocks[i].range;
        OrReader reader = {document->text, range.begin, range.end};
        bool begins = true;

        while (reader.at < reader.end) {
            spoken += begins && or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_SPOKEN) > 0;
            begins = or_is_sentence_end(or_next_character(&reader));
        }
    }
    return spoken >= 2 || (spoken == 1 && document->block_count <= 3);
}

/* All of it is one turn, which the reader of the heading adds. */
static void take_remarks(OrHost *host, OrDocument *document, OrTranscript *transcript)
{
    transcript->turns = host->allocate(host, sizeof(OrTurn));
    document->kind = OR_TRANSCRIPT;
}

/* Labels that the interview alone makes credible. */
static void believe_interview(Splitter *splitter, uint32_t interview)
{
    for (uint32_t i = 0; i < splitter->count; i++) {
        Mark *mark = &splitter->marks[i];

        mark->believed =
            !mark->inner && !mark->bare && (mark->block == interview || mark->block == interview + 1);
    }
}

static void take_turns(Splitter *splitter, OrTranscript *transcript)
{
    split_blocks(splitter);
    splitter->host->release(splitter->host, splitter->document->blocks);
    splitter->document->blocks = splitter->blocks;
    splitter->document->block_count = splitter->block_count;
    splitter->document->kind = OR_TRANSCRIPT;
    *transcript = (OrTranscript){splitter->turns, splitter->turn_count, 0};
}

/* Labels, a few labels and what follows them, or no labels at all. */
static bool split(Splitter *splitter, OrTranscript *transcript)
{
    OrHost *host = splitter->host;
    OrDocument *document = splitter->document;
    uint32_t interview;

    find_marks(splitter);
    count_recurrences(splitter);
    believe_by_form(splitter);
    if (is_transcript(splitter)) {
        believe_names(splitter);
        take_turns(splitter, transcript);
        or_find_askers(host, document, transcript);
        or_find_unlabelled_turns(host, document, transcript);
    } else if ((interview = or_find_interview(document)) != OR_NO_INTERVIEW) {
        believe_interview(splitter, interview);
        take_turns(splitter, transcript);
        or_alternate_turns(host, document, transcript);
    } else if (document->block_count > 0 && (is_spoken(document) || or_announces_remarks(document))) {
        take_remarks(host, document, transcript);
    } else {
        return false;
    }
    number_questions(transcript);
    return true;
}

bool or_split_turns(OrHost *host, OrDocument *document, OrTranscript *transcript)
{
    Splitter splitter = {.host = host, .document = document, .capacity = 64};
    bool transcribed;

    *transcript = (OrTranscript){NULL, 0, 0};
    splitter.marks = host->allocate(host, splitter.capacity * sizeof(Mark));
    transcribed = split(&splitter, transcript);
    host->release(host, splitter.marks);
    return transcribed;
}
