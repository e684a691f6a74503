/*
 * headline.c: which line is the headline.
 *
 * The headline stands before the prose, among menus, bylines and share
 * buttons. It is longer than they are, stops without a full stop, is followed
 * by the lines that say who and when, and is often there twice, since the title
 * of the page repeats it. These signs are weighed; the first of equals wins.
 */
#include "layout.h"

/* Lines behind a headline among which the byline is looked for. */
#define BYLINE_REACH 4

static bool is_candidate(const OrLayout *layout, uint32_t index)
{
    const OrLine *line = &layout->lines[index];

    return or_layout_block(layout, index)->kind == OR_BLOCK_BODY && line->furniture == 0 &&
           line->letters >= 3 && line->words <= 40 && line->separators <= 3;
}

static bool is_press_kind(OrBlockKind kind)
{
    return kind == OR_BLOCK_BYLINE || kind == OR_BLOCK_PUBLISHED || kind == OR_BLOCK_OUTLET;
}

static bool has_byline_behind(const OrLayout *layout, uint32_t index, uint32_t end)
{
    for (uint32_t i = index + 1; i < end && i <= index + BYLINE_REACH; i++) {
        if (is_press_kind(or_layout_block(layout, i)->kind))
            return true;
    }
    return false;
}

static int weigh_length(const OrLine *line)
{
    if (line->words >= 4 && line->words <= 22)
        return line->words >= 5 ? 4 : 3;
    if (line->words == 3)
        return 1;
    return line->words <= 2 ? -2 : 1;
}

static int weigh_candidate(const OrLayout *layout, uint32_t index, uint32_t end)
{
    const OrLine *line = &layout->lines[index];
    int weight = weigh_length(line);

    if (has_byline_behind(layout, index, end))
        weight += 2;
    if (line->ends_sentence)
        weight -= 1;
    if (line->sentences > 1)
        weight -= 2;
    if (line->ends_colon || line->begins_small)
        weight -= 2;
    if (line->ideographs > 0 && line->ideographs * 2 < line->letters) /* two scripts: a choice of languages */
        weight -= 3;
    return weight - 2 * (int) line->separators;
}

/*
 * A first paragraph that ends in a full stop passes for a headline only if it
 * is short and one of the next lines is longer.
 */
static bool may_be_prose(const OrLayout *layout, uint32_t index)
{
    const OrLine *line = &layout->lines[index];

    if (!line->ends_sentence || or_is_title_case(line))
        return false;
    for (uint32_t i = index + 1; i < layout->document->block_count && i <= index + BYLINE_REACH; i++) {
        if (layout->lines[i].words > line->words)
            return line->words > 14;
    }
    return true;
}

/* " - ", " | ", "_": the last place where the name of a site may have been glued on. */
static bool read_site_sign(OrReader *reader)
{
    int32_t c = or_peek_character(reader);

    if (!or_is_dash(c) && c != '|' && c != '_' && c != 0xFF5C && c != 0xB7 && c != 0xBB)
        return false;
    or_next_character(reader);
    return true;
}

static void cut_site_name(OrLayout *layout, OrRange *headline)
{
    OrReader reader = {layout->document->text, headline->begin, headline->end};

    while (reader.at < reader.end) {
        uint32_t sign = reader.at;
        OrOutlet outlet;

        if (!read_site_sign(&reader)) {
            or_next_character(&reader);
            continue;
        }
        while (read_site_sign(&reader) || or_skip_blanks(&reader))
            ;
        if (sign > headline->begin &&
            or_is_outlet(reader.text, (OrRange){reader.at, headline->end}, &outlet)) {
            *headline = or_trim(reader.text, (OrRange){headline->begin, sign});
            or_take_outlet(layout, &outlet, 5);
            return;
        }
    }
}

/* Signs before the first word that are no quotation marks: "^", "*", ">". */
static void skip_bullets(const char *text, OrRange *headline)
{
    OrReader reader = {text, headline->begin, headline->end};

    while (reader.at < reader.end) {
        OrCharacterClass class = or_character_class((uint32_t) or_peek_character(&reader));

        if (class == OR_CHARACTER_LETTER || class == OR_CHARACTER_DIGIT || class == OR_CHARACTER_IDEOGRAPH ||
            class == OR_CHARACTER_QUOTE)
            break;
        if (or_peek(&reader, 0) != '^' && or_peek(&reader, 0) != '*' && or_peek(&reader, 0) != '>' &&
            class != OR_CHARACTER_SPACE)
            return;
        or_next_character(&reader);
    }
    headline->begin = reader.at;
}

void or_find_headline(OrLayout *layout)
{
    uint32_t end = layout->first_prose == OR_NO_BLOCK ? layout->document->block_count : layout->first_prose;
    int best = 0;

    layout->headline = OR_NO_BLOCK;
    for (uint32_t i = 0; i < end; i++) {
        int weight;

        if (!is_candidate(layout, i) || may_be_prose(layout, i))
            continue;
        weight = weigh_candidate(layout, i, end);
        if (weight > best) {
            best = weight;
            layout->headline = i;
        }
    }
    if (layout->headline == OR_NO_BLOCK)
        return;
    or_layout_block(layout, layout->headline)->kind = OR_BLOCK_HEADLINE;
    skip_bullets(layout->document->text, &or_layout_block(layout, layout->headline)->range);
    cut_site_name(layout, &or_layout_block(layout, layout->headline)->range);
    layout->article->headline = or_layout_block(layout, layout->headline)->range;
}
