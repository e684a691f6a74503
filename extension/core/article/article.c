/*
 * article.c: what each block of a page is.
 *
 * A stored report is the page it was printed on: menus, share buttons, a
 * byline, captions, the report itself with "Read more" lines between its
 * paragraphs, then newsletters, comments, other headlines and legal notes. No
 * markup is left to tell them apart, only the lines.
 *
 * The blocks are read in three zones. The first and last lines that are surely
 * prose (by weight of length, full stops, capitals and furniture phrases, see
 * line.c) bound the report; before them lies the head, after them the tail.
 *
 *   head  lines that name author, outlet or time (press.c), captions, and the
 *         headline (headline.c); what remains between headline and report is a
 *         subheadline if it is as long as one
 *   body  everything that ends like a sentence or is long; short lines between
 *         paragraphs are headings within the report
 *   tail  what still ends like a sentence and has no furniture phrase in it; the
 *         rest is other stories
 *
 * A line is only taken for furniture on evidence: a paragraph that is lost
 * costs more than a stray line that is kept. A text may repeat lines (headline,
 * captions); the second one is furniture, or its words would be counted twice.
 */
#include "layout.h"

#include <string.h>
#include <strings.h>

#include "caption.h"

#define PROSE_WEIGHT 4
#define LINES_PER_INTERRUPT 1024

/* Phrases of this weight are a line of furniture whatever else is in it. */
#define FURNITURE_WEIGHT 8

/* Lines this long are paragraphs even without a full stop. */
#define LONG_LINE_WORDS 15

/* Among the first lines of the report, how many may begin with the dateline. */
#define DATELINE_REACH 3

static void look_at_lines(OrLayout *layout)
{
    OrDocument *document = layout->document;

    layout->lines = layout->host->allocate(layout->host, (document->block_count + 1) * sizeof(OrLine));
    for (uint32_t i = 0; i < document->block_count; i++) {
        or_look_at_line(document->text, document->blocks[i].range, &layout->lines[i]);
        if (i % LINES_PER_INTERRUPT == 0)
            layout->host->interrupt(layout->host);
    }
}

/*
 * Lines that occurred before become boilerplate: a hash table of fingerprints,
 * open addressing, at most half full. One-word lines may well repeat.
 */
static void drop_repeated_lines(OrLayout *layout)
{
    uint32_t count = layout->document->block_count;
    uint32_t size = 16;
    uint32_t *slots;

    while (size < count * 2)
        size *= 2;
    slots = layout->host->allocate(layout->host, size * sizeof(uint32_t));
    memset(slots, 0, size * sizeof(uint32_t));
    for (uint32_t i = 0; i < count; i++) {
        uint32_t slot = (uint32_t) (layout->lines[i].fingerprint & (size - 1));

        if (layout->lines[i].words < 4 || or_layout_block(layout, i)->kind == OR_BLOCK_BOILERPLATE)
            continue;
        while (slots[slot] != 0 && layout->lines[slots[slot] - 1].fingerprint != layout->lines[i].fingerprint)
            slot = (slot + 1) & (size - 1);
        if (slots[slot] != 0)
            or_layout_block(layout, i)->kind = OR_BLOCK_BOILERPLATE;
        else
            slots[slot] = i + 1;
    }
    layout->host->release(layout->host, slots);
}

static bool is_furniture(const OrLine *line)
{
    return line->letters == 0 || (line->furniture > 0 && or_prose_weight(line) <= 0);
}

static bool is_prose(const OrLayout *layout, uint32_t index)
{
    const OrLine *line = &layout->lines[index];

    return or_prose_weight(line) >= PROSE_WEIGHT && !or_is_caption(layout->document->text, line);
}

static void find_prose(OrLayout *layout)
{
    layout->first_prose = layout->last_prose = OR_NO_BLOCK;
    for (uint32_t i = 0; i < layout->document->block_count; i++) {
        if (!is_prose(layout, i))
            continue;
        if (layout->first_prose == OR_NO_BLOCK)
            layout->first_prose = i;
        layout->last_prose = i;
    }
}

static OrBlockKind press_kind(const OrPressLine *press)
{
    if (press->byline)
        return OR_BLOCK_BYLINE;
    return press->date_weight > 0 ? OR_BLOCK_PUBLISHED : OR_BLOCK_OUTLET;
}

/* Furniture, captions and press lines are known by themselves; everything else stays BODY for now. */
static void classify_by_itself(OrLayout *layout)
{
    for (uint32_t i = 0; i < layout->document->block_count; i++) {
        OrBlock *block = or_layout_block(layout, i);
        const OrLine *line = &layout->lines[i];
        OrPressLine press;

        if (or_is_caption(layout->document->text, line))
            block->kind = OR_BLOCK_CAPTION;
        else if (or_prose_weight(line) < PROSE_WEIGHT &&
                 or_read_press_line(layout->document->text, line, &press))
            block->kind = press_kind(&press);
        else if (is_furniture(line))
            block->kind = OR_BLOCK_BOILERPLATE;
    }
}

static bool is_press_kind(OrBlockKind kind)
{
    return kind == OR_BLOCK_PUBLISHED || kind == OR_BLOCK_OUTLET;
}

/* Names alone, beside the line that says when, under the headline: a byline without "By". */
static void find_bare_byline(OrLayout *layout)
{
    uint32_t count = layout->document->block_count;

    if (layout->headline == OR_NO_BLOCK)
        return;
    for (uint32_t i = layout->headline + 1; i < count && i < layout->first_prose; i++) {
        OrBlock *block = or_layout_block(layout, i);
        OrPressLine press;

        if (block->kind != OR_BLOCK_BODY || layout->lines[i].furniture > 0 ||
            !(is_press_kind(block[-1].kind) || (i + 1 < count && is_press_kind(block[1].kind))))
            continue;
        or_read_press_line(layout->document->text, &layout->lines[i], &press);
        if (!press.only_names)
            continue;
        block->kind = OR_BLOCK_BYLINE;
        layout->article->byline = layout->lines[i].range;
        return;
    }
}

static bool is_all_capitals(const char *text, OrRange name)
{
    for (uint32_t at = name.begin; at < name.end; at++) {
        if (text[at] >= 'a' && text[at] <= 'z')
            return false;
    }
    return true;
}

/* The name stands here as names do in a text: a capital first, then small letters. */
static bool is_name_at(const char *text, const char *name, uint32_t length)
{
    return length > 1 && text[0] == name[0] && text[1] >= 'a' && text[1] <= 'z' &&
           strncasecmp(text, name, length) == 0 && !or_is_ascii_letter(text[length]);
}

/*
 * A place and no agency? SORIM is one where the text has "Sorim" as well, since
 * an abbreviation has no small letters; Sorim where it has "in Sorim".
 */
static bool is_place(const OrLayout *layout, OrRange name)
{
    const char *text = layout->document->text;
    uint32_t length = or_range_length(name);
    bool capitals = is_all_capitals(text, name);

    for (size_t at = 3; at + length < layout->document->length; at++) {
        if (text[at - 1] == ' ' && (capitals || (text[at - 2] == 'n' && (text[at - 3] | 0x20) == 'i')) &&
            is_name_at(text + at, text + name.begin, length))
            return true;
    }
    return false;
}

/* "LNS | Jun. 05, 2026", "SORIM | Jan 22": one word beside the day is an agency or the dateline. */
static void take_single_name(OrLayout *layout, const OrPressLine *press)
{
    OrOutlet outlet = {{layout->document->text + press->single.begin, or_range_length(press->single)},
                       press->single,
                       false,
                       true};

    layout->single_taken = true;
    if (is_place(layout, press->single))
        layout->article->dateline = press->single;
    else
        or_take_outlet(layout, &outlet, 2);
}

/* What a press line says goes to the article; lines in the tail say less. */
static void take_press_line(OrLayout *layout, uint32_t index, const OrPressLine *press)
{
    bool tail = layout->last_prose != OR_NO_BLOCK && index > layout->last_prose;
    bool below = layout->headline != OR_NO_BLOCK && index > layout->headline;

    if (press->outlet_weight > 0)
        or_take_outlet(layout, &press->outlet, tail ? press->outlet_weight - 2 : press->outlet_weight);
    if (press->date_weight > 0)
        or_take_date(layout, &press->date, tail ? 1 : press->date_weight * 2 + below);
    if (or_range_is_empty(layout->article->byline))
        layout->article->byline = press->author;
    if (!or_range_is_empty(press->single) && !tail && !layout->single_taken)
        take_single_name(layout, press);
}

/* After the headline is known: what the press lines say, those of other stories excepted. */
static void take_press_lines(OrLayout *layout)
{
    bool other_stories = false;

    for (uint32_t i = 0; i < layout->document->block_count; i++) {
        OrBlockKind kind = or_layout_block(layout, i)->kind;
        OrPressLine press;

        if (i > layout->first_prose && i < layout->last_prose) /* a source named inside the report */
            continue;
        if (i > layout->first_prose && layout->lines[i].tail != OR_BOILERPLATE_TAIL_NO)
            other_stories = true;
        if (other_stories || kind < OR_BLOCK_BYLINE || kind > OR_BLOCK_PUBLISHED)
            continue;
        if (or_read_press_line(layout->document->text, &layout->lines[i], &press))
            take_press_line(layout, i, &press);
    }
}

static void classify_head_line(OrLayout *layout, uint32_t index)
{
    OrBlock *block = or_layout_block(layout, index);
    const OrLine *line = &layout->lines[index];

    if (block->kind != OR_BLOCK_BODY)
        return;
    if (layout->headline == OR_NO_BLOCK || index > layout->headline) {
        if (line->ends_sentence && !or_is_title_case(line))
            return;
        if (line->words >= 4 && line->separators < 2 && line->furniture <= 0) {
            block->kind = OR_BLOCK_SUBHEADLINE;
            return;
        }
    }
    block->kind = OR_BLOCK_BOILERPLATE;
}

/* A list or a sentence in pieces goes on from the line before. */
static bool continues_line(const OrLayout *layout, uint32_t index)
{
    const OrLine *line = &layout->lines[index];

    if (index == 0 || or_layout_block(layout, index - 1)->kind != OR_BLOCK_BODY)
        return false;
    return line->begins_small || layout->lines[index - 1].ends_colon;
}

static bool is_paragraph(const OrLayout *layout, uint32_t index)
{
    const OrLine *line = &layout->lines[index];

    return line->ends_sentence || line->ends_colon || line->words >= LONG_LINE_WORDS ||
           continues_line(layout, index);
}

static void classify_body_line(OrLayout *layout, uint32_t index, bool other_stories)
{
    OrBlock *block = or_layout_block(layout, index);
    const OrLine *line = &layout->lines[index];

    if (block->kind != OR_BLOCK_BODY || is_paragraph(layout, index))
        return;
    block->kind = other_stories || line->separators > 1 ? OR_BLOCK_BOILERPLATE : OR_BLOCK_SUBHEADLINE;
}

static void classify_tail_line(OrLayout *layout, uint32_t index, bool other_stories)
{
    OrBlock *block = or_layout_block(layout, index);
    const OrLine *line = &layout->lines[index];

    if (block->kind != OR_BLOCK_BODY)
        return;
    if (line->ends_sentence && line->words >= 3)
        return;
    if (!other_stories && is_paragraph(layout, index) && !line->ends_colon)
        return;
    block->kind = OR_BLOCK_BOILERPLATE;
}

/* Does less prose follow `index` than half of what came before? Readers' comments do not outweigh a report.
 */
static bool is_late(const OrLayout *layout, uint32_t index)
{
    uint64_t before = 0;
    uint64_t after = 0;

    for (uint32_t i = 0; i < layout->document->block_count; i++) {
        if (or_prose_weight(&layout->lines[i]) >= PROSE_WEIGHT)
            *(i < index ? &before : &after) += layout->lines[i].words;
    }
    return after * 2 < before;
}

/* Where readers' comments begin; OR_NO_BLOCK where they do not. */
static uint32_t find_comments(const OrLayout *layout)
{
    for (uint32_t i = layout->document->block_count; i-- > 0 && i > layout->first_prose;) {
        if (layout->lines[i].tail == OR_BOILERPLATE_TAIL_COMMENTS)
            return is_late(layout, i) ? i : OR_NO_BLOCK;
    }
    return OR_NO_BLOCK;
}

static void classify_by_zone(OrLayout *layout)
{
    uint32_t comments = find_comments(layout);
    bool other_stories = false;

    for (uint32_t i = 0; i < layout->document->block_count; i++) {
        if (i >= comments) {
            or_layout_block(layout, i)->kind = OR_BLOCK_BOILERPLATE;
            continue;
        }
        if (layout->lines[i].tail != OR_BOILERPLATE_TAIL_NO)
            other_stories = true;
        else if (or_prose_weight(&layout->lines[i]) >= PROSE_WEIGHT)
            other_stories = false;
        if (i < layout->first_prose)
            classify_head_line(layout, i);
        else if (i <= layout->last_prose)
            classify_body_line(layout, i, other_stories);
        else
            classify_tail_line(layout, i, other_stories);
    }
}

/* Put the dateline of a block into a block of its own; the array has room for one more. */
static void split_dateline(OrLayout *layout, uint32_t index, const OrDateline *dateline)
{
    OrDocument *document = layout->document;
    OrBlock *block = &document->blocks[index];
    OrRange rest = or_trim(document->text, (OrRange){dateline->whole.end, block->range.end});

    if (or_range_is_empty(rest)) {
        block->kind = OR_BLOCK_DATELINE;
        return;
    }
    memmove(block + 1, block, (document->block_count - index) * sizeof(OrBlock));
    document->block_count++;
    block[0].kind = OR_BLOCK_DATELINE;
    block[0].range = or_trim(document->text, dateline->whole);
    block[1].starts_paragraph = false;
    block[1].range = rest;
}

static void take_dateline(OrLayout *layout, const OrDateline *dateline)
{
    layout->article->dateline = dateline->place;
    if (or_range_is_empty(layout->article->byline))
        layout->article->byline = dateline->author;
    if (dateline->agency.name.data != NULL)
        or_take_outlet(layout, &dateline->agency, dateline->agency.known ? 3 : 2);
    if (dateline->date.has_year)
        or_take_date(layout, &dateline->date, 2);
}

/* The dateline opens one of the first lines of the report, or stands alone before it. */
static void find_dateline(OrLayout *layout)
{
    uint32_t seen = 0;
    uint32_t begin = layout->headline == OR_NO_BLOCK ? 0 : layout->headline + 1;

    for (uint32_t i = begin; i < layout->document->block_count && seen < DATELINE_REACH; i++) {
        OrBlock *block = or_layout_block(layout, i);
        OrDateline dateline;

        if (block->kind == OR_BLOCK_CAPTION || block->kind == OR_BLOCK_BYLINE ||
            block->kind == OR_BLOCK_OUTLET)
            continue;
        seen += block->kind == OR_BLOCK_BODY;
        if (or_read_dateline(layout->document->text, block->range, &dateline) &&
            (dateline.capitals || block->kind != OR_BLOCK_PUBLISHED) && (seen <= 1 || dateline.vouched)) {
            take_dateline(layout, &dateline);
            split_dateline(layout, i, &dateline);
            return;
        }
    }
}

/* A copy of the blocks with room for those that a split adds. */
static void make_room(OrLayout *layout)
{
    OrDocument *document = layout->document;

    document->blocks = layout->host->reallocate(layout->host, document->blocks,
                                                (document->block_count + 1) * sizeof(OrBlock),
                                                (document->block_count + 2) * sizeof(OrBlock));
}

static void read_report(OrLayout *layout)
{
    make_room(layout);
    look_at_lines(layout);
    find_prose(layout);
    classify_by_itself(layout);
    or_find_headline(layout);
    find_bare_byline(layout);
    drop_repeated_lines(layout);
    classify_by_zone(layout);
    take_press_lines(layout);
    or_find_stated_outlets(layout);
    find_dateline(layout);
    layout->host->release(layout->host, layout->lines);
}

void or_read_article(OrHost *host, OrDocument *document, OrArticle *article)
{
    OrLayout layout = {.host = host, .document = document, .article = article, .headline = OR_NO_BLOCK};

    *article = (OrArticle){0};
    if (or_split_turns(host, document, &article->transcript))
        or_read_heading(&layout);
    else
        read_report(&layout);
    article->language = or_find_language(&layout);
}
