/*
 * heading.c: what stands above the first turn of a transcript.
 *
 * There a transcript says what it is, when and where it was held, and often the
 * first speaker begins before any label does. A line that names a briefing is
 * the headline, a line that names a room or a journey the dateline, and prose
 * is the opening remarks, up to the first label.
 */
#include "layout.h"

#include <string.h>

#include "../transcript/labels.h"

#define PROSE_WEIGHT 4
#define LABELS_INTRODUCED 4
#define SHORTEST_LABEL 4

static bool has_word(const char *text, OrRange range, OrTurnWordsKind kind)
{
    OrReader reader = {text, range.begin, range.end};

    while (reader.at < reader.end) {
        if ((reader.at == range.begin || !or_is_ascii_letter(text[reader.at - 1])) &&
            or_measure_turn_words(&reader, kind) > 0)
            return true;
        or_next_character(&reader);
    }
    return false;
}

/* The line ends or begins with a word for places: "... Briefing Room", "Aboard ...". */
static bool is_place(const char *text, const OrLine *line)
{
    OrReader reader = {text, line->range.begin, line->range.end};

    if (line->words > 12 || line->ends_sentence)
        return false;
    if (or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_PLACE) > 0)
        return true;
    for (; reader.at < reader.end; or_next_character(&reader)) {
        size_t length = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_PLACE);

        if (length > 0 && (reader.at + length == reader.end || reader.text[reader.at + length] == ','))
            return true;
    }
    return false;
}

/* A line in capitals that goes on in the next one. */
static bool continues_headline(const OrLayout *layout, uint32_t index)
{
    const OrBlock *block = or_layout_block(layout, index);

    return index > 0 && index - 1 == layout->headline && !block->starts_paragraph &&
           layout->lines[index].lower_words == 0 && layout->lines[index - 1].lower_words == 0;
}

static void take_headline(OrLayout *layout, uint32_t index)
{
    if (layout->headline == OR_NO_BLOCK) {
        layout->headline = index;
        layout->article->headline = layout->lines[index].range;
    }
    layout->article->headline.end = layout->lines[index].range.end;
    or_layout_block(layout, index)->kind = OR_BLOCK_HEADLINE;
}

static void take_place(OrLayout *layout, uint32_t index)
{
    OrRange *dateline = &layout->article->dateline;

    if (or_range_is_empty(*dateline))
        *dateline = layout->lines[index].range;
    else if (or_layout_block(layout, index - 1)->kind == OR_BLOCK_DATELINE)
        dateline->end = layout->lines[index].range.end;
    or_layout_block(layout, index)->kind = OR_BLOCK_DATELINE;
}

static void take_press(OrLayout *layout, uint32_t index, const OrPressLine *press)
{
    or_layout_block(layout, index)->kind = press->date_weight > 0 ? OR_BLOCK_PUBLISHED
                                           : press->byline        ? OR_BLOCK_BYLINE
                                                                  : OR_BLOCK_OUTLET;
    if (press->outlet_weight > 0)
        or_take_outlet(layout, &press->outlet, press->outlet_weight);
    if (press->date_weight > 0)
        or_take_date(layout, &press->date, 4 + press->date_weight);
}

static void read_heading_line(OrLayout *layout, uint32_t index)
{
    const char *text = layout->document->text;
    const OrLine *line = &layout->lines[index];
    OrBlock *block = or_layout_block(layout, index);
    OrDateReading date;
    OrPressLine press;

    if (or_find_full_date(text, line->range, &date))
        or_take_date(layout, &date, 3);
    if (continues_headline(layout, index)) {
        take_headline(layout, index);
    } else if (is_place(text, line)) {
        take_place(layout, index);
    } else if (layout->headline == OR_NO_BLOCK && line->words <= 60 &&
               has_word(text, line->range, OR_TURN_WORDS_KIND_HEADING)) {
        take_headline(layout, index);
    } else if (or_read_press_line(text, line, &press)) {
        take_press(layout, index, &press);
    } else {
        block->kind = OR_BLOCK_BOILERPLATE;
    }
}

/* The line has the name of one of the first labels: it tells of the speaker, and is none of his words. */
static bool introduces(const OrTranscript *transcript, const char *text, const OrLine *line)
{
    for (uint32_t t = 0; t < transcript->count && t < LABELS_INTRODUCED; t++) {
        OrRange name = transcript->turns[t].speaker.label;
        uint32_t length = or_range_length(name);

        if (length < SHORTEST_LABEL || transcript->turns[t].speaker.titled)
            continue;
        for (uint32_t at = line->range.begin; at + length <= line->range.end; at++) {
            if (memcmp(text + at, text + name.begin, length) == 0)
                return true;
        }
    }
    return false;
}

/*
 * Opening remarks begin with the first line of prose. A correction above them
 * is none, nor is a line about the transcript itself.
 */
static bool is_remark(const char *text, const OrLine *line)
{
    if (line->words < 40 && has_word(text, line->range, OR_TURN_WORDS_KIND_EDITORIAL))
        return false;
    return or_prose_weight(line) >= PROSE_WEIGHT || (line->ideographs >= 5 && line->ends_sentence);
}

/* Names of those who take part ("主持人：…"): they are read, since they say who the speakers are. */
static void keep_participants(OrLayout *layout, uint32_t end)
{
    for (uint32_t i = 0; i < end; i++) {
        OrReader reader = {layout->document->text, layout->lines[i].range.begin, layout->lines[i].range.end};
        OrLabel label;

        if (or_layout_block(layout, i)->kind == OR_BLOCK_BOILERPLATE && or_read_label(&reader, &label))
            or_layout_block(layout, i)->kind = OR_BLOCK_SUBHEADLINE;
    }
}

void or_read_heading(OrLayout *layout)
{
    OrTranscript *transcript = &layout->article->transcript;
    uint32_t end = transcript->count > 0 ? transcript->turns[0].blocks.begin - 1 /* the first label */
                                         : layout->document->block_count;
    uint32_t remarks = end;

    layout->lines = layout->host->allocate(layout->host, (end + 1) * sizeof(OrLine));
    for (uint32_t i = 0; i < end; i++) {
        or_look_at_line(layout->document->text, or_layout_block(layout, i)->range, &layout->lines[i]);
        if (i < remarks && is_remark(layout->document->text, &layout->lines[i]) &&
            !introduces(transcript, layout->document->text, &layout->lines[i]))
            remarks = i;
        if (i < remarks)
            read_heading_line(layout, i);
        else
            or_layout_block(layout, i)->kind = OR_BLOCK_TURN;
    }
    keep_participants(layout, remarks);
    if (remarks < end)
        or_add_opening_remarks(transcript, (OrRange){remarks, end});
    layout->host->release(layout->host, layout->lines);
}
